-- Temperatures, fans and batteries, every 10 s; a row has one of the three. Temperatures are kept in thousandths of a
-- kelvin, which are never negative.
CREATE OR REPLACE VIEW sensor AS
SELECT
  host,
  ts,
  each.name AS device,
  each.chip AS chip,
  each.label AS label,
  (toInt64(each.temperature_mk) - 273150) / 1000 AS temperature_celsius,
  each.fan_rpm AS fan_rpm,
  each.charge_pct AS charge_pct
FROM samples
ARRAY JOIN sensor AS each
WHERE kind = 'sample'
