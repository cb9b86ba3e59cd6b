-- systemd units, containers and slices, every 10 s, each beside the whole host. interval_ms is since they were looked at
-- before; CPU shares are of one core, _used_pct of the limit. first_limit is the limit of which the largest share is
-- used: its own, or the host's when that is nearer.
CREATE OR REPLACE VIEW cgroup AS
SELECT * EXCEPT nearest FROM
(
  SELECT
    host,
    ts,
    cgroup.interval_ms[i] AS interval_ms,
    path,
    CAST(cgroup_text.kind[i], 'LowCardinality(String)') AS kind,
    cgroup.cpu_us[i] / 10 / nullIf(cgroup.interval_ms[i], 0) AS cpu_pct,
    cgroup.cpu_max_milli[i] / 10 AS cpu_max_pct,
    100 * cgroup.cpu_us[i] / nullIf(cgroup.interval_ms[i] * cgroup.cpu_max_milli[i], 0) AS cpu_used_pct,
    cgroup.throttled_us[i] / 10 / nullIf(cgroup.interval_ms[i], 0) AS throttled_pct,
    cgroup.memory_bytes[i] AS memory_bytes,
    cgroup.memory_max_bytes[i] AS memory_max_bytes,
    cgroup.reclaimable_bytes[i] AS reclaimable_bytes,
    100 * cgroup.memory_bytes[i] / nullIf(cgroup.memory_max_bytes[i], 0) AS memory_used_pct,
    100 * (cgroup.memory_bytes[i] - least(cgroup.memory_bytes[i], ifNull(cgroup.reclaimable_bytes[i], 0)))
      / nullIf(cgroup.memory_max_bytes[i], 0) AS memory_needed_pct,
    cgroup.tasks[i] AS tasks,
    cgroup.tasks_max[i] AS tasks_max,
    100 * cgroup.tasks[i] / nullIf(cgroup.tasks_max[i], 0) AS tasks_used_pct,
    cpu.cores AS host_cores,
    100 * ({{busy_cpu_time}}) / nullIf({{cpu_time}}, 0) AS host_cpu_busy_pct,
    memory.total_bytes AS host_memory_bytes,
    memory.available_bytes AS host_memory_available_bytes,
    100 * (memory.total_bytes - memory.available_bytes) / nullIf(memory.total_bytes, 0) AS host_memory_used_pct,
    arrayMax([
      (ifNull(memory_needed_pct, -1), 'memory'),
      (ifNull(cpu_used_pct, -1), 'cpu'),
      (ifNull(tasks_used_pct, -1), 'tasks'),
      (ifNull(host_memory_used_pct, -1), 'host memory'),
      (ifNull(host_cpu_busy_pct, -1), 'host cpu')]) AS nearest,
    if(nearest.1 < 0, '', nearest.2) AS first_limit,
    if(nearest.1 < 0, NULL, nearest.1) AS first_limit_pct,
    cgroup.read_bytes[i] * 1000 / nullIf(cgroup.interval_ms[i], 0) AS read_bytes_per_s,
    cgroup.write_bytes[i] * 1000 / nullIf(cgroup.interval_ms[i], 0) AS write_bytes_per_s,
    cgroup.cpu_us[i] AS cpu_us,
    cgroup.throttled_us[i] AS throttled_us,
    cgroup.throttled_periods[i] AS throttled_periods,
    cgroup.oom_kills[i] AS oom_kills,
    cgroup.read_bytes[i] AS read_bytes,
    cgroup.write_bytes[i] AS write_bytes
  FROM samples
  ARRAY JOIN cgroup_text.name AS path, arrayEnumerate(cgroup_text.name) AS i
  WHERE samples.kind = 'sample' -- kind alone is the cgroup's
)
