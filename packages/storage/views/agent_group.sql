-- What each group costs the agent, every 10 s; interval_ms is since the row before. slow_factor is 1, or by how much the
-- CPU budget lengthened the interval of the group.
CREATE OR REPLACE VIEW agent_group AS
SELECT
  host,
  ts,
  agent_group.interval_ms[i] AS interval_ms,
  group,
  agent_group.read_us[i] / 10 / nullIf(agent_group.interval_ms[i], 0) AS cpu_pct,
  agent_group.read_us[i] / nullIf(agent_group.reads[i], 0) AS read_us_each,
  agent_group.reads[i] AS reads,
  agent_group.read_us[i] AS read_us,
  agent_group.slow_factor[i] AS slow_factor
FROM samples
ARRAY JOIN agent_group_text.name AS group, arrayEnumerate(agent_group_text.name) AS i
WHERE kind = 'sample'
