import { gapIntervals, type SendingSchedule } from '@hostwire/protocol';
import { readGaps, type GapData } from '../queries/gap.ts';
import { readSilence } from '../queries/silence.ts';
import type { QueryRunner } from '../query-runner.ts';
import type { DayRow, EpochRow } from './audit-rows.ts';
import type { HostCoverage } from './audit.ts';
import { groupBy } from './group-by.ts';

/**
 * Where steps are so long that there may be a hole: from the first to the last of them. Far cheaper than looking for the
 * holes themselves, which takes the neighbours of every sample.
 */
const longStepsSql = `
WITH
  fromUnixTimestamp64Milli({from_ms:Int64}) AS range_from,
  -- The step into the range counts.
  (
    SELECT ts FROM samples WHERE host = {host:String} AND kind = 'sample' AND ts < range_from ORDER BY ts DESC LIMIT 1
  ) AS before,
  arraySort(groupArray(toUnixTimestamp64Milli(ts))) AS times,
  arrayFilter((at, step) -> step > {longest_ms:Float64}, times, arrayDifference(times)) AS ends
SELECT arrayMin(ends) AS firstMs, arrayMax(ends) AS lastMs, length(ends) AS steps
FROM samples
WHERE host = {host:String} AND kind = 'sample' AND ts >= ifNull(before, range_from)
  AND ts <= fromUnixTimestamp64Milli({to_ms:Int64})`;

interface HostRows {
  readonly epochs: readonly EpochRow[];
  readonly days: readonly DayRow[];
  readonly sinceMs: number | undefined;
  readonly nowMs: number;
  readonly schedule: SendingSchedule;
}

/** Whether the samples of a host fill its time. */
export async function coverHost(
  db: QueryRunner,
  { epochs, days, sinceMs, nowMs, schedule }: HostRows,
): Promise<HostCoverage> {
  const { host, usualMs } = epochs.at(-1)!;
  const longestMs = gapIntervals.audit * Math.min(...epochs.map((epoch) => epoch.shortMs));
  const isWhole = epochs.every(({ addsUp }) => addsUp === 1);
  const holes: GapData[] = [];
  for (const range of suspectRanges(days, { longestMs, isWhole, sinceMs })) {
    const [steps] = await db.query<{ firstMs: number; lastMs: number; steps: number }>(longStepsSql, {
      host,
      from_ms: range.fromMs,
      to_ms: range.toMs,
      longest_ms: longestMs,
    });
    if (steps!.steps === 0) continue;
    const suspect = { fromMs: steps!.firstMs - 1, toMs: Math.min(nowMs, steps!.lastMs + 1) };
    holes.push(...(await readGaps(db, { host, ...suspect })));
  }
  const samples = epochs.reduce((sum, epoch) => sum + epoch.distinctSamples, 0);
  const absent = holes.reduce((sum, hole) => sum + Math.floor((hole.toMs - hole.fromMs) / usualMs) - 1, 0);
  const explained = groupBy(
    holes.filter((hole) => hole.reason !== ''),
    (hole) => hole.reason,
  );
  return {
    host,
    fromMs: Math.min(...epochs.map((epoch) => epoch.fromMs)),
    toMs: Math.max(...epochs.map((epoch) => epoch.toMs)),
    samples,
    expectedSamples: samples + Math.max(0, absent),
    explained: [...explained].map(([reason, some]) => ({
      reason,
      holes: some.length,
      ms: some.reduce((sum, hole) => sum + hole.toMs - hole.fromMs, 0),
    })),
    unexplained: holes.filter((hole) => hole.reason === ''),
    silence: await readSilence(db, { host, nowMs, schedule }),
  };
}

/**
 * The times in which there may be a hole. There is none in a day whose samples add up to the time between the first and
 * the last of them, when none of them measured a long interval or none at all and no gap was recorded: a clock that was
 * set leaves a gap as well. Between two days the step from one to the next tells. All of it, when numbers are missing.
 */
function suspectRanges(
  days: readonly DayRow[],
  { longestMs, isWhole, sinceMs }: { longestMs: number; isWhole: boolean; sinceMs: number | undefined },
): { fromMs: number; toMs: number }[] {
  const ranges: { fromMs: number; toMs: number }[] = [];
  let lastMs = sinceMs;
  for (const { fromMs, toMs, gaps, starts, longestMs: longest, measuredMs } of days) {
    const strayMs = Math.abs(toMs - fromMs - measuredMs);
    const isQuiet = isWhole && gaps === 0 && starts === 0 && longest <= longestMs && strayMs <= longestMs;
    const follows = lastMs === undefined || (fromMs >= lastMs && fromMs - lastMs <= longestMs);
    if (!isQuiet || !follows) {
      const range = { fromMs: Math.min(fromMs, lastMs ?? fromMs), toMs };
      const before = ranges.at(-1);
      if (before !== undefined && range.fromMs <= before.toMs + longestMs)
        before.toMs = Math.max(before.toMs, toMs);
      else ranges.push(range);
    }
    lastMs = Math.max(lastMs ?? toMs, toMs);
  }
  return ranges;
}
