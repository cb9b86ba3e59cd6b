-- Block devices. Await is the time that finished operations took, in ms each; no operations, no await. Both are as
-- iostat computes them.
-- interval_ms is what the increments cover: 0 in a sample that they were not read for.
CREATE OR REPLACE VIEW disk AS
SELECT
  host,
  ts,
  toUInt32(ifNull(span_disk_ms, samples.interval_ms)) AS interval_ms,
  each.name AS device,
  each.read_ops * 1000 / nullIf(interval_ms, 0) AS read_ops_per_s,
  each.read_bytes * 1000 / nullIf(interval_ms, 0) AS read_bytes_per_s,
  each.write_ops * 1000 / nullIf(interval_ms, 0) AS write_ops_per_s,
  each.write_bytes * 1000 / nullIf(interval_ms, 0) AS write_bytes_per_s,
  each.discard_ops * 1000 / nullIf(interval_ms, 0) AS discard_ops_per_s,
  each.discard_bytes * 1000 / nullIf(interval_ms, 0) AS discard_bytes_per_s,
  each.read_ms / nullIf(each.read_ops, 0) AS read_await_ms,
  each.write_ms / nullIf(each.write_ops, 0) AS write_await_ms,
  (each.read_ms + each.write_ms + ifNull(each.discard_ms, 0))
    / nullIf(each.read_ops + each.write_ops + ifNull(each.discard_ops, 0), 0) AS await_ms,
  100 * each.busy_ms / nullIf(interval_ms, 0) AS busy_pct,
  each.weighted_ms / nullIf(interval_ms, 0) AS queue_depth,
  each.in_flight_ops AS in_flight_ops,
  each.read_ops AS read_ops,
  each.read_bytes AS read_bytes,
  each.read_ms AS read_ms,
  each.write_ops AS write_ops,
  each.write_bytes AS write_bytes,
  each.write_ms AS write_ms,
  each.discard_ops AS discard_ops,
  each.discard_bytes AS discard_bytes,
  each.discard_ms AS discard_ms,
  each.busy_ms AS busy_ms,
  each.weighted_ms AS weighted_ms
FROM samples
ARRAY JOIN disk AS each
WHERE kind = 'sample'
