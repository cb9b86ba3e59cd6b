-- Series of other programs, every 10 s. interval_ms is since the look before. A series is NAME{LABEL="VALUE",...}: no
-- name has a brace in it, and values are escaped as Prometheus does.
CREATE OR REPLACE VIEW metric AS
SELECT
  host,
  ts,
  metric.interval_ms[i] AS interval_ms,
  CAST(splitByChar('{', series)[1], 'LowCardinality(String)') AS name,
  CAST(
    extractKeyValuePairsWithEscaping(
      substring(series, position(series, '{') + 1, if(position(series, '{') = 0, 0, length(series))),
      '=', ',', '"'),
    'Map(LowCardinality(String), String)') AS labels,
  CAST(metric_text.kind[i], 'LowCardinality(String)') AS kind,
  metric.value[i] AS value,
  metric.increment[i] AS increment,
  metric.increment[i] * 1000 / nullIf(metric.interval_ms[i], 0) AS per_s,
  CAST(metric_text.source[i], 'LowCardinality(String)') AS source,
  series
FROM samples
ARRAY JOIN metric_text.name AS series, arrayEnumerate(metric_text.name) AS i
WHERE samples.kind = 'sample' -- kind alone is the series'
