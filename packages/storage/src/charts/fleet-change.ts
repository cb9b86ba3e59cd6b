import type { QueryRunner } from '../query-runner.ts';
import { chartOf, type ChartName } from './catalogue.ts';
import type { TimeRange } from './chart-grid.ts';
import { measureSql } from './measure.ts';

export interface FleetChangeRequest extends TimeRange {
  readonly chart: ChartName;
  readonly series: string;
  /** What the range is held against begins here and ends where the range begins. */
  readonly beforeMs: number;
}

export interface HostChange {
  readonly host: string;
  readonly during: number;
  readonly before: number;
}

/** One series of every host that has it, in a range and before it; devices taken together. */
export async function readFleetChange(db: QueryRunner, request: FleetChangeRequest): Promise<HostChange[]> {
  const { chart, series, beforeMs, fromMs, toMs } = request;
  const { view, device, series: all } = chartOf(chart);
  const measure = all.find(({ name }) => name === series)?.measure;
  if (measure === undefined) return [];
  const value = measureSql(measure, { merged: device?.merged === true });
  return db.query<HostChange>(
    `SELECT host, assumeNotNull(anyIf(value, is_during)) AS during, assumeNotNull(anyIf(value, NOT is_during)) AS before
     FROM
     (
       SELECT toString(host) AS host, ts >= fromUnixTimestamp64Milli({fromMs:Int64}) AS is_during, toFloat64(${value}) AS value
       FROM ${view}
       WHERE ts >= fromUnixTimestamp64Milli({beforeMs:Int64}) AND ts < fromUnixTimestamp64Milli({toMs:Int64})
       GROUP BY host, is_during
       HAVING value IS NOT NULL
     )
     GROUP BY host
     HAVING count() = 2`,
    { beforeMs, fromMs, toMs },
  );
}
