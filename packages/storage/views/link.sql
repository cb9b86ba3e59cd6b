-- Links of network interfaces, every 10 s. carrier_changes counts since the interface's row before.
CREATE OR REPLACE VIEW link AS
SELECT
  host,
  ts,
  interface,
  CAST(link_text.state[i], 'LowCardinality(String)') AS state,
  CAST(link_text.duplex[i], 'LowCardinality(String)') AS duplex,
  link.speed_mbit[i] AS speed_mbit,
  link.carrier_changes[i] AS carrier_changes
FROM samples
ARRAY JOIN link_text.name AS interface, arrayEnumerate(link_text.name) AS i
WHERE kind = 'sample'
