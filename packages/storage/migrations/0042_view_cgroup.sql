-- systemd units, containers and slices, every 10 s. interval_ms is since they were looked at before; CPU shares are of
-- one core, _used_pct of the limit.
CREATE OR REPLACE VIEW cgroup AS
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
  100 * each.memory_bytes / nullIf(each.memory_max_bytes, 0) AS memory_used_pct,
  each.tasks AS tasks,
  each.tasks_max AS tasks_max,
  100 * each.tasks / nullIf(each.tasks_max, 0) AS tasks_used_pct,
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
