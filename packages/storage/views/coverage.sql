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
      lagInFrame(ts_flag) OVER w AS before_flag,
      lagInFrame(ts) OVER w AS before_ts,
      lagInFrame(epoch) OVER w AS before_epoch,
      lagInFrame(seq) OVER w AS before_seq,
      row_number() OVER w = 1 AS is_first,
      last_value(ts) OVER w AS last_ts,
      greatest(last_ts, last_value(recv_ts) OVER w) AS heard_ts,
      {{gap_intervals}} * last_value(interval_ms) OVER w AS gap_after_ms,
      arraySort(arrayFilter(
        ms -> ms > 0,
        [lagInFrame(interval_ms) OVER w, interval_ms, leadInFrame(interval_ms) OVER w]
      )) AS intervals,
      if(empty(intervals), 1000, intervals[intDiv(length(intervals) + 1, 2)]) AS usual_ms
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
    WHERE is_first OR dateDiff('millisecond', before_ts, ts) > {{gap_intervals}} * usual_ms
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
      kind = 'sample' AS is_displaced,
      if(is_displaced, 0, epoch) AS gap_epoch,
      if(is_displaced, 0, seq) AS gap_seq,
      min(toUnixTimestamp64Milli(if(is_displaced, assumeNotNull(claimed_ts), ifNull(gap_from, ts))) - interval_ms) AS gap_start,
      max(toUnixTimestamp64Milli(if(is_displaced, assumeNotNull(claimed_ts), ifNull(gap_to, ts)))) AS gap_end,
      if(is_displaced, 'clock_jump', toString(any(gap_reason))) AS reason
    FROM samples
    WHERE kind != 'sample' OR ts_flag = 1
    GROUP BY host, is_displaced, gap_epoch, gap_seq, if(is_displaced, toStartOfMinute(assumeNotNull(claimed_ts)), toDateTime(0, 'UTC'))
  ),
  gaps AS
  (
    SELECT host, groupArray((gap_epoch, gap_seq, gap_start, gap_end, reason)) AS all
    FROM reasons
    GROUP BY host
  ),
  explained AS
  (
    SELECT
      patient.*,
      toUnixTimestamp64Milli(before_ts) AS hole_from,
      toUnixTimestamp64Milli(ts) AS hole_to,
      arraySort(
        gap -> -gap.1,
        arrayFilter(
          gap -> gap.1 >= 0,
          arrayMap(
            gap -> (
              multiIf(
                gap.1 = epoch AND gap.2 < seq AND (before_epoch != epoch OR gap.2 > before_seq), 1e18,
                gap.3 < hole_to AND gap.4 > hole_from, toFloat64(least(gap.4, hole_to) - greatest(gap.3, hole_from)),
                -1
              ),
              gap.5
            ),
            gaps.all
          )
        )
      )[1].2 AS gap_named,
      if(gap_named = '' AND (ts_flag = 1 OR before_flag = 1), 'clock_jump', gap_named) AS hole_reason
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
