/**
 * Runs the queries of rules. Rules over the same view share one query; hosts that send at a schedule of
 * their own are asked for in one of theirs, so that the window of a host ends where its samples end.
 */
import type { QueryRunner } from '@hostwire/storage';
import { lagMsOf, type LiveWindows } from '../live/live-windows.ts';
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
  readonly hosts: readonly WatchedHost[];
  /** undefined: no samples pass here. */
  readonly live?: LiveWindows | undefined;
}

/** The rows of every rule of a batch, in the order of its rules. */
export async function queryBatch(db: QueryRunner, { rules }: RuleBatch, at: QueryAt): Promise<ValueRow[][]> {
  const measurements = rules.flatMap((rule) => measurementOf(rule) ?? []);
  if (measurements.length < rules.length) return [await queryOne(db, rules[0]!, at)];
  const distinct = [...new Map(measurements.map((each) => [identityOf(each), each])).values()];
  const rows = await measured(db, distinct, at);
  const rowsOf = new Map(distinct.map((each, index) => [identityOf(each), rows[index]!]));
  return measurements.map((each) => rowsOf.get(identityOf(each))!);
}

/** Rules with other bounds of the same figure share its rows. */
function identityOf({ where, value, windowMs }: Measurement): string {
  return JSON.stringify([where, value, windowMs]);
}

/** From the windows that are kept where samples pass; ClickHouse is asked for what is not whole there. */
async function measured(
  db: QueryRunner,
  measurements: readonly Measurement[],
  { nowMs, hosts, live }: QueryAt,
): Promise<ValueRow[][]> {
  const rows = new Map<Measurement, ValueRow[]>();
  const kept = measurements.filter((each) => live?.has(each) === true);
  const others = measurements.filter((each) => !kept.includes(each));
  const ask = async (asked: readonly Measurement[], which: QueriedHosts) => {
    const found = await queryMeasured(db, asked, { nowMs, ...which });
    for (const [index, each] of asked.entries())
      rows.set(each, [...(rows.get(each) ?? []), ...found[index]!]);
  };
  if (others.length > 0) await ask(others, { hosts, isEvery: true });
  if (live === undefined || kept.length === 0) return measurements.map((each) => rows.get(each)!);
  const found = live.measure(kept, { hosts, toMs: nowMs });
  for (const [index, each] of kept.entries()) rows.set(each, found.rows[index]!);
  if (found.rest.length > 0)
    await ask(kept, { hosts: found.rest, isEvery: found.rest.length === hosts.length });
  return measurements.map((each) => rows.get(each)!);
}

interface QueriedHosts {
  readonly hosts: Iterable<WatchedHost>;
  /** Others are nobody's: none need be left out by name. */
  readonly isEvery: boolean;
}

async function queryMeasured(
  db: QueryRunner,
  measurements: readonly Measurement[],
  { nowMs, hosts, isEvery }: QueriedHosts & { readonly nowMs: number },
): Promise<ValueRow[][]> {
  const rowsOf = measurements.map((): ValueRow[] => []);
  for (const { lagMs, only, others } of scheduleClasses(hosts, { isEvery })) {
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
function scheduleClasses(hosts: Iterable<WatchedHost>, { isEvery }: { isEvery: boolean }): ScheduleClass[] {
  const byLag = new Map<number, string[]>();
  for (const watched of hosts) {
    const lagMs = lagMsOf(watched);
    const members = byLag.get(lagMs) ?? [];
    members.push(watched.host);
    byLag.set(lagMs, members);
  }
  const classes = [...byLag].toSorted(([, a], [, b]) => b.length - a.length);
  const [most, ...rest] = classes;
  if (most === undefined) return [];
  const named = rest.slice(0, maxClasses);
  if (!isEvery) return classes.map(([lagMs, only]) => ({ lagMs, only }));
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
