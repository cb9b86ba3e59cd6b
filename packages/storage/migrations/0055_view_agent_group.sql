-- What each group costs the agent, every 10 s; interval_ms is since the row before. slow_factor is 1, or by how much the
-- CPU budget lengthened the interval of the group.
CREATE OR REPLACE VIEW agent_group AS
SELECT
  host,
  ts,
  each.interval_ms AS interval_ms,
  each.name AS group,
  each.read_us / 10 / nullIf(each.interval_ms, 0) AS cpu_pct,
  each.read_us / nullIf(each.reads, 0) AS read_us_each,
  each.reads AS reads,
  each.read_us AS read_us,
  each.slow_factor AS slow_factor
FROM samples
ARRAY JOIN agent_group AS each
WHERE kind = 'sample'
