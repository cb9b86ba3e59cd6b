-- What other programs of the host tell, in files and over StatsD; what a limited cgroup could give back.
ALTER TABLE samples
  ADD COLUMN IF NOT EXISTS `metric.name` Array(LowCardinality(String)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `metric.kind` Array(LowCardinality(String)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `metric.source` Array(LowCardinality(String)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `metric.increment` Array(Nullable(Float64)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `metric.interval_ms` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `metric.value` Array(Nullable(Float64)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `cgroup.reclaimable_bytes` Array(Nullable(UInt64)) CODEC(ZSTD(1))
