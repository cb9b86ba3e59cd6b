/**
 * What an evaluation changes: a pure function from the alerts that are active, and what a rule found, to events.
 *
 *   none ── breach ──► pending ── held for `forMs` ──► firing ── clear ──► resolved (= none)
 *                        └────── hold or clear ──► resolved
 *   none ── breach, held for `forMs` already ──► firing
 *
 * Invariants: a host that the rule could not judge (no row) keeps its alerts as they are; an alert of a host that is no
 * longer watched (revoked) is resolved; a firing alert is resolved only by a judgement that its condition is gone by
 * the rule's own margin. Begin (`sinceMs`) and with it the identity of an alert never change while it is active.
 */
import { lateAfterMs, silentAfterMs, type SendingSchedule } from '@hostwire/protocol';
import type { AlertEpisode, AlertEventRow, AlertState } from '@hostwire/storage';
import { alertEventId } from './alert-identity.ts';
import type { AlertRule, Finding, Observation } from './rule.ts';

/** Active alerts by `alertKey`. */
export type ActiveAlerts = ReadonlyMap<string, AlertEpisode>;

export interface Evaluation {
  readonly rule: AlertRule;
  readonly nowMs: number;
  /** When this collector and its database were last seen to work again after being away. */
  readonly recoveredMs: number;
  readonly observations: readonly Observation[];
  /** Hosts that can have alerts. */
  readonly watched: ReadonlySet<string>;
  /** Whether batches of the host arrived just now. */
  arriving(host: string): boolean;
  /** How the host was told to sample and to send. */
  schedule(host: string): SendingSchedule;
}

export function alertKey({ rule, host, device }: { rule: string; host: string; device: string }): string {
  return JSON.stringify([rule, host, device]);
}

/** The changes that an evaluation of one rule makes. */
export function changesOf(active: ActiveAlerts, evaluation: Evaluation): AlertEventRow[] {
  const { rule, watched } = evaluation;
  const events: AlertEventRow[] = [];
  const found = new Set<string>();
  const judged = new Set<string>();
  for (const { host, findings } of evaluation.observations) {
    if (!watched.has(host)) continue;
    judged.add(host);
    for (const finding of findings) {
      if (rule.disprovedByArrivals === true && evaluation.arriving(host)) continue;
      if (rule.whenSilent === true && finding.value * 1000 < lateAfterMs(evaluation.schedule(host))) continue;
      const key = alertKey({ rule: rule.id, host, device: finding.device });
      found.add(key);
      const event = changeByFinding(active.get(key), { host, finding }, evaluation);
      if (event !== undefined) events.push(event);
    }
  }
  for (const [key, alert] of active) {
    if (alert.rule !== rule.id || found.has(key)) continue;
    if (judged.has(alert.host) || !watched.has(alert.host))
      events.push(eventOf(alert, 'resolved', evaluation.nowMs));
  }
  return events;
}

/** Active alerts after an event. */
export function applyEvent(active: Map<string, AlertEpisode>, event: AlertEventRow): void {
  const key = alertKey(event);
  if (event.state === 'resolved') {
    active.delete(key);
    return;
  }
  const { rule, host, device, state, sinceMs, value, summary, tsMs } = event;
  const firedMs = state === 'firing' ? tsMs : null;
  active.set(key, { rule, host, device, state, sinceMs, value, summary, firedMs, resolvedMs: null });
}

function changeByFinding(
  alert: AlertEpisode | undefined,
  { host, finding }: { host: string; finding: Finding },
  evaluation: Evaluation,
): AlertEventRow | undefined {
  const { rule, nowMs, recoveredMs } = evaluation;
  if (alert?.state === 'firing') return undefined;
  if (!finding.breach) return alert === undefined ? undefined : eventOf(alert, 'resolved', nowMs);
  const sinceMs = alert?.sinceMs ?? Math.min(finding.sinceMs ?? nowMs, nowMs);
  const inGrace = rule.graceMs !== undefined && sinceMs < recoveredMs && nowMs < recoveredMs + rule.graceMs;
  if (inGrace) return undefined;
  const forMs = rule.whenSilent === true ? silentAfterMs(evaluation.schedule(host)) : rule.forMs;
  const state: AlertState = nowMs - sinceMs >= forMs ? 'firing' : 'pending';
  if (alert?.state === state) return undefined;
  const { device, value } = finding;
  const summary = rule.summarize({ host, device, value });
  return eventOf({ rule: rule.id, host, device, sinceMs, value, summary }, state, nowMs);
}

function eventOf(
  alert: Pick<AlertEventRow, 'rule' | 'host' | 'device' | 'sinceMs' | 'value' | 'summary'>,
  state: AlertState,
  tsMs: number,
): AlertEventRow {
  const { rule, host, device, sinceMs, value, summary } = alert;
  return {
    id: alertEventId({ rule, host, device, sinceMs }, state),
    rule,
    host,
    device,
    state,
    tsMs,
    sinceMs,
    value,
    summary,
  };
}
