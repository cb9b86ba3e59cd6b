/** What a rule would have fired in a range of time: the same queries in steps, through the same state machine. */
import type { Clock } from '@hostwire/runtime';
import { type AlertEventRow, type QueryRunner } from '@hostwire/storage';
import { silentAfterMs } from '@hostwire/protocol';
import { alertKey } from '../life/alert-identity.ts';
import { applyEvent, changesOf, type ActiveAlert } from '../life/alert-state.ts';
import {
  measurementOf,
  measurementStepsSql,
  type MeasuredSqlRow,
  type Measurement,
} from '../rules/measurement.ts';
import { graceMsOf, missingText, reasonOfLedger } from '../rules/missing-data.ts';
import type { Rule, RuleOf } from '../rules/rule.ts';
import type { WatchedHost } from './fleet.ts';
import type { ValueRow } from '../rules/value-row.ts';
import { observationsOf, summaryOf } from './observe.ts';
import { queryBatch } from './rule-queries.ts';

const previewLimits = {
  longestMs: 31 * 86_400_000,
  alerts: 500,
  evaluations: 48,
  leastStepMs: 10_000,
  /** A window is looked at so often while it passes; evaluations look every ten seconds. */
  stepsPerWindow: 4,
  rows: 500_000,
} as const;

export interface PreviewRequest {
  readonly rule: Rule;
  readonly fromMs: number;
  readonly toMs: number;
  /** Default: all. */
  readonly host?: string | undefined;
}

export interface PreviewedAlert {
  readonly host: string;
  readonly device: string;
  readonly sinceMs: number;
  readonly firedMs: number;
  /** null: it still fires at the end of the range. */
  readonly resolvedMs: number | null;
  readonly value: number;
  readonly threshold: number | null;
  readonly summary: string;
}

export interface Preview {
  /** The first `previewLimits.alerts`. */
  readonly alerts: readonly PreviewedAlert[];
  readonly total: number;
  readonly stepMs: number;
  /** What asking took, all steps together. */
  readonly queryMs: number;
  readonly rows: number;
  readonly sql: string;
}

export interface PreviewOptions {
  readonly db: QueryRunner;
  readonly clock: Clock;
  readonly hosts: ReadonlyMap<string, WatchedHost>;
}

interface Step {
  readonly atMs: number;
  readonly rows: ValueRow[];
}

export async function previewRule(request: PreviewRequest, options: PreviewOptions): Promise<Preview> {
  const { rule, host } = request;
  const beganMs = options.clock.monoMs();
  if (rule.kind === 'silent') return silentPreview({ ...request, rule }, options);
  const only = host === undefined ? options.hosts : pick(options.hosts, host);
  const measurement = measurementOf(rule);
  const { steps, stepMs, sql } =
    measurement === undefined
      ? await stepsOf(request, { ...options, hosts: only })
      : await measuredSteps(request, { ...options, measurement });
  const queryMs = options.clock.monoMs() - beganMs;
  const rows = steps.reduce((sum, step) => sum + step.rows.length, 0);
  return { ...replay(rule, { steps, hosts: only }), stepMs, queryMs, rows, sql };
}

async function measuredSteps(
  { fromMs, toMs, host }: PreviewRequest,
  { db, measurement }: PreviewOptions & { measurement: Measurement },
): Promise<{ steps: Step[]; stepMs: number; sql: string }> {
  const { windowMs } = measurement;
  const stepMs = Math.max(previewLimits.leastStepMs, Math.ceil(windowMs / previewLimits.stepsPerWindow));
  const overlap = Math.max(1, Math.round(windowMs / stepMs));
  const where = host === undefined ? measurement.where : `(${measurement.where}) AND host = {host:String}`;
  const sql = `${measurementStepsSql({ ...measurement, where }, { stepMs, overlap })}\nORDER BY rule_step\nLIMIT ${previewLimits.rows}`;
  const found = await db.query<MeasuredSqlRow & { rule_step: number }>(sql, {
    from_ms: fromMs,
    to_ms: toMs,
    host,
  });
  const steps = new Map<number, ValueRow[]>();
  for (const row of found) {
    const end = (row.rule_step + 1) * stepMs;
    if (end >= toMs + stepMs) continue;
    const rows = steps.get(end) ?? [];
    rows.push({
      host: row.rule_host,
      device: row.rule_device,
      atMs: row.rule_at_ms[0] ?? end,
      value: row.rule_values[0] ?? null,
    });
    steps.set(end, rows);
  }
  return {
    steps: [...steps].toSorted(([a], [b]) => a - b).map(([atMs, rows]) => ({ atMs, rows })),
    stepMs,
    sql,
  };
}

