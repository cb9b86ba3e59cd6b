-- The leading processes by CPU time, by memory and by I/O, every 10 s. interval_ms is since the processes were looked
-- at before; cpu_pct is of one core.
CREATE OR REPLACE VIEW process AS
SELECT
  host,
  ts,
  each.interval_ms AS interval_ms,
  toUInt32OrZero(CAST(each.name, 'String')) AS pid,
  each.program AS name,
  each.user AS user,
  100 * each.cpu_ms / nullIf(each.interval_ms, 0) AS cpu_pct,
  each.rss_bytes AS rss_bytes,
  each.threads AS threads,
  each.read_bytes * 1000 / nullIf(each.interval_ms, 0) AS read_bytes_per_s,
  each.write_bytes * 1000 / nullIf(each.interval_ms, 0) AS write_bytes_per_s,
  each.cpu_ms AS cpu_ms,
  each.read_bytes AS read_bytes,
  each.write_bytes AS write_bytes
FROM samples
ARRAY JOIN process AS each
WHERE kind = 'sample'
