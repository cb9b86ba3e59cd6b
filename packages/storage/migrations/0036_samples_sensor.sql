-- Temperatures, fans and batteries (/sys/class/hwmon, /sys/class/power_supply).
ALTER TABLE samples
  ADD COLUMN IF NOT EXISTS `sensor.name` Array(LowCardinality(String)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `sensor.chip` Array(LowCardinality(String)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `sensor.label` Array(LowCardinality(String)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `sensor.temperature_mk` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `sensor.fan_rpm` Array(Nullable(UInt64)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS `sensor.charge_pct` Array(Nullable(UInt64)) CODEC(ZSTD(1))
