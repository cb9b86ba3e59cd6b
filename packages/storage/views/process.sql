-- The leading processes by CPU time, by memory and by I/O, every 10 s. interval_ms is since the processes were looked
-- at before; cpu_pct is of one core.
CREATE OR REPLACE VIEW process AS
SELECT
  host,
  ts,
  process.interval_ms[i] AS interval_ms,
  toUInt32OrZero(CAST(id, 'String')) AS pid,
  CAST(process_text.program[i], 'LowCardinality(String)') AS name,
  CAST(process_text.user[i], 'LowCardinality(String)') AS user,
  100 * process.cpu_ms[i] / nullIf(process.interval_ms[i], 0) AS cpu_pct,
  process.rss_bytes[i] AS rss_bytes,
  process.threads[i] AS threads,
  process.read_bytes[i] * 1000 / nullIf(process.interval_ms[i], 0) AS read_bytes_per_s,
  process.write_bytes[i] * 1000 / nullIf(process.interval_ms[i], 0) AS write_bytes_per_s,
  process.cpu_ms[i] AS cpu_ms,
  process.read_bytes[i] AS read_bytes,
  process.write_bytes[i] AS write_bytes
FROM samples
ARRAY JOIN process_text.name AS id, arrayEnumerate(process_text.name) AS i
WHERE kind = 'sample'
