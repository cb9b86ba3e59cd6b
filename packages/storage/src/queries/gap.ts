import { gapIntervals } from '@hostwire/protocol';
import type { TimeRange } from '../charts/chart-grid.ts';
import {
  holeColumns,
  isHole,
  mayExplain,
  reasonColumns,
  reasonKeys,
  reasonList,
  stepColumns,
} from '../hole-sql.ts';
import type { QueryRunner } from '../query-runner.ts';

/** A time range without samples, between two that are there. */
export interface GapData {
  readonly fromMs: number;
  readonly toMs: number;
  /** '' when nothing is known about it. */
  readonly reason: string;
}

/** Holes told of one range; of more, the longest. */
const maxGaps = 1_000;

/**
 * The rows of the view `coverage` that are 'missing' and touch the range, computed from the samples in and next to the
 * range only: the view itself walks through all that is kept of a host, which is too much for a page that asks every
 * second. `hole-sql.ts` has what they share; a test holds the two together.
 */
const gapSql = `
WITH
  fromUnixTimestamp64Milli({from_ms:Int64}) AS range_from,
  fromUnixTimestamp64Milli({to_ms:Int64}) AS range_to,
  -- The sample before the range, from which a hole may reach into it; the two after it, where one may end, and whose
  -- intervals tell whether it is one.
  (
    SELECT min(ts) FROM
    (SELECT ts FROM samples WHERE host = {host:String} AND kind = 'sample' AND ts < range_from ORDER BY ts DESC LIMIT 1)
  ) AS before,
  (
    SELECT max(ts) FROM
    (SELECT ts FROM samples WHERE host = {host:String} AND kind = 'sample' AND ts >= range_to ORDER BY ts LIMIT 2)
  ) AS after,
  steps AS
  (
    SELECT
      ts, epoch, seq, ts_flag,
      ${stepColumns}
    FROM
    (
      SELECT ts, epoch, seq, idx, ts_flag, interval_ms
      FROM samples
      WHERE host = {host:String} AND kind = 'sample'
        AND ts >= if(before = 0, range_from, before) AND ts <= greatest(range_to, after)
    )
    WINDOW w AS (ORDER BY ts, epoch, seq, idx ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
  ),
  holes AS
  (
    SELECT * FROM steps
    WHERE NOT is_first AND ${isHole} AND before_ts < range_to AND ts > range_from
    ORDER BY ts - before_ts DESC
    LIMIT ${maxGaps}
  ),
  -- Of any time: a gap stands for numbers, and where a clock was off its time says nothing. Nothing is read without a hole.
  reasons AS
  (
    SELECT
      ${reasonColumns}
    FROM samples
    WHERE host = {host:String} AND ${mayExplain} AND (SELECT count() FROM holes) > 0
    GROUP BY ${reasonKeys}
  ),
  (SELECT ${reasonList} FROM reasons) AS gaps
SELECT hole_from AS fromMs, hole_to AS toMs, hole_reason AS reason
FROM (SELECT ${holeColumns('gaps')} FROM holes)
ORDER BY fromMs`;

/** Longer ranges are not looked at as a whole first: every instant in them would be held in memory. */
const longestAtOnceMs = 26 * 3_600_000;
/** So far before the range, and after it, the sample is looked for with which a hole that reaches into it ends. */
const besideMs = 60_000;

/**
 * Whether there can be a hole at all: one pass, where the exact query costs many times that to plan. A step is long by the same
 * rule: longer than so many times the middle one of three intervals.
 */
const spacingSql = `
WITH
  {to_ms:Int64} + ${besideMs} > toUnixTimestamp64Milli(now64(3)) AS reaches_now,
  arraySort(groupArray((toUnixTimestamp64Milli(ts), interval_ms))) AS sorted,
  arrayMap(each -> each.1, sorted) AS instants,
  arrayMap(each -> each.2, sorted) AS intervals,
  arrayPopFront(intervals) AS own
SELECT
  count() AS samples,
  toUnixTimestamp64Milli(min(ts)) AS firstMs,
  toUnixTimestamp64Milli(max(ts)) AS lastMs,
  min(interval_ms) AS shortestMs,
  arrayExists(
    (step, before, this, after) ->
      step = 0 OR step > ${gapIntervals.coverage} * greatest(least(before, this), least(greatest(before, this), after)),
    arrayPopFront(arrayDifference(instants)), arrayPopBack(intervals), own, arrayResize(arrayPopFront(own), length(own))
  ) AS hasLongStep,
  reaches_now AS reachesNow
FROM samples
WHERE host = {host:String} AND kind = 'sample'
  AND ts >= fromUnixTimestamp64Milli({from_ms:Int64} - ${besideMs})
  AND (reaches_now OR ts <= fromUnixTimestamp64Milli({to_ms:Int64} + ${besideMs}))`;

interface Spacing {
  readonly samples: number;
  readonly firstMs: number;
  readonly lastMs: number;
  /** The shortest interval that a sample says it stands for; 0: one says nothing. */
  readonly shortestMs: number;
  /** 0 or 1, as ClickHouse writes it. */
  readonly hasLongStep: number;
  /** 0 or 1: 1 when no sample is newer than these. */
  readonly reachesNow: number;
}

/** Certain where it says yes: samples from one end to the other, at times of which the exact query makes the same. */
function isUnbroken(
  { samples, firstMs, lastMs, shortestMs, hasLongStep, reachesNow }: Spacing,
  { fromMs, toMs }: TimeRange,
): boolean {
  const isWhole = samples > 0 && firstMs <= fromMs && (lastMs >= toMs || reachesNow === 1);
  return isWhole && shortestMs > 0 && hasLongStep === 0;
}

/** The holes that touch the range, oldest first. */
export async function readGaps(
  db: QueryRunner,
  { host, fromMs, toMs }: TimeRange & { host: string },
): Promise<GapData[]> {
  const params = { host, from_ms: fromMs, to_ms: toMs };
  if (toMs - fromMs <= longestAtOnceMs) {
    const [spacing] = await db.query<Spacing>(spacingSql, params, { enable_analyzer: 0 });
    if (spacing !== undefined && isUnbroken(spacing, { fromMs, toMs })) return [];
  }
  return db.query<GapData>(gapSql, params);
}
