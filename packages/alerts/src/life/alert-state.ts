/**
 * What an evaluation changes: a pure function from the alerts that are active, and what a rule found, to events.
 *
 *   none ── breach ──► pending ── held for the rule's `for` ──► firing ── clear for `resolveAfter` ──► resolved (= none)
 *                        └────── hold or clear ──► resolved
 *   none ── breach, held long enough already ──► firing
 *
 * Time is the time of the samples, where they tell it. A host that the rule could not judge keeps its alerts as they
 * are; an alert of a host that is no longer watched (revoked) is resolved. A firing alert is resolved only by a
 * judgement that its condition is gone by the rule's own margin, and one that flaps only after `flap.resolveAfterMs`.
 * Begin (`sinceMs`) and with it the identity of an alert never change while it is active.
 */
import type { AlertEventRow, AlertKey, AlertState } from '@hostwire/storage';
import { alertEventId, alertKey } from './alert-identity.ts';

export const flap = {
  /** An alert that fired so often within `withinMs` flaps. */
  times: 3,
  withinMs: 3_600_000,
  resolveAfterMs: 900_000,
} as const;

/** An alert that is pending or firing. */
export interface ActiveAlert extends AlertKey {
  readonly state: 'pending' | 'firing';
  readonly severity: string;
  readonly sinceMs: number;
  readonly firedMs: number | null;
  readonly value: number;
  readonly threshold: number | null;
  readonly summary: string;
  readonly acknowledgedMs: number | null;
  readonly acknowledgedBy: string;
  /** Since when its condition is gone without a break; null while it holds. In memory only. */
  readonly clearMs: number | null;
}

export interface Finding {
  readonly device: string;
  readonly breach: boolean;
  readonly hold: boolean;
  readonly value: number;
  readonly threshold: number | null;
  /** When the condition began to hold, where the data tell; null: at `atMs`. */
  readonly sinceMs: number | null;
  /** The time of the newest sample that was looked at. */
  readonly atMs: number;
  readonly forMs: number;
  readonly summary: string;
}

/** What a rule found out about one host: alerts of devices that it did not find are clear. */
export interface Observation {
  readonly host: string;
  /** Only alerts of this device were judged; absent: those of all devices. */
  readonly device?: string;
  readonly findings: readonly Finding[];
}

export interface Evaluation {
  readonly rule: { readonly id: string; readonly severity: string; readonly resolveAfterMs: number };
  readonly nowMs: number;
  readonly observations: readonly Observation[];
  /** Whether the host can have alerts. */
  watched(host: string): boolean;
  /** How often the alert fired within `flap.withinMs`. */
  timesFired(key: string): number;
}

/** What changes: events to be written, and alerts whose condition went or came back without an event. */
export interface Changes {
  readonly events: AlertEventRow[];
  readonly clearing: Map<string, number | null>;
}

export function changesOf(active: ReadonlyMap<string, ActiveAlert>, evaluation: Evaluation): Changes {
  const { rule } = evaluation;
  const changes: Changes = { events: [], clearing: new Map() };
  const found = new Set<string>();
  const judged = new Map<string, string | undefined>();
  for (const { host, device, findings } of evaluation.observations) {
    if (!evaluation.watched(host)) continue;
    judged.set(host, device);
    for (const finding of findings) {
      if (!finding.hold) continue;
      const key = alertKey({ rule: rule.id, host, device: finding.device });
      found.add(key);
      byFinding(changes, { host, finding, alert: active.get(key), evaluation });
    }
  }
  for (const [key, alert] of active) {
    if (alert.rule !== rule.id || found.has(key)) continue;
    if (!evaluation.watched(alert.host)) changes.events.push(eventOf(alert, 'resolved', evaluation.nowMs));
    else if (judged.has(alert.host) && [undefined, alert.device].includes(judged.get(alert.host)))
      clear(changes, { key, alert, evaluation });
  }
  return changes;
}

/** Active alerts after an event. */
export function applyEvent(active: Map<string, ActiveAlert>, event: AlertEventRow): void {
  const key = alertKey(event);
  const before = active.get(key);
  if (event.state === 'resolved') active.delete(key);
  else if (event.state === 'acknowledged' && before !== undefined)
    active.set(key, { ...before, acknowledgedMs: event.tsMs, acknowledgedBy: event.actor });
  if (event.state !== 'pending' && event.state !== 'firing') return;
  const { rule, host, device, state, severity, sinceMs, value, threshold, summary, tsMs } = event;
  active.set(key, {
    ...{ rule, host, device, state, severity, sinceMs, value, threshold, summary },
    firedMs: state === 'firing' ? tsMs : null,
    acknowledgedMs: null,
    acknowledgedBy: '',
    clearMs: null,
  });
}

interface Found {
  readonly host: string;
  readonly finding: Finding;
  readonly alert: ActiveAlert | undefined;
  readonly evaluation: Evaluation;
}

function byFinding(changes: Changes, { host, finding, alert, evaluation }: Found): void {
  const { rule, nowMs } = evaluation;
  if (alert?.state === 'firing') {
    if (alert.clearMs !== null) changes.clearing.set(alertKey(alert), null);
    return;
  }
  if (!finding.breach) {
    if (alert !== undefined) changes.events.push(eventOf(alert, 'resolved', nowMs));
    return;
  }
  const sinceMs = alert?.sinceMs ?? Math.min(finding.sinceMs ?? finding.atMs, nowMs);
  const state = finding.atMs - sinceMs >= finding.forMs ? 'firing' : 'pending';
  if (alert?.state === state) return;
  const { device, value, threshold, summary } = finding;
  const { id, severity } = rule;
  changes.events.push(
    eventOf({ rule: id, host, device, severity, sinceMs, value, threshold, summary }, state, nowMs),
  );
}

function clear(
  changes: Changes,
  { key, alert, evaluation }: { key: string; alert: ActiveAlert; evaluation: Evaluation },
): void {
  const { rule, nowMs } = evaluation;
  const flaps = alert.state === 'firing' && evaluation.timesFired(key) >= flap.times;
  const afterMs =
    alert.state === 'pending' ? 0 : Math.max(rule.resolveAfterMs, flaps ? flap.resolveAfterMs : 0);
  if (nowMs - (alert.clearMs ?? nowMs) >= afterMs) changes.events.push(eventOf(alert, 'resolved', nowMs));
  else if (alert.clearMs === null) changes.clearing.set(key, nowMs);
}

type EventFacts = Pick<
  AlertEventRow,
  'rule' | 'host' | 'device' | 'severity' | 'sinceMs' | 'value' | 'threshold' | 'summary'
>;

function eventOf(facts: EventFacts, state: AlertState, tsMs: number): AlertEventRow {
  const { rule, host, device, severity, sinceMs, value, threshold, summary } = facts;
  const id = alertEventId(facts, state);
  return {
    id,
    rule,
    host,
    device,
    state,
    tsMs,
    sinceMs,
    severity,
    value,
    threshold,
    summary,
    actor: '',
    note: '',
  };
}
