-- What each group costs the agent, and how much time increments cover where that is not the sample's interval.
ALTER TABLE samples
  ADD COLUMN IF NOT EXISTS agent_slowed_groups Nullable(UInt64) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS agent_over_cpu_budget Nullable(UInt64) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS agent_over_rss_budget Nullable(UInt64) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS span_cpu_ms Nullable(UInt64) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS span_memory_ms Nullable(UInt64) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS span_disk_ms Nullable(UInt64) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS span_network_ms Nullable(UInt64) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS span_pressure_ms Nullable(UInt64) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS span_socket_ms Nullable(UInt64) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `agent_group.name` Array(LowCardinality(String)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `agent_group.interval_ms` Array(Nullable(UInt64)) CODEC(T64, ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `agent_group.read_us` Array(Nullable(UInt64)) CODEC(T64, ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `agent_group.reads` Array(Nullable(UInt64)) CODEC(T64, ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `agent_group.slow_factor` Array(Nullable(UInt64)) CODEC(T64, ZSTD(1))
