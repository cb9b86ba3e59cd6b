-- What `rollup_marks` knew by epoch alone. Nothing is written there any more; it stays, for a program that has still to run this.
INSERT INTO rollup_progress (day, agent_id, epoch, next, samples, recv_ts, version)
SELECT s.day, s.agent_id, s.epoch, m.next, s.samples, m.recv_ts, 0
FROM
(
  SELECT samples.day AS day, agent_id, samples.epoch AS epoch, countIf(kind = 'sample') AS samples
  FROM samples
  GROUP BY host, agent_id, samples.epoch, samples.day
) AS s
INNER JOIN
(
  SELECT agent_id, epoch, max(rollup_marks.next) AS next, max(rollup_marks.recv_ts) AS recv_ts
  FROM rollup_marks
  GROUP BY agent_id, epoch
) AS m ON m.agent_id = s.agent_id AND m.epoch = s.epoch
