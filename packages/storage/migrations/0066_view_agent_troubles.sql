-- The agent about itself, and how many things it cannot read.
CREATE OR REPLACE VIEW agent AS
SELECT
  host,
  ts,
  interval_ms,
  agent_cpu_us / 10 / nullIf(interval_ms, 0) AS cpu_pct,
  agent_cpu_us AS cpu_us,
  agent_rss_bytes AS rss_bytes,
  agent_sent_bytes * 1000 / nullIf(interval_ms, 0) AS sent_bytes_per_s,
  agent_sent_bytes AS sent_bytes,
  agent_spool_bytes AS spool_bytes,
  agent_spool_batches AS spool_batches,
  agent_read_us AS read_us,
  agent_resets AS resets,
  agent_troubled_mounts AS troubled_mounts,
  agent_slowed_groups AS slowed_groups,
  agent_over_cpu_budget = 1 AS over_cpu_budget,
  agent_over_rss_budget = 1 AS over_rss_budget,
  agent_troubles AS troubles
FROM samples
WHERE kind = 'sample'
