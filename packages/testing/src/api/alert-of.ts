import type { Alert } from '@hostwire/api';

/** An alert that fires, each of a host of its own. */
export function alertOf(id: string, given: Partial<Alert> = {}): Alert {
  return {
    id,
    rule: 'disk_full',
    host: `host-${id}`,
    device: '/',
    severity: 'warning',
    state: 'firing',
    sinceMs: 0,
    firedMs: 0,
    acknowledgedMs: null,
    acknowledgedBy: '',
    resolvedMs: null,
    value: 97,
    threshold: 95,
    summary: `${id} is full`,
    note: '',
    mutedBy: '',
    ...given,
  };
}
