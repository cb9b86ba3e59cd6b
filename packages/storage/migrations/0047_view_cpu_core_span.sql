-- The same per core. A core that is offline has no row.
-- interval_ms is what the increments cover: 0 in a sample that they were not read for.
CREATE OR REPLACE VIEW cpu_core AS
WITH
  nullIf(each.user_ms + ifNull(each.nice_ms, 0) + each.system_ms + each.idle_ms + ifNull(each.iowait_ms, 0)
    + ifNull(each.irq_ms, 0) + ifNull(each.softirq_ms, 0) + ifNull(each.steal_ms, 0), 0) AS total_ms
SELECT
  host,
  ts,
  toUInt32(ifNull(span_cpu_ms, samples.interval_ms)) AS interval_ms,
  toUInt16OrZero(CAST(each.name, 'String')) AS core,
  100 * (total_ms - each.idle_ms - ifNull(each.iowait_ms, 0)) / total_ms AS busy_pct,
  100 * each.user_ms / total_ms AS user_pct,
  100 * each.nice_ms / total_ms AS nice_pct,
  100 * each.system_ms / total_ms AS system_pct,
  100 * each.idle_ms / total_ms AS idle_pct,
  100 * each.iowait_ms / total_ms AS iowait_pct,
  100 * each.irq_ms / total_ms AS irq_pct,
  100 * each.softirq_ms / total_ms AS softirq_pct,
  100 * each.steal_ms / total_ms AS steal_pct,
  100 * each.guest_ms / total_ms AS guest_pct,
  100 * each.guest_nice_ms / total_ms AS guest_nice_pct,
  each.user_ms AS user_ms,
  each.nice_ms AS nice_ms,
  each.system_ms AS system_ms,
  each.idle_ms AS idle_ms,
  each.iowait_ms AS iowait_ms,
  each.irq_ms AS irq_ms,
  each.softirq_ms AS softirq_ms,
  each.steal_ms AS steal_ms,
  each.guest_ms AS guest_ms,
  each.guest_nice_ms AS guest_nice_ms
FROM samples
ARRAY JOIN cpu_core AS each
WHERE kind = 'sample'
