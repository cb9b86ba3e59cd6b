-- systemd units, containers and slices, every 10 s, each beside the whole host. interval_ms is since they were looked at
-- before; CPU shares are of one core, _used_pct of the limit. first_limit is the limit of which the largest share is
-- used: its own, or the host's when that is nearer.
CREATE OR REPLACE VIEW cgroup AS
SELECT * EXCEPT nearest FROM
(
  SELECT
    host,
    ts,
    each.interval_ms AS interval_ms,
    each.name AS path,
    each.kind AS kind,
    each.cpu_us / 10 / nullIf(each.interval_ms, 0) AS cpu_pct,
    each.cpu_max_milli / 10 AS cpu_max_pct,
    100 * each.cpu_us / nullIf(each.interval_ms * each.cpu_max_milli, 0) AS cpu_used_pct,
    each.throttled_us / 10 / nullIf(each.interval_ms, 0) AS throttled_pct,
    each.memory_bytes AS memory_bytes,
    each.memory_max_bytes AS memory_max_bytes,
    each.reclaimable_bytes AS reclaimable_bytes,
    100 * each.memory_bytes / nullIf(each.memory_max_bytes, 0) AS memory_used_pct,
    100 * (each.memory_bytes - least(each.memory_bytes, ifNull(each.reclaimable_bytes, 0)))
      / nullIf(each.memory_max_bytes, 0) AS memory_needed_pct,
    each.tasks AS tasks,
    each.tasks_max AS tasks_max,
    100 * each.tasks / nullIf(each.tasks_max, 0) AS tasks_used_pct,
    cpu_cores AS host_cores,
    100 - 100 * (cpu_idle_ms + cpu_iowait_ms) / nullIf(
      cpu_user_ms + cpu_nice_ms + cpu_system_ms + cpu_idle_ms + cpu_iowait_ms + cpu_irq_ms + cpu_softirq_ms + cpu_steal_ms,
      0) AS host_cpu_busy_pct,
    memory_total_bytes AS host_memory_bytes,
    memory_available_bytes AS host_memory_available_bytes,
    100 * (memory_total_bytes - memory_available_bytes) / nullIf(memory_total_bytes, 0) AS host_memory_used_pct,
    arrayMax([
      (ifNull(memory_needed_pct, -1), 'memory'),
      (ifNull(cpu_used_pct, -1), 'cpu'),
      (ifNull(tasks_used_pct, -1), 'tasks'),
      (ifNull(host_memory_used_pct, -1), 'host memory'),
      (ifNull(host_cpu_busy_pct, -1), 'host cpu')]) AS nearest,
    if(nearest.1 < 0, '', nearest.2) AS first_limit,
    if(nearest.1 < 0, NULL, nearest.1) AS first_limit_pct,
    each.read_bytes * 1000 / nullIf(each.interval_ms, 0) AS read_bytes_per_s,
    each.write_bytes * 1000 / nullIf(each.interval_ms, 0) AS write_bytes_per_s,
    each.cpu_us AS cpu_us,
    each.throttled_us AS throttled_us,
    each.throttled_periods AS throttled_periods,
    each.oom_kills AS oom_kills,
    each.read_bytes AS read_bytes,
    each.write_bytes AS write_bytes
  FROM samples
  ARRAY JOIN cgroup AS each
  WHERE samples.kind = 'sample' -- kind alone is the cgroup's
)
