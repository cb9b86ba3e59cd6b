-- Links of network interfaces, every 10 s. carrier_changes counts since the interface's row before.
CREATE OR REPLACE VIEW link AS
SELECT
  host,
  ts,
  each.name AS interface,
  each.state AS state,
  each.duplex AS duplex,
  each.speed_mbit AS speed_mbit,
  each.carrier_changes AS carrier_changes
FROM samples
ARRAY JOIN link AS each
WHERE kind = 'sample'
