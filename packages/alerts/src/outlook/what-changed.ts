/**
 * What changed around an instant: every series of a host, processes and units among them, ranked by how far the range lies
 * off the time before it; and which other hosts did the same.
 */
import {
  chartNames,
  chartOf,
  readCharts,
  readFleetChange,
  type ChartData,
  type ChartName,
  type ChartUnit,
  type HostChange,
  type QueryRunner,
} from '@hostwire/storage';

export interface ChangeRange {
  readonly host: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** One series of one device. */
export interface SeriesChange {
  readonly chart: ChartName;
  readonly title: string;
  readonly unit: ChartUnit;
  readonly series: string;
  /** '': the host as a whole. */
  readonly device: string;
  /** Mean in the range. */
  readonly during: number;
  /** Median before it. */
  readonly before: number;
  /** How many robust standard deviations lie between them; negative: it fell. */
  readonly score: number;
}

/** Hosts of which a series moved the same way, by at least half as much. */
interface SharedChange {
  readonly chart: ChartName;
  readonly series: string;
  readonly hosts: readonly HostChange[];
}

export interface WhatChanged {
  readonly beforeMs: number;
  readonly changes: readonly SeriesChange[];
  readonly elsewhere: readonly SharedChange[];
}

const changeLimits = {
  /** The time before is so many times as long as the range, within these. */
  timesAsLong: 6,
  shortestBeforeMs: 1_800_000,
  longestBeforeMs: 6 * 3_600_000,
  /** Steps of the range itself. */
  steps: 12,
  leastStepMs: 10_000,
  leastBefore: 5,
  leastScore: 3,
  greatestScore: 1_000,
  changes: 30,
  /** Series that the fleet is asked for. */
  shared: 3,
  hosts: 20,
} as const;

/** A normal distribution's standard deviation in terms of the median absolute deviation. */
const madScale = 1.4826;
/** The spread of a value that hardly varies: at least this share of it, and this much. */
const leastSpread = 0.05;
const leastOf: Readonly<Record<ChartUnit, number>> = {
  pct: 1,
  bytes: 10_000_000,
  bytes_per_s: 100_000,
  ops_per_s: 5,
  ms: 1,
  load: 0.2,
  count: 2,
  celsius: 2,
  rpm: 100,
};

export async function readWhatChanged(db: QueryRunner, range: ChangeRange): Promise<WhatChanged> {
  const { host, fromMs, toMs } = range;
  const lengthMs = toMs - fromMs;
  const { timesAsLong, shortestBeforeMs, longestBeforeMs, steps, leastStepMs, shared } = changeLimits;
  const longMs = Math.min(Math.max(timesAsLong * lengthMs, shortestBeforeMs), longestBeforeMs);
  const beforeMs = Math.max(0, fromMs - longMs); // ClickHouse knows no time before 1970
  const stepMs = Math.max(leastStepMs, Math.ceil(lengthMs / steps / 1_000) * 1_000);
  const charts = await readCharts(db, { charts: chartNames, host, fromMs: beforeMs, toMs, stepMs });
  const changes = rankChanges(charts, { fromMs, toMs });
  const asked = changes
    .filter(({ chart }) => chartOf(chart).device?.leaders === undefined)
    .filter(
      ({ chart, series }, index, all) =>
        index === all.findIndex((each) => each.chart === chart && each.series === series),
    )
    .slice(0, shared);
  const elsewhere: SharedChange[] = [];
  for (const { chart, series } of asked) {
    const request = { chart, series, beforeMs: Math.max(beforeMs, fromMs - 2 * lengthMs), fromMs, toMs };
    const hosts = similarTo(host, await readFleetChange(db, request));
    if (hosts.length > 0) elsewhere.push({ chart, series, hosts });
  }
  return { beforeMs, changes, elsewhere };
}

/** The most unusual first; what hardly differs from before is left out. */
export function rankChanges(
  charts: readonly ChartData[],
  { fromMs, toMs }: Pick<ChangeRange, 'fromMs' | 'toMs'>,
): SeriesChange[] {
  const changes = charts.flatMap(({ chart, title, unit, tsMs, series }) => {
    const isSampled = tsMs.map((_, i) => series.some(({ values }) => values[i] !== null));
    return series.flatMap(({ name, device, values }): SeriesChange[] => {
      const known = values.map((value, i) => value ?? (isSampled[i] ? absentValue(chart) : null));
      const inRange = known.filter((value, i) => value !== null && tsMs[i]! >= fromMs && tsMs[i]! < toMs);
      const earlier = known.filter((value, i) => value !== null && tsMs[i]! < fromMs);
      const judged = judge(inRange as number[], earlier as number[], leastOf[unit]);
      return judged === undefined ? [] : [{ chart, title, unit, series: name, device, ...judged }];
    });
  });
  return changes
    .filter(({ score }) => Math.abs(score) >= changeLimits.leastScore)
    .toSorted((a, b) => Math.abs(b.score) - Math.abs(a.score))
    .slice(0, changeLimits.changes);
}

/** A process that did not lead while others did took next to nothing; elsewhere a hole is a hole. */
function absentValue(chart: ChartName): number | null {
  return chartOf(chart).absent === 'not_leading' ? 0 : null;
}

function judge(
  inRange: readonly number[],
  earlier: readonly number[],
  least: number,
): Pick<SeriesChange, 'during' | 'before' | 'score'> | undefined {
  if (inRange.length === 0 || earlier.length < changeLimits.leastBefore) return undefined;
  const during = inRange.reduce((sum, value) => sum + value, 0) / inRange.length;
  const before = median(earlier);
  const mad = median(earlier.map((value) => Math.abs(value - before)));
  const spread = Math.max(madScale * mad, leastSpread * Math.abs(before), least);
  const { greatestScore } = changeLimits;
  return {
    during,
    before,
    score: Math.max(-greatestScore, Math.min(greatestScore, (during - before) / spread)),
  };
}

function similarTo(host: string, fleet: readonly HostChange[]): HostChange[] {
  const own = fleet.find((each) => each.host === host);
  if (own === undefined) return [];
  const moved = ({ during, before }: HostChange) => during - before;
  return fleet
    .filter((each) => each.host !== host && moved(each) / moved(own) >= 0.5)
    .toSorted((a, b) => Math.abs(moved(b)) - Math.abs(moved(a)))
    .slice(0, changeLimits.hosts);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
