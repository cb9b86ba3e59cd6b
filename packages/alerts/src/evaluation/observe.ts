/** From rows of a query, or from what the collector knows, to what a rule found: pure. */
import { lateAfterMs, silentAfterMs } from '@hostwire/protocol';
import type { Finding, Observation } from '../life/alert-state.ts';
import { quantityText } from '../message/quantity-text.ts';
import { judge, termsFor, type RuleTerms } from '../rules/bounds.ts';
import { graceMsOf, missingText, noDataDevice, type MissingReason } from '../rules/missing-data.ts';
import type { Rule, RuleOf } from '../rules/rule.ts';
import type { ValueRow } from '../rules/value-row.ts';
import type { AlertCondition, WatchedHost } from './fleet.ts';

export interface Observed {
  readonly rule: Rule;
  readonly hosts: ReadonlyMap<string, WatchedHost>;
  readonly rows: readonly ValueRow[];
  /** Hosts that were judged even if they have no row. */
  readonly judged?: Iterable<string>;
}

export function observationsOf({ rule, hosts, rows, judged = [] }: Observed): Observation[] {
  const byHost = new Map<string, Finding[]>();
  for (const host of judged) byHost.set(host, []);
  const terms = termsOf(rule);
  for (const row of rows) {
    const host = hosts.get(row.host) ?? (row.host === '' ? nobody : undefined);
    if (host === undefined) continue;
    const findings = byHost.get(row.host) ?? [];
    byHost.set(row.host, findings);
    const finding = findingOf(rule, row, terms(host, row.device));
    if (finding !== undefined) findings.push(finding);
  }
  return [...byHost].map(([host, findings]) => ({ host, findings }));
}

const nobody: WatchedHost = { host: '', labels: {}, schedule: { intervalMs: 0, flushMs: 0 } };

/** The terms of a rule that says the same to every host are made once: most do, and hosts are many. */
function termsOf(rule: Rule): (host: WatchedHost, device: string) => RuleTerms {
  const isAlike = rule.overrides.length === 0 && rule.scope === undefined;
  const alike = isAlike ? termsFor(rule, { ...nobody, device: '' }) : undefined;
  return (host, device) => alike ?? termsFor(rule, { ...host, device });
}

function findingOf(rule: Rule, row: ValueRow, terms: RuleTerms): Finding | undefined {
  if (!terms.enabled) return undefined;
  const { breach, hold, threshold } =
    row.value === null ? { breach: false, hold: true, threshold: null } : judge(row.value, terms);
  if (!hold) return undefined;
  const value = row.value ?? 0;
  return {
    device: row.device,
    ...{ breach, hold, value, threshold },
    sinceMs: row.sinceMs ?? null,
    atMs: row.atMs,
    forMs: terms.forMs,
    // Most findings change nothing, as of hosts that do not report the value: nobody reads what they say.
    get summary() {
      return summaryOf(rule, { ...row, value, threshold });
    },
  };
}

export function summaryOf(
  rule: Rule,
  facts: { host: string; device: string; value: number; threshold: number | null; reason?: string },
): string {
  const parts: Record<string, string> = {
    host: facts.host,
    device: facts.device,
    value: quantityText(facts.value, rule.unit),
    threshold: facts.threshold === null ? '' : quantityText(facts.threshold, rule.unit),
    reason: facts.reason ?? '',
  };
  return rule.summary.replace(
    /\{(host|device|value|threshold|reason)\}/g,
    (_, key: string) => parts[key] ?? '',
  );
}

export interface Absences {
  readonly hosts: Iterable<WatchedHost>;
  readonly nowMs: number;
  /** Of the newest sample or arrival; undefined: nothing was ever seen, or the host still has time to come back. */
  readonly lastMs: (host: string) => number | undefined;
  readonly reason: (host: string) => MissingReason;
}

/** Hosts of which nothing came for longer than their own schedule allows, and longer than the reason is granted. */
export function silentObservations(rule: RuleOf<'silent'>, absences: Absences): Observation[] {
  const observations: Observation[] = [];
  for (const host of absences.hosts) {
    const heardMs = absences.lastMs(host.host);
    const terms = termsFor(rule, { ...host, device: '' });
    if (heardMs === undefined || !terms.enabled) continue;
    const isLate = absences.nowMs - heardMs > lateAfterMs(host.schedule);
    const reason = absences.reason(host.host);
    const forMs = terms.forMs + graceMsOf(rule.grace, reason);
    const finding = absenceOf(rule, { host, heardMs, nowMs: absences.nowMs, reason, device: '', forMs });
    observations.push({ host: host.host, findings: isLate ? [finding] : [] });
  }
  return observations;
}

/** Hosts that a rule cannot judge, because their data are missing for a reason that it is to fire for. */
export function noDataObservations(rule: Rule, absences: Absences): Observation[] {
  const observations: Observation[] = [];
  for (const host of absences.hosts) {
    const heardMs = absences.lastMs(host.host);
    const terms = termsFor(rule, { ...host, device: noDataDevice });
    if (heardMs === undefined || !terms.enabled) continue;
    const reason = absences.reason(host.host);
    const isLate = absences.nowMs - heardMs > lateAfterMs(host.schedule);
    if (!isLate || !rule.missing.includes(reason)) continue;
    const at = { host, heardMs, nowMs: absences.nowMs, reason, device: noDataDevice, forMs: terms.forMs };
    const summary = `${host.host} gives ${rule.id} nothing to judge: ${missingText(reason)}`;
    observations.push({
      host: host.host,
      device: noDataDevice,
      findings: [{ ...absenceOf(rule, at), summary }],
    });
  }
  return observations;
}

function absenceOf(
  rule: Rule,
  absence: {
    readonly host: WatchedHost;
    readonly heardMs: number;
    readonly nowMs: number;
    readonly reason: MissingReason;
    readonly device: string;
    readonly forMs: number;
  },
): Finding {
  const { host, heardMs, nowMs, reason, device, forMs } = absence;
  const value = (nowMs - heardMs) / 1000;
  const afterMs = silentAfterMs(host.schedule);
  return {
    device,
    ...{ breach: true, hold: true, value, threshold: afterMs / 1000, sinceMs: heardMs, atMs: nowMs },
    forMs: afterMs + forMs,
    // The alert carries since when; a number of seconds would be stale as soon as it is read.
    summary: summaryOf(rule, {
      ...{ host: host.host, device, value, threshold: null },
      reason: missingText(reason),
    }),
  };
}

/** `hosts`: every one, since a condition that is not named is not there. */
export function conditionObservations(
  rule: Rule,
  {
    hosts,
    conditions,
    nowMs,
  }: { hosts: ReadonlyMap<string, WatchedHost>; conditions: readonly AlertCondition[]; nowMs: number },
): Observation[] {
  const rows = conditions
    .filter((condition) => condition.rule === rule.id)
    .map(({ host, device, value, sinceMs, reason }) => ({
      host,
      device,
      value,
      sinceMs,
      reason,
      atMs: nowMs,
    }));
  return observationsOf({ rule, hosts, rows, judged: ['', ...hosts.keys()] });
}
