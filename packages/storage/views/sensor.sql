-- Temperatures, fans and batteries, every 10 s; a row has one of the three. Temperatures are kept in thousandths of a
-- kelvin, which are never negative.
CREATE OR REPLACE VIEW sensor AS
SELECT
  host,
  ts,
  device,
  CAST(sensor_text.chip[i], 'LowCardinality(String)') AS chip,
  CAST(sensor_text.label[i], 'LowCardinality(String)') AS label,
  (toInt64(sensor.temperature_mk[i]) - 273150) / 1000 AS temperature_celsius,
  sensor.fan_rpm[i] AS fan_rpm,
  sensor.charge_pct[i] AS charge_pct
FROM samples
ARRAY JOIN sensor_text.name AS device, arrayEnumerate(sensor_text.name) AS i
WHERE kind = 'sample'
