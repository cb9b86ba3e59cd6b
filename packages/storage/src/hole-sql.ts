/**
 * When time is missing between two samples, and why: SQL that the view `coverage` has for all that is kept, and the query of a
 * page (`queries/gap.ts`) for one host and range. Both read the table `samples`.
 */
import { gapIntervals } from '@hostwire/protocol';

/** Columns that tell a sample from the one before it. The window `w` is over samples of one host, in their order. */
export const stepColumns = `lagInFrame(ts_flag) OVER w AS before_flag,
      lagInFrame(ts) OVER w AS before_ts,
      lagInFrame(epoch) OVER w AS before_epoch,
      lagInFrame(seq) OVER w AS before_seq,
      row_number() OVER w = 1 AS is_first,
      arraySort(arrayFilter(
        ms -> ms > 0,
        [lagInFrame(interval_ms) OVER w, interval_ms, leadInFrame(interval_ms) OVER w]
      )) AS intervals,
      if(empty(intervals), 1000, intervals[intDiv(length(intervals) + 1, 2)]) AS usual_ms`;

/** Of two samples that follow each other, over `stepColumns`. */
export const isHole = `dateDiff('millisecond', before_ts, ts) > ${gapIntervals.coverage} * usual_ms`;

/** Of rows where `mayExplain` holds, grouped by `reasonKeys`. */
export const reasonColumns = `kind = 'sample' AS is_displaced,
      if(is_displaced, 0, epoch) AS gap_epoch,
      if(is_displaced, 0, seq) AS gap_seq,
      min(toUnixTimestamp64Milli(if(is_displaced, assumeNotNull(claimed_ts), ifNull(gap_from, ts))) - interval_ms) AS gap_start,
      max(toUnixTimestamp64Milli(if(is_displaced, assumeNotNull(claimed_ts), ifNull(gap_to, ts)))) AS gap_end,
      if(is_displaced, 'clock_jump', toString(any(gap_reason))) AS reason`;
export const reasonKeys = `is_displaced, gap_epoch, gap_seq, if(is_displaced, toStartOfMinute(assumeNotNull(claimed_ts)), toDateTime(0, 'UTC'))`;
export const mayExplain = `(kind != 'sample' OR ts_flag = 1)`;
export const reasonList = 'groupArray((gap_epoch, gap_seq, gap_start, gap_end, reason))';

/** The columns `hole_from`, `hole_to` (ms) and `hole_reason` of a step that is a hole; `gaps` is its `reasonList`. */
export function holeColumns(gaps: string): string {
  return `toUnixTimestamp64Milli(before_ts) AS hole_from,
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
            ${gaps}
          )
        )
      )[1].2 AS gap_named,
      if(gap_named = '' AND (ts_flag = 1 OR before_flag = 1), 'clock_jump', gap_named) AS hole_reason`;
}
