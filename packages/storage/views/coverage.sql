-- When a host was watched: 'present' from the first to the last of samples that follow each other, 'missing' between.
--
-- Two samples follow each other when they are at most {{gap_intervals}} intervals apart. An interval here is the median of what
-- the samples around the step measured (the one before, the one after, the next), so that neither a stalled sample
-- hides its own hole nor a change of rate looks like one. The first sample after a start measured none.
-- A hole takes the reason of the gap or tombstone whose sequence number lies in it, else of the one whose times overlap
-- it most, else ''. Samples that a clock kept out of their place (ts_flag) explain the place where they would be and the
-- holes beside the one where they are: clock_jump. Of those, each minute counts as one gap.
-- From the last sample of a host to now it is missing too, once nothing came for as long as its schedule allows (table
-- `schedules`; hosts without a row do as agents do by default) and {{gap_intervals}} intervals: 'revoked', or 'silent' as long as nobody
-- knows more. Whoever is heard with a clock that lags is not silent.
CREATE OR REPLACE VIEW coverage AS
WITH
  steps AS
  (
    SELECT
      host,
      ts,
      epoch,
      seq,
      ts_flag,
      {{step_columns}},
      last_value(ts) OVER w AS last_ts,
      greatest(last_ts, last_value(recv_ts) OVER w) AS heard_ts,
      {{gap_intervals}} * last_value(interval_ms) OVER w AS gap_after_ms
    FROM samples
    WHERE kind = 'sample'
    WINDOW w AS (PARTITION BY host ORDER BY ts, epoch, seq, idx ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
  ),
  starts AS
  (
    SELECT
      *,
      leadInFrame(before_ts, 1, last_ts) OVER
        (PARTITION BY host ORDER BY ts ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS end_ts
    FROM steps
    WHERE is_first OR {{is_hole}}
  ),
  patient AS
  (
    SELECT
      starts.*,
      greatest(if(silent_after_ms = 0, {{default_silent_after_ms}}, silent_after_ms), gap_after_ms) AS patience_ms
    FROM starts
    LEFT JOIN (SELECT host, silent_after_ms FROM schedules FINAL) AS schedule ON schedule.host = starts.host
  ),
  reasons AS
  (
    SELECT
      host,
      {{reason_columns}}
    FROM samples
    WHERE {{may_explain}}
    GROUP BY host, {{reason_keys}}
  ),
  gaps AS
  (
    SELECT host, {{reason_list}} AS all
    FROM reasons
    GROUP BY host
  ),
  explained AS
  (
    SELECT
      patient.*,
      {{hole_columns}}
    FROM patient
    LEFT JOIN gaps ON gaps.host = patient.host
  )
SELECT
  host,
  piece.1 AS from_ts,
  piece.2 AS to_ts,
  dateDiff('millisecond', from_ts, to_ts) / 1000 AS seconds,
  piece.3 AS state,
  piece.4 AS reason
FROM explained
ARRAY JOIN arrayConcat(
  if(is_first, [], [(before_ts, ts, 'missing', hole_reason)]),
  [(ts, end_ts, 'present', '')],
  if(
    end_ts = last_ts AND dateDiff('millisecond', heard_ts, now64(3)) > patience_ms,
    [(last_ts, now64(3, 'UTC'), 'missing', if(host IN (SELECT host FROM agents FINAL WHERE revoked IS NOT NULL), 'revoked', 'silent'))],
    []
  )
) AS piece
