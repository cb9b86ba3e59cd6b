-- CPU of the host as a whole. Shares are of the time that the kernel accounted: user to steal, where guest is part of
-- user and guest_nice of nice. A mode that a platform does not tell counts as none; without user, system or idle
-- there is no share at all.
-- interval_ms is what the increments cover: 0 in a sample that they were not read for.
CREATE OR REPLACE VIEW cpu AS
WITH
  nullIf(cpu_user_ms + ifNull(cpu_nice_ms, 0) + cpu_system_ms + cpu_idle_ms + ifNull(cpu_iowait_ms, 0)
    + ifNull(cpu_irq_ms, 0) + ifNull(cpu_softirq_ms, 0) + ifNull(cpu_steal_ms, 0), 0) AS total_ms
SELECT
  host,
  ts,
  toUInt32(ifNull(span_cpu_ms, samples.interval_ms)) AS interval_ms,
  cpu_cores AS cores,
  100 * (total_ms - cpu_idle_ms - ifNull(cpu_iowait_ms, 0)) / total_ms AS busy_pct,
  100 * cpu_user_ms / total_ms AS user_pct,
  100 * cpu_nice_ms / total_ms AS nice_pct,
  100 * cpu_system_ms / total_ms AS system_pct,
  100 * cpu_idle_ms / total_ms AS idle_pct,
  100 * cpu_iowait_ms / total_ms AS iowait_pct,
  100 * cpu_irq_ms / total_ms AS irq_pct,
  100 * cpu_softirq_ms / total_ms AS softirq_pct,
  100 * cpu_steal_ms / total_ms AS steal_pct,
  100 * cpu_guest_ms / total_ms AS guest_pct,
  100 * cpu_guest_nice_ms / total_ms AS guest_nice_pct,
  cpu_user_ms AS user_ms,
  cpu_nice_ms AS nice_ms,
  cpu_system_ms AS system_ms,
  cpu_idle_ms AS idle_ms,
  cpu_iowait_ms AS iowait_ms,
  cpu_irq_ms AS irq_ms,
  cpu_softirq_ms AS softirq_ms,
  cpu_steal_ms AS steal_ms,
  cpu_guest_ms AS guest_ms,
  cpu_guest_nice_ms AS guest_nice_ms,
  cpu_context_switches * 1000 / nullIf(interval_ms, 0) AS context_switches_per_s,
  cpu_interrupts * 1000 / nullIf(interval_ms, 0) AS interrupts_per_s,
  cpu_forks * 1000 / nullIf(interval_ms, 0) AS forks_per_s,
  cpu_context_switches AS context_switches,
  cpu_interrupts AS interrupts,
  cpu_forks AS forks,
  cpu_procs_running AS procs_running,
  cpu_procs_blocked AS procs_blocked
FROM samples
WHERE kind = 'sample'
