-- Block devices. Await is the time that finished operations took, in ms each; no operations, no await. Both are as
-- iostat computes them.
-- The kernel counts in jiffies, so a disk that is always busy may count a little more than the interval: 100 at most.
-- interval_ms is what the increments cover: 0 in a sample that they were not read for.
CREATE OR REPLACE VIEW disk AS
SELECT
  host,
  ts,
  toUInt32(ifNull(span.disk_ms, samples.interval_ms)) AS interval_ms,
  device,
  CAST(disk_text.kind[i], 'LowCardinality(String)') AS kind,
  CAST(disk_text.parent[i], 'LowCardinality(String)') AS parent,
  disk.read_ops[i] * 1000 / nullIf(interval_ms, 0) AS read_ops_per_s,
  disk.read_bytes[i] * 1000 / nullIf(interval_ms, 0) AS read_bytes_per_s,
  disk.write_ops[i] * 1000 / nullIf(interval_ms, 0) AS write_ops_per_s,
  disk.write_bytes[i] * 1000 / nullIf(interval_ms, 0) AS write_bytes_per_s,
  disk.discard_ops[i] * 1000 / nullIf(interval_ms, 0) AS discard_ops_per_s,
  disk.discard_bytes[i] * 1000 / nullIf(interval_ms, 0) AS discard_bytes_per_s,
  disk.read_ms[i] / nullIf(disk.read_ops[i], 0) AS read_await_ms,
  disk.write_ms[i] / nullIf(disk.write_ops[i], 0) AS write_await_ms,
  (disk.read_ms[i] + disk.write_ms[i] + ifNull(disk.discard_ms[i], 0))
    / nullIf(disk.read_ops[i] + disk.write_ops[i] + ifNull(disk.discard_ops[i], 0), 0) AS await_ms,
  if((100 * disk.busy_ms[i] / nullIf(interval_ms, 0) AS busy) > 100, 100, busy) AS busy_pct,
  disk.weighted_ms[i] / nullIf(interval_ms, 0) AS queue_depth,
  disk.in_flight_ops[i] AS in_flight_ops,
  disk.read_ops[i] AS read_ops,
  disk.read_bytes[i] AS read_bytes,
  disk.read_ms[i] AS read_ms,
  disk.write_ops[i] AS write_ops,
  disk.write_bytes[i] AS write_bytes,
  disk.write_ms[i] AS write_ms,
  disk.discard_ops[i] AS discard_ops,
  disk.discard_bytes[i] AS discard_bytes,
  disk.discard_ms[i] AS discard_ms,
  disk.busy_ms[i] AS busy_ms,
  disk.weighted_ms[i] AS weighted_ms
FROM samples
ARRAY JOIN disk_text.name AS device, arrayEnumerate(disk_text.name) AS i
WHERE samples.kind = 'sample' -- kind alone is the disk's
