import type { AlertKey, QueryRunner } from '@hostwire/storage';
import { measurementOf } from '../rules/measurement.ts';
import type { Rule } from '../rules/rule.ts';
import { drawChart } from './png-chart.ts';

const reachMs = { before: 3_600_000, after: 600_000 } as const;
const steps = 140;

interface PointRow {
  readonly step: number;
  readonly value: number | null;
}

/** The chart of one alert; undefined for kinds that have no value over time, and when there are no data. */
export async function alertChart(
  db: QueryRunner,
  {
    rule,
    alert,
    nowMs,
  }: {
    rule: Rule;
    alert: AlertKey & { readonly sinceMs: number; readonly threshold: number | null };
    nowMs: number;
  },
): Promise<Buffer | undefined> {
  const measurement = measurementOf(rule);
  if (measurement === undefined) return undefined;
  const fromMs = alert.sinceMs - reachMs.before;
  const toMs = Math.min(nowMs, alert.sinceMs + reachMs.after + measurement.windowMs);
  const stepMs = Math.max(1_000, Math.ceil((toMs - fromMs) / steps));
  const rows = await db.query<PointRow>(
    `SELECT intDiv(toUnixTimestamp64Milli(ts) - {from_ms:Int64}, ${stepMs}) AS step, toNullable(toFloat64(${measurement.value})) AS value
     FROM ${measurement.view}
     WHERE host = {host:String} AND toString(${measurement.device}) = {device:String} AND (${measurement.where})
       AND ts > fromUnixTimestamp64Milli({from_ms:Int64}) AND ts <= fromUnixTimestamp64Milli({to_ms:Int64})
     GROUP BY step ORDER BY step`,
    { host: alert.host, device: alert.device, from_ms: fromMs, to_ms: toMs },
  );
  if (rows.length < 2) return undefined;
  const points = rows.map(({ step, value }) => ({ ms: fromMs + step * stepMs, value }));
  return drawChart({ points, threshold: alert.threshold, sinceMs: alert.sinceMs, unit: rule.unit });
}
