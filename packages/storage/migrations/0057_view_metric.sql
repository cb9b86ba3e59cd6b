-- Series of other programs, every 10 s. interval_ms is since the look before. A series is NAME{LABEL="VALUE",...}: no
-- name has a brace in it, and values are escaped as Prometheus does.
CREATE OR REPLACE VIEW metric AS
SELECT
  host,
  ts,
  each.interval_ms AS interval_ms,
  CAST(splitByChar('{', each.name)[1], 'LowCardinality(String)') AS name,
  CAST(
    extractKeyValuePairsWithEscaping(
      substring(each.name, position(each.name, '{') + 1, if(position(each.name, '{') = 0, 0, length(each.name))),
      '=', ',', '"'),
    'Map(LowCardinality(String), String)') AS labels,
  each.kind AS kind,
  each.value AS value,
  each.increment AS increment,
  each.increment * 1000 / nullIf(each.interval_ms, 0) AS per_s,
  each.source AS source,
  each.name AS series
FROM samples
ARRAY JOIN metric AS each
WHERE samples.kind = 'sample' -- kind alone is the series'
