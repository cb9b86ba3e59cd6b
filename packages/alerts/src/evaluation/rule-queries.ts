/**
 * Runs the queries of rules. Rules over the same view share one query; hosts that send at a schedule of
 * their own are asked for in one of theirs, so that the window of a host ends where its samples end.
 */
import { lateAfterMs } from '@hostwire/protocol';
import type { QueryRunner } from '@hostwire/storage';
import { baselineSql, peersSql, type ComparedRow } from '../rules/comparison.ts';
import { forecastRows, forecastSql, type ForecastRow } from '../rules/forecast.ts';
import {
  measurementOf,
  measurementsSql,
  sourceKey,
  type MeasuredSqlRow,
  type Measurement,
} from '../rules/measurement.ts';
import type { Rule, RuleOf } from '../rules/rule.ts';
import type { WatchedHost } from './fleet.ts';
import type { ValueRow } from '../rules/value-row.ts';

/** Rules that one query answers. */
export interface RuleBatch {
  readonly key: string;
  readonly rules: readonly Rule[];
  /** How often it is worth asking. */
  readonly everyMs: number;
}

const leastEveryMs = 10_000;

/** Looking for a projection takes as long as the query: none serves rows of the last minutes. */
const measuredSettings = { optimize_use_projections: 0 } as const;

export function batchesOf(rules: readonly Rule[]): RuleBatch[] {
  const batches = new Map<string, Rule[]>();
  for (const rule of rules) {
    if (rule.kind === 'silent' || rule.kind === 'condition') continue;
    const measurement = measurementOf(rule);
    const key = measurement === undefined ? `rule ${rule.id}` : sourceKey(measurement);
    batches.set(key, [...(batches.get(key) ?? []), rule]);
  }
  return [...batches].map(([key, each]) => ({ key, rules: each, everyMs: Math.min(...each.map(everyMsOf)) }));
}

function everyMsOf(rule: Rule): number {
  if (rule.kind === 'sql') return Math.max(leastEveryMs, rule.every);
  if (rule.kind === 'forecast') return 300_000;
  if (rule.kind === 'baseline') return Math.max(60_000, rule.window / 3);
  if (rule.kind === 'peers') return Math.max(30_000, rule.window / 6);
  return leastEveryMs;
}

export interface QueryAt {
  readonly nowMs: number;
  readonly hosts: Iterable<WatchedHost>;
}

/** The rows of every rule of a batch, in the order of its rules. */
export async function queryBatch(db: QueryRunner, { rules }: RuleBatch, at: QueryAt): Promise<ValueRow[][]> {
  const measurements = rules.flatMap((rule) => measurementOf(rule) ?? []);
  if (measurements.length === rules.length) return queryMeasured(db, measurements, at);
  return [await queryOne(db, rules[0]!, at)];
}

async function queryMeasured(
  db: QueryRunner,
  measurements: readonly Measurement[],
  { nowMs, hosts }: QueryAt,
): Promise<ValueRow[][]> {
  const rowsOf = measurements.map((): ValueRow[] => []);
  for (const { lagMs, only, others } of scheduleClasses(hosts)) {
    const filter = only === undefined ? 'host NOT IN {others:Array(String)}' : 'host IN {only:Array(String)}';
    const sql = measurementsSql(measurements, { toMs: nowMs, lagMs, filter });
    for (const row of await db.query<MeasuredSqlRow>(sql, { only, others }, measuredSettings)) {
      for (const [index, value] of row.rule_values.entries()) {
        const atMs = row.rule_at_ms[index] ?? 0;
        if (atMs > 0) rowsOf[index]!.push({ host: row.rule_host, device: row.rule_device, atMs, value });
      }
    }
  }
  return rowsOf;
}

interface ScheduleClass {
  readonly lagMs: number;
  readonly only?: string[] | undefined;
  readonly others?: string[] | undefined;
}

const maxClasses = 8;

/** Most hosts send alike; the few that do not are asked for by name, grouped by how late their samples may be. */
function scheduleClasses(hosts: Iterable<WatchedHost>): ScheduleClass[] {
  const byLag = new Map<number, string[]>();
  for (const { host, schedule } of hosts) {
    const lagMs = Math.ceil(lateAfterMs(schedule) / 5_000) * 5_000;
    const members = byLag.get(lagMs) ?? [];
    members.push(host);
    byLag.set(lagMs, members);
  }
  const classes = [...byLag].toSorted(([, a], [, b]) => b.length - a.length);
  const [most, ...rest] = classes;
  if (most === undefined) return [];
  const named = rest.slice(0, maxClasses);
  return [
    { lagMs: most[0], others: named.flatMap(([, members]) => members) },
    ...named.map(([lagMs, only]) => ({ lagMs, only })),
  ];
}

async function queryOne(db: QueryRunner, rule: Rule, { nowMs }: QueryAt): Promise<ValueRow[]> {
  const params = { to_ms: nowMs };
  if (rule.kind === 'forecast')
    return forecastRows(rule, await db.query<ForecastRow>(forecastSql(rule), params));
  if (rule.kind === 'sql') return querySql(db, rule, nowMs);
  if (rule.kind !== 'baseline' && rule.kind !== 'peers') return [];
  const sql = rule.kind === 'baseline' ? baselineSql(rule) : peersSql(rule);
  const rows = await db.query<ComparedRow>(sql, params);
  return rows.map(({ rule_host: host, rule_device: device, rule_at_ms: atMs, rule_value: value }) => {
    return { host, device, atMs, value };
  });
}

async function querySql(db: QueryRunner, { sql, window }: RuleOf<'sql'>, nowMs: number): Promise<ValueRow[]> {
  const instant = (ms: number) => `fromUnixTimestamp64Milli(toInt64(${ms}), 'UTC')`;
  const text = sql.replaceAll('{now}', instant(nowMs)).replaceAll('{from}', instant(nowMs - window));
  const rows = await db.query<{ host: string; device?: string; value: number | null }>(
    `SELECT toString(host) AS host, toString(device) AS device, toFloat64(value) AS value FROM (${text.replace(/;\s*$/, '')})`,
  );
  return rows.map(({ host, device = '', value }) => ({ host, device, atMs: nowMs, value }));
}
