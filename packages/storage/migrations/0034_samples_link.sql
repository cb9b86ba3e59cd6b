-- Links of network interfaces (/sys/class/net).
ALTER TABLE samples
  ADD COLUMN IF NOT EXISTS `link.name` Array(LowCardinality(String)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `link.state` Array(LowCardinality(String)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `link.duplex` Array(LowCardinality(String)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `link.speed_mbit` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `link.carrier_changes` Array(Nullable(UInt64)) CODEC(T64, ZSTD(1))
