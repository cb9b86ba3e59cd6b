import { expect, test } from '@jest/globals';
import type { Alert } from '../api/types.ts';
import { firingAlerts } from './firing-alerts.ts';

const alert = (id: string, given: Partial<Alert>): Alert => ({
  id,
  rule: 'r',
  host: 'h',
  device: '',
  severity: 'warning',
  state: 'firing',
  sinceMs: 0,
  firedMs: 0,
  resolvedMs: null,
  value: 0,
  summary: '',
  ...given,
});

test('critical first, then the newest; pending and resolved ones are not firing', () => {
  const alerts = [
    alert('old', { firedMs: 10 }),
    alert('new', { firedMs: 20 }),
    alert('critical', { severity: 'critical', firedMs: 5 }),
    alert('pending', { state: 'pending', firedMs: null }),
    alert('over', { state: 'resolved' }),
  ];
  expect(firingAlerts(alerts).map(({ id }) => id)).toEqual(['critical', 'new', 'old']);
});
