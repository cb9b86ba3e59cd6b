import type { Alert } from '../api/types.ts';
import { wordsOf } from '../format/words.ts';

/** The alerts that fire, critical ones first, then the newest. */
export function firingAlerts(alerts: readonly Alert[]): Alert[] {
  const rank = ({ severity }: Alert): number => (severity === 'critical' ? 0 : 1);
  return alerts
    .filter(({ state }) => state === 'firing')
    .sort((a, b) => rank(a) - rank(b) || b.sinceMs - a.sinceMs || a.id.localeCompare(b.id));
}

/** Alerts of one rule, or of one rule and host: what one look answers. */
export interface AlertGroup {
  readonly key: string;
  readonly severity: Alert['severity'];
  /** When the cause of the oldest began. */
  readonly sinceMs: number;
  readonly alerts: readonly Alert[];
  /** What is the matter: the summary of a single alert, the rule in words of several. */
  readonly text: string;
}

/** What fires, by rule, in the order of the alerts. */
export function groupAlerts(alerts: readonly Alert[]): AlertGroup[] {
  const groups = new Map<string, Alert[]>();
  for (const alert of firingAlerts(alerts)) {
    const key = `${alert.severity} ${alert.rule}`;
    groups.set(key, [...(groups.get(key) ?? []), alert]);
  }
  return [...groups].map(([key, members]) => {
    const [first] = members as [Alert, ...Alert[]];
    return {
      key,
      severity: first.severity,
      sinceMs: Math.min(...members.map(({ sinceMs }) => sinceMs)),
      alerts: members,
      text: members.length === 1 ? first.summary : wordsOf(first.rule),
    };
  });
}

/** The alerts that were firing at an instant, as far as a history tells. */
export function firingAt(history: readonly Alert[], atMs: number): Alert[] {
  return history
    .filter(
      ({ firedMs, resolvedMs }) =>
        firedMs !== null && firedMs <= atMs && (resolvedMs === null || resolvedMs > atMs),
    )
    .map((alert) => ({ ...alert, state: 'firing' as const }));
}
