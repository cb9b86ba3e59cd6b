-- Processes: how many in which state, and those that lead by CPU time, memory or I/O.
ALTER TABLE samples
  ADD COLUMN IF NOT EXISTS process_state_running Nullable(UInt64) CODEC(Delta, ZSTD(1)),
  ADD COLUMN IF NOT EXISTS process_state_sleeping Nullable(UInt64) CODEC(Delta, ZSTD(1)),
  ADD COLUMN IF NOT EXISTS process_state_uninterruptible Nullable(UInt64) CODEC(Delta, ZSTD(1)),
  ADD COLUMN IF NOT EXISTS process_state_idle Nullable(UInt64) CODEC(Delta, ZSTD(1)),
  ADD COLUMN IF NOT EXISTS process_state_stopped Nullable(UInt64) CODEC(Delta, ZSTD(1)),
  ADD COLUMN IF NOT EXISTS process_state_zombie Nullable(UInt64) CODEC(Delta, ZSTD(1)),
  ADD COLUMN IF NOT EXISTS process_state_other Nullable(UInt64) CODEC(Delta, ZSTD(1)),
  ADD COLUMN IF NOT EXISTS process_state_threads Nullable(UInt64) CODEC(Delta, ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `process.name` Array(LowCardinality(String)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `process.program` Array(LowCardinality(String)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `process.user` Array(LowCardinality(String)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `process.cpu_ms` Array(Nullable(UInt64)) CODEC(T64, ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `process.interval_ms` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `process.rss_bytes` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `process.threads` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `process.read_bytes` Array(Nullable(UInt64)) CODEC(T64, ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `process.write_bytes` Array(Nullable(UInt64)) CODEC(T64, ZSTD(1))
