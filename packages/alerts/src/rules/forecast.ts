/** The kind forecast: points for a fit from ClickHouse, the fit itself in outlook/time-to-full. */
import type { ValueRow } from './value-row.ts';
import { forecastLimits, forecastOf } from './time-to-full.ts';
import type { RuleOf } from './rule.ts';

const pointCount = 36;

export interface ForecastRow {
  readonly host: string;
  readonly device: string;
  readonly at_ms: number;
  readonly full_at: number;
  /** By step, those without a value left out. */
  readonly steps: readonly number[];
  readonly means: readonly number[];
}

function stepMsOf({ window }: Pick<RuleOf<'forecast'>, 'window'>): number {
  return Math.max(1_000, Math.floor(window / pointCount));
}

export function forecastSql(
  rule: Pick<RuleOf<'forecast'>, 'view' | 'device' | 'where' | 'value' | 'limit' | 'window'>,
): string {
  const { view, device = `''`, where = '1', value, limit, window } = rule;
  return `SELECT h AS host, d AS device, max(newest) AS at_ms, argMax(bound, step) AS full_at,
  groupArray(step) AS steps, groupArray(mean) AS means
FROM
(
  SELECT toString(host) AS h, toString(${device}) AS d,
    intDiv(toUnixTimestamp64Milli(ts) - ({to_ms:Int64} - ${window}), ${stepMsOf(rule)}) AS step,
    toUnixTimestamp64Milli(max(ts)) AS newest, assumeNotNull(avg((${value}))) AS mean, assumeNotNull(toFloat64(argMax((${limit}), ts))) AS bound
  FROM ${view}
  WHERE ts > fromUnixTimestamp64Milli({to_ms:Int64} - ${window}) AND ts <= fromUnixTimestamp64Milli({to_ms:Int64})
    AND (${value}) IS NOT NULL AND (${limit}) IS NOT NULL AND (${where})
  GROUP BY host, ${device}, step
  ORDER BY step
)
GROUP BY h, d
HAVING count() >= ${forecastLimits.leastPoints}`;
}

/** Hours until the limit, for those of which it can be known. */
export function forecastRows(rule: RuleOf<'forecast'>, rows: readonly ForecastRow[]): ValueRow[] {
  return rows.flatMap((row) => {
    const { points, stepMs } = forecastPoints(rule, row);
    const { hours } = forecastOf(points, { stepMs, limit: row.full_at });
    return hours === null ? [] : [{ host: row.host, device: row.device, atMs: row.at_ms, value: hours }];
  });
}

/** The points of a row at even steps. */
export function forecastPoints(
  rule: Pick<RuleOf<'forecast'>, 'window'>,
  { steps, means }: ForecastRow,
): { points: (number | null)[]; stepMs: number } {
  return { points: spread(steps, means), stepMs: stepMsOf(rule) };
}

/** One place per step. */
function spread(steps: readonly number[], means: readonly number[]): (number | null)[] {
  const all = new Array<number | null>(pointCount + 1).fill(null);
  for (const [index, step] of steps.entries())
    if (step >= 0 && step < all.length) all[step] = means[index] ?? null;
  return all.slice(0, (steps.at(-1) ?? 0) + 1);
}
