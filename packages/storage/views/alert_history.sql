-- Every alert once, with its times. An alert is named by rule, host, device and since.
CREATE OR REPLACE VIEW alert_history AS
SELECT
  rule,
  host,
  device,
  since,
  argMax(e.severity, e.ts) AS severity,
  argMaxIf(toString(e.state), (e.ts, toInt8(e.state)), e.state IN ('pending', 'firing', 'resolved', 'would_fire')) AS state,
  minOrNullIf(e.ts, e.state = 'firing') AS fired,
  minOrNullIf(e.ts, e.state = 'acknowledged') AS acknowledged,
  minOrNullIf(e.ts, e.state = 'resolved') AS resolved,
  argMaxIf(e.actor, e.ts, e.state = 'acknowledged') AS acknowledged_by,
  argMaxIf(e.note, e.ts, e.note != '') AS note,
  argMaxIf(e.value, e.ts, e.state != 'acknowledged') AS value,
  argMax(e.threshold, e.ts) AS threshold,
  argMaxIf(e.summary, e.ts, e.summary != '') AS summary
FROM alert_events AS e
WHERE e.state != 'reported'
GROUP BY rule, host, device, since
