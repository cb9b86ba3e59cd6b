-- One row per enrolled agent that was not deleted. What the inventory tells is NULL or empty until the agent has sent it; last_seen is NULL
-- until its first sample and comes from the projection of the marks.
CREATE OR REPLACE VIEW host AS
SELECT
  a.host AS host,
  a.display_name AS display_name,
  a.agent_id AS agent_id,
  a.labels AS labels,
  a.enrolled AS enrolled,
  a.revoked AS revoked,
  nullIf(s.last_ts, toDateTime64(0, 3, 'UTC')) AS last_seen,
  i.os AS os,
  i.kernel AS kernel,
  i.arch AS arch,
  i.cpu_model AS cpu_model,
  nullIf(i.cpu_cores, 0) AS cpu_cores,
  nullIf(i.cpu_physical_cores, 0) AS cpu_physical_cores,
  nullIf(i.cpu_sockets, 0) AS cpu_sockets,
  nullIf(i.memory_bytes, 0) AS memory_bytes,
  i.virtualisation AS virtualisation,
  i.manufacturer AS manufacturer,
  i.model AS model,
  i.cloud AS cloud,
  i.container AS container,
  i.gpus AS gpus,
  i.agent_version AS agent_version,
  i.node_version AS node_version,
  i.boot_id AS boot_id,
  nullIf(i.booted, toDateTime64(0, 3, 'UTC')) AS booted,
  nullIf(i.received, toDateTime64(0, 3, 'UTC')) AS inventory_received
FROM (SELECT * FROM agents FINAL WHERE deleted IS NULL) AS a
LEFT JOIN (SELECT * FROM inventories FINAL) AS i ON i.agent_id = a.agent_id
LEFT JOIN
(
  SELECT agent_id, maxIf(ts, kind = 'sample') AS last_ts FROM samples GROUP BY agent_id
) AS s ON s.agent_id = a.agent_id
SETTINGS join_use_nulls = 0
