import type { Alert } from '../api/types.ts';

/** The alerts that fire, critical ones first, then the newest. */
export function firingAlerts(alerts: readonly Alert[]): Alert[] {
  const rank = ({ severity }: Alert): number => (severity === 'critical' ? 0 : 1);
  const since = ({ firedMs, sinceMs }: Alert): number => firedMs ?? sinceMs;
  return alerts
    .filter(({ state }) => state === 'firing')
    .sort((a, b) => rank(a) - rank(b) || since(b) - since(a) || a.id.localeCompare(b.id));
}
