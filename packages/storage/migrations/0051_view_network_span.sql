-- interval_ms is what the increments cover: 0 in a sample that they were not read for.
CREATE OR REPLACE VIEW network AS
SELECT
  host,
  ts,
  toUInt32(ifNull(span_network_ms, samples.interval_ms)) AS interval_ms,
  each.name AS interface,
  each.receive_bytes * 1000 / nullIf(interval_ms, 0) AS receive_bytes_per_s,
  each.receive_packets * 1000 / nullIf(interval_ms, 0) AS receive_packets_per_s,
  each.receive_errors * 1000 / nullIf(interval_ms, 0) AS receive_errors_per_s,
  each.receive_drops * 1000 / nullIf(interval_ms, 0) AS receive_drops_per_s,
  each.receive_multicast * 1000 / nullIf(interval_ms, 0) AS receive_multicast_per_s,
  each.transmit_bytes * 1000 / nullIf(interval_ms, 0) AS transmit_bytes_per_s,
  each.transmit_packets * 1000 / nullIf(interval_ms, 0) AS transmit_packets_per_s,
  each.transmit_errors * 1000 / nullIf(interval_ms, 0) AS transmit_errors_per_s,
  each.transmit_drops * 1000 / nullIf(interval_ms, 0) AS transmit_drops_per_s,
  each.receive_bytes AS receive_bytes,
  each.receive_packets AS receive_packets,
  each.receive_errors AS receive_errors,
  each.receive_drops AS receive_drops,
  each.receive_multicast AS receive_multicast,
  each.transmit_bytes AS transmit_bytes,
  each.transmit_packets AS transmit_packets,
  each.transmit_errors AS transmit_errors,
  each.transmit_drops AS transmit_drops
FROM samples
ARRAY JOIN network AS each
WHERE kind = 'sample'
