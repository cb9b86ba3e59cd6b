-- interval_ms is what the increments cover: 0 in a sample that they were not read for.
CREATE OR REPLACE VIEW network AS
SELECT
  host,
  ts,
  toUInt32(ifNull(span.network_ms, samples.interval_ms)) AS interval_ms,
  interface,
  CAST(network_text.kind[i], 'LowCardinality(String)') AS kind,
  CAST(network_text.parent[i], 'LowCardinality(String)') AS parent,
  network.receive_bytes[i] * 1000 / nullIf(interval_ms, 0) AS receive_bytes_per_s,
  network.receive_packets[i] * 1000 / nullIf(interval_ms, 0) AS receive_packets_per_s,
  network.receive_errors[i] * 1000 / nullIf(interval_ms, 0) AS receive_errors_per_s,
  network.receive_drops[i] * 1000 / nullIf(interval_ms, 0) AS receive_drops_per_s,
  network.receive_multicast[i] * 1000 / nullIf(interval_ms, 0) AS receive_multicast_per_s,
  network.transmit_bytes[i] * 1000 / nullIf(interval_ms, 0) AS transmit_bytes_per_s,
  network.transmit_packets[i] * 1000 / nullIf(interval_ms, 0) AS transmit_packets_per_s,
  network.transmit_errors[i] * 1000 / nullIf(interval_ms, 0) AS transmit_errors_per_s,
  network.transmit_drops[i] * 1000 / nullIf(interval_ms, 0) AS transmit_drops_per_s,
  network.receive_bytes[i] AS receive_bytes,
  network.receive_packets[i] AS receive_packets,
  network.receive_errors[i] AS receive_errors,
  network.receive_drops[i] AS receive_drops,
  network.receive_multicast[i] AS receive_multicast,
  network.transmit_bytes[i] AS transmit_bytes,
  network.transmit_packets[i] AS transmit_packets,
  network.transmit_errors[i] AS transmit_errors,
  network.transmit_drops[i] AS transmit_drops
FROM samples
ARRAY JOIN network_text.name AS interface, arrayEnumerate(network_text.name) AS i
WHERE samples.kind = 'sample' -- kind alone is the interface's
