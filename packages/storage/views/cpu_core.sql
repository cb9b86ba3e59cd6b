-- The same per core. A core that is offline has no row.
-- interval_ms is what the increments cover: 0 in a sample that they were not read for.
CREATE OR REPLACE VIEW cpu_core AS
WITH
  nullIf({{core_time}}, 0) AS total_ms
SELECT
  host,
  ts,
  toUInt32(ifNull(span.cpu_ms, samples.interval_ms)) AS interval_ms,
  toUInt16OrZero(CAST(name, 'String')) AS core,
  100 * ({{busy_core_time}}) / total_ms AS busy_pct,
  100 * cpu_core.user_ms[i] / total_ms AS user_pct,
  100 * cpu_core.nice_ms[i] / total_ms AS nice_pct,
  100 * cpu_core.system_ms[i] / total_ms AS system_pct,
  100 * cpu_core.idle_ms[i] / total_ms AS idle_pct,
  100 * cpu_core.iowait_ms[i] / total_ms AS iowait_pct,
  100 * cpu_core.irq_ms[i] / total_ms AS irq_pct,
  100 * cpu_core.softirq_ms[i] / total_ms AS softirq_pct,
  100 * cpu_core.steal_ms[i] / total_ms AS steal_pct,
  100 * cpu_core.guest_ms[i] / total_ms AS guest_pct,
  100 * cpu_core.guest_nice_ms[i] / total_ms AS guest_nice_pct,
  cpu_core.user_ms[i] AS user_ms,
  cpu_core.nice_ms[i] AS nice_ms,
  cpu_core.system_ms[i] AS system_ms,
  cpu_core.idle_ms[i] AS idle_ms,
  cpu_core.iowait_ms[i] AS iowait_ms,
  cpu_core.irq_ms[i] AS irq_ms,
  cpu_core.softirq_ms[i] AS softirq_ms,
  cpu_core.steal_ms[i] AS steal_ms,
  cpu_core.guest_ms[i] AS guest_ms,
  cpu_core.guest_nice_ms[i] AS guest_nice_ms
FROM samples
ARRAY JOIN cpu_core_text.name AS name, arrayEnumerate(cpu_core_text.name) AS i
WHERE kind = 'sample'
