-- What the agents of enrolled hosts cannot read, or no batch can hold, at present: one row each. `reported` is when the agent
-- last said what it cannot read, so a row of an agent that is not connected is as old as that.
CREATE OR REPLACE VIEW issue AS
SELECT
  a.host AS host,
  each.1 AS group,
  each.2 AS device,
  each.3 AS column,
  each.4 AS code,
  each.5 AS message,
  i.received AS reported
FROM (SELECT * FROM agent_issues FINAL) AS i
INNER JOIN (SELECT agent_id, host FROM agents FINAL WHERE deleted IS NULL AND revoked IS NULL) AS a ON a.agent_id = i.agent_id
ARRAY JOIN arrayZip(i.issues.group, i.issues.device, i.issues.column, i.issues.code, i.issues.message) AS each