/** Kinds that compare or fit are asked at instants spread over the range. */
async function stepsOf(
  { rule, fromMs, toMs }: PreviewRequest,
  { db, hosts }: PreviewOptions,
): Promise<{ steps: Step[]; stepMs: number; sql: string }> {
  const stepMs = Math.max(600_000, Math.ceil((toMs - fromMs) / previewLimits.evaluations));
  const steps: Step[] = [];
  for (let atMs = fromMs + stepMs; atMs <= toMs; atMs += stepMs) {
    const batch = { key: rule.id, rules: [rule], everyMs: stepMs };
    const [rows = []] = await queryBatch(db, batch, { nowMs: atMs, hosts: [...hosts.values()] });
    steps.push({ atMs, rows });
  }
  return { steps, stepMs, sql: rule.kind === 'sql' ? rule.sql : '' };
}

function replay(
  rule: Rule,
  { steps, hosts }: { steps: readonly Step[]; hosts: ReadonlyMap<string, WatchedHost> },
): Pick<Preview, 'alerts' | 'total'> {
  const active = new Map<string, ActiveAlert>();
  const events: AlertEventRow[] = [];
  const isMeasured = measurementOf(rule) !== undefined;
  for (const { atMs, rows } of steps) {
    const judged = isMeasured ? [] : hosts.keys();
    const { events: changed, clearing } = changesOf(active, {
      rule: { id: rule.id, severity: rule.severity, resolveAfterMs: rule.resolveAfter },
      nowMs: atMs,
      observations: observationsOf({ rule, hosts, rows, judged }),
      watched: (host) => hosts.has(host),
      timesFired: () => 0,
    });
    for (const [key, clearMs] of clearing) active.set(key, { ...active.get(key)!, clearMs });
    for (const event of changed) applyEvent(active, event);
    events.push(...changed);
  }
  return foldFired(events);
}

function foldFired(events: readonly AlertEventRow[]): Pick<Preview, 'alerts' | 'total'> {
  const open = new Map<string, number>();
  const alerts: PreviewedAlert[] = [];
  for (const event of events) {
    const key = alertKey(event);
    if (event.state === 'firing') {
      const { host, device, sinceMs, tsMs: firedMs, value, threshold, summary } = event;
      open.set(key, alerts.length);
      alerts.push({ host, device, sinceMs, firedMs, resolvedMs: null, value, threshold, summary });
    } else if (event.state === 'resolved') {
      const index = open.get(key);
      if (index !== undefined) alerts[index] = { ...alerts[index]!, resolvedMs: event.tsMs };
      open.delete(key);
    }
  }
  return { alerts: alerts.slice(0, previewLimits.alerts), total: alerts.length };
}

/** Missing times of the view `coverage` that lasted longer than the host's schedule allows. */
async function silentPreview(
  { rule, fromMs, toMs, host }: PreviewRequest & { rule: RuleOf<'silent'> },
  { db, clock, hosts }: PreviewOptions,
): Promise<Preview> {
  const beganMs = clock.monoMs();
  const sql = `SELECT host, toUnixTimestamp64Milli(from_ts) AS sinceMs, toUnixTimestamp64Milli(to_ts) AS endMs, reason
FROM coverage
WHERE state = 'missing' AND from_ts < fromUnixTimestamp64Milli({to_ms:Int64}) AND to_ts > fromUnixTimestamp64Milli({from_ms:Int64})
  ${host === undefined ? '' : 'AND host = {host:String}'}
ORDER BY sinceMs`;
  const gaps = await db.query<{ host: string; sinceMs: number; endMs: number; reason: string }>(sql, {
    from_ms: fromMs,
    to_ms: toMs,
    host,
  });
  const alerts = gaps.flatMap((gap): PreviewedAlert[] => {
    const known = hosts.get(gap.host);
    if (known === undefined) return [];
    const reason = reasonOfLedger(gap.reason);
    const afterMs = silentAfterMs(known.schedule) + rule.for + graceMsOf(rule.grace, reason);
    if (gap.endMs - gap.sinceMs < afterMs) return [];
    const value = (gap.endMs - gap.sinceMs) / 1000;
    const resolvedMs = clock.nowMs() - gap.endMs < afterMs ? null : gap.endMs;
    const facts = { host: gap.host, device: '', value, threshold: null, reason: missingText(reason) };
    const summary = summaryOf(rule, facts);
    return [
      {
        host: gap.host,
        device: '',
        sinceMs: gap.sinceMs,
        firedMs: gap.sinceMs + afterMs,
        resolvedMs,
        value,
        threshold: afterMs / 1000,
        summary,
      },
    ];
  });
  const queryMs = clock.monoMs() - beganMs;
  return {
    alerts: alerts.slice(0, previewLimits.alerts),
    total: alerts.length,
    stepMs: 0,
    queryMs,
    rows: gaps.length,
    sql,
  };
}

function pick(hosts: ReadonlyMap<string, WatchedHost>, host: string): Map<string, WatchedHost> {
  const one = hosts.get(host);
  return new Map(one === undefined ? [] : [[host, one]]);
}
