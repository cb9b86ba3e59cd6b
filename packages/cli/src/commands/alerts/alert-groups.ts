import type { Alert } from '@hostwire/api';

/** Alerts of one rule in one state. */
export interface AlertGroup {
  /** The one that began first. */
  readonly first: Alert;
  readonly count: number;
}

/** Fewer than this are shown one by one. */
const leastGroup = 4;

/** Alerts that differ only in host or device, together; the order is that of the first of each. */
export function groupAlerts(alerts: readonly Alert[]): AlertGroup[] {
  const groups = new Map<string, Alert[]>();
  for (const alert of alerts) {
    const { rule, state, severity, mutedBy, acknowledgedMs } = alert;
    const key = JSON.stringify([rule, state, severity, mutedBy, acknowledgedMs === null]);
    groups.set(key, [...(groups.get(key) ?? []), alert]);
  }
  return [...groups.values()].flatMap((group) => {
    if (group.length < leastGroup) return group.map((first) => ({ first, count: 1 }));
    const first = group.reduce((oldest, alert) => (alert.sinceMs < oldest.sinceMs ? alert : oldest));
    return [{ first, count: group.length }];
  });
}
