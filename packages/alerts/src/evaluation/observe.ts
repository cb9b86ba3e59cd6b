/** From rows of a query, or from what the collector knows, to what a rule found: pure. */
import { lateAfterMs, silentAfterMs } from '@hostwire/protocol';
import type { Finding, Observation } from '../life/alert-state.ts';
import { quantityText } from '../message/quantity-text.ts';
import { judge, termsFor } from '../rules/bounds.ts';
import type { Rule } from '../rules/rule.ts';
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
  for (const row of rows) {
    const host = hosts.get(row.host) ?? (row.host === '' ? nobody : undefined);
    if (host === undefined) continue;
    const findings = byHost.get(row.host) ?? [];
    byHost.set(row.host, findings);
    const finding = findingOf(rule, host, row);
    if (finding !== undefined) findings.push(finding);
  }
  return [...byHost].map(([host, findings]) => ({ host, findings }));
}

const nobody: WatchedHost = { host: '', labels: {}, schedule: { intervalMs: 0, flushMs: 0 } };

function findingOf(rule: Rule, host: WatchedHost, row: ValueRow): Finding | undefined {
  const terms = termsFor(rule, { ...host, device: row.device });
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
    summary: summaryOf(rule, { ...row, value, threshold }),
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

/**
 * Hosts of which nothing came for longer than their own schedule allows. A host of which nothing was ever seen waits;
 * `lastMs` is the newest of its last sample and its last arrival.
 */
export function silentObservations(
  rule: Rule,
  {
    hosts,
    nowMs,
    lastMs,
  }: { hosts: Iterable<WatchedHost>; nowMs: number; lastMs: (host: string) => number | undefined },
): Observation[] {
  const observations: Observation[] = [];
  for (const host of hosts) {
    const heardMs = lastMs(host.host);
    const terms = termsFor(rule, { ...host, device: '' });
    if (heardMs === undefined || !terms.enabled) continue;
    const silentMs = nowMs - heardMs;
    const isLate = silentMs > lateAfterMs(host.schedule);
    const finding: Finding = {
      device: '',
      breach: true,
      hold: true,
      value: silentMs / 1000,
      threshold: silentAfterMs(host.schedule) / 1000,
      sinceMs: heardMs,
      atMs: nowMs,
      forMs: silentAfterMs(host.schedule) + terms.forMs,
      // The alert carries since when; a number of seconds would be stale as soon as it is read.
      summary: summaryOf(rule, { host: host.host, device: '', value: silentMs / 1000, threshold: null }),
    };
    observations.push({ host: host.host, findings: isLate ? [finding] : [] });
  }
  return observations;
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
