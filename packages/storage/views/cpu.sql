-- CPU of the host as a whole. Shares are of the time that the kernel accounted: user to steal, where guest is part of
-- user and guest_nice of nice. A mode that a platform does not tell counts as none; without user, system or idle
-- there is no share at all.
-- interval_ms is what the increments cover: 0 in a sample that they were not read for.
CREATE OR REPLACE VIEW cpu AS
WITH
  nullIf({{cpu_time}}, 0) AS total_ms
SELECT
  host,
  ts,
  toUInt32(ifNull(span.cpu_ms, samples.interval_ms)) AS interval_ms,
  cpu.cores AS cores,
  100 * ({{busy_cpu_time}}) / total_ms AS busy_pct,
  100 * cpu.user_ms / total_ms AS user_pct,
  100 * cpu.nice_ms / total_ms AS nice_pct,
  100 * cpu.system_ms / total_ms AS system_pct,
  100 * cpu.idle_ms / total_ms AS idle_pct,
  100 * cpu.iowait_ms / total_ms AS iowait_pct,
  100 * cpu.irq_ms / total_ms AS irq_pct,
  100 * cpu.softirq_ms / total_ms AS softirq_pct,
  100 * cpu.steal_ms / total_ms AS steal_pct,
  100 * cpu.guest_ms / total_ms AS guest_pct,
  100 * cpu.guest_nice_ms / total_ms AS guest_nice_pct,
  cpu.user_ms AS user_ms,
  cpu.nice_ms AS nice_ms,
  cpu.system_ms AS system_ms,
  cpu.idle_ms AS idle_ms,
  cpu.iowait_ms AS iowait_ms,
  cpu.irq_ms AS irq_ms,
  cpu.softirq_ms AS softirq_ms,
  cpu.steal_ms AS steal_ms,
  cpu.guest_ms AS guest_ms,
  cpu.guest_nice_ms AS guest_nice_ms,
  cpu.context_switches * 1000 / nullIf(interval_ms, 0) AS context_switches_per_s,
  cpu.interrupts * 1000 / nullIf(interval_ms, 0) AS interrupts_per_s,
  cpu.forks * 1000 / nullIf(interval_ms, 0) AS forks_per_s,
  cpu.context_switches AS context_switches,
  cpu.interrupts AS interrupts,
  cpu.forks AS forks,
  cpu.procs_running AS procs_running,
  cpu.procs_blocked AS procs_blocked
FROM samples
WHERE kind = 'sample'
