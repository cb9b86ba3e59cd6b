-- systemd units, containers and slices (cgroup version 2).
ALTER TABLE samples
  ADD COLUMN IF NOT EXISTS `cgroup.name` Array(LowCardinality(String)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `cgroup.kind` Array(LowCardinality(String)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `cgroup.cpu_us` Array(Nullable(UInt64)) CODEC(T64, ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `cgroup.throttled_us` Array(Nullable(UInt64)) CODEC(T64, ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `cgroup.throttled_periods` Array(Nullable(UInt64)) CODEC(T64, ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `cgroup.oom_kills` Array(Nullable(UInt64)) CODEC(T64, ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `cgroup.read_bytes` Array(Nullable(UInt64)) CODEC(T64, ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `cgroup.write_bytes` Array(Nullable(UInt64)) CODEC(T64, ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `cgroup.interval_ms` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `cgroup.memory_bytes` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `cgroup.memory_max_bytes` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `cgroup.cpu_max_milli` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `cgroup.tasks` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `cgroup.tasks_max` Array(Nullable(UInt64)) CODEC(ZSTD(1))
