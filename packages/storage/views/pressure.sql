-- How long tasks waited for a resource: some (at least one did) or full (all did, nothing else ran). _pct is of this
-- row's interval, 100 at most: the kernel brings its totals up to date when it likes; the averages are the kernel's own, in percent, and come every 10 s.
-- interval_ms is what the increments cover: 0 in a sample that they were not read for.
CREATE OR REPLACE VIEW pressure AS
SELECT
  host,
  ts,
  toUInt32(ifNull(span.pressure_ms, samples.interval_ms)) AS interval_ms,
  if((pressure.cpu_some_us / 10 / nullIf(interval_ms, 0) AS cpu_some) > 100, 100, cpu_some) AS cpu_some_pct,
  if((pressure.memory_some_us / 10 / nullIf(interval_ms, 0) AS memory_some) > 100, 100, memory_some) AS memory_some_pct,
  if((pressure.memory_full_us / 10 / nullIf(interval_ms, 0) AS memory_full) > 100, 100, memory_full) AS memory_full_pct,
  if((pressure.io_some_us / 10 / nullIf(interval_ms, 0) AS io_some) > 100, 100, io_some) AS io_some_pct,
  if((pressure.io_full_us / 10 / nullIf(interval_ms, 0) AS io_full) > 100, 100, io_full) AS io_full_pct,
  if((pressure.irq_full_us / 10 / nullIf(interval_ms, 0) AS irq_full) > 100, 100, irq_full) AS irq_full_pct,
  pressure.cpu_some_us AS cpu_some_us,
  pressure.memory_some_us AS memory_some_us,
  pressure.memory_full_us AS memory_full_us,
  pressure.io_some_us AS io_some_us,
  pressure.io_full_us AS io_full_us,
  pressure.irq_full_us AS irq_full_us,
  pressure.cpu_some_avg10_centi / 100 AS cpu_some_avg10_pct,
  pressure.cpu_some_avg60_centi / 100 AS cpu_some_avg60_pct,
  pressure.cpu_some_avg300_centi / 100 AS cpu_some_avg300_pct,
  pressure.memory_some_avg10_centi / 100 AS memory_some_avg10_pct,
  pressure.memory_some_avg60_centi / 100 AS memory_some_avg60_pct,
  pressure.memory_some_avg300_centi / 100 AS memory_some_avg300_pct,
  pressure.memory_full_avg10_centi / 100 AS memory_full_avg10_pct,
  pressure.memory_full_avg60_centi / 100 AS memory_full_avg60_pct,
  pressure.memory_full_avg300_centi / 100 AS memory_full_avg300_pct,
  pressure.io_some_avg10_centi / 100 AS io_some_avg10_pct,
  pressure.io_some_avg60_centi / 100 AS io_some_avg60_pct,
  pressure.io_some_avg300_centi / 100 AS io_some_avg300_pct,
  pressure.io_full_avg10_centi / 100 AS io_full_avg10_pct,
  pressure.io_full_avg60_centi / 100 AS io_full_avg60_pct,
  pressure.io_full_avg300_centi / 100 AS io_full_avg300_pct,
  pressure.irq_full_avg10_centi / 100 AS irq_full_avg10_pct,
  pressure.irq_full_avg60_centi / 100 AS irq_full_avg60_pct,
  pressure.irq_full_avg300_centi / 100 AS irq_full_avg300_pct
FROM samples
WHERE kind = 'sample'
