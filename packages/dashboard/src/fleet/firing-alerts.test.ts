import { describe, expect, test } from '@jest/globals';
import type { Alert } from '../api/types.ts';
import { firingAlerts, firingAt, groupAlerts } from './firing-alerts.ts';

const alert = (id: string, given: Partial<Alert>): Alert => ({
  id,
  rule: 'r',
  host: 'h',
  device: '',
  severity: 'warning',
  state: 'firing',
  sinceMs: 0,
  firedMs: 0,
  acknowledgedMs: null,
  acknowledgedBy: '',
  resolvedMs: null,
  value: 0,
  threshold: null,
  summary: '',
  note: '',
  mutedBy: '',
  ...given,
});

test('critical first, then the newest; pending and resolved ones are not firing', () => {
  const alerts = [
    alert('a-old', { sinceMs: 10 }),
    alert('b-new', { sinceMs: 20 }),
    alert('critical', { severity: 'critical', sinceMs: 5 }),
    alert('pending', { state: 'pending', firedMs: null }),
    alert('over', { state: 'resolved' }),
  ];
  expect(firingAlerts(alerts).map(({ id }) => id)).toEqual(['critical', 'b-new', 'a-old']);
});

describe('groupAlerts', () => {
  test('three hundred equal alerts are one line, since the oldest cause', () => {
    const silent = Array.from({ length: 300 }, (_, i) =>
      alert(`s${i}`, { rule: 'host_silent', severity: 'critical', host: `h${i}`, sinceMs: 1_000 + i }),
    );
    const groups = groupAlerts([...silent, alert('one', { rule: 'disk', summary: '/ is full' })]);
    expect(groups.map(({ text, alerts, sinceMs }) => [text, alerts.length, sinceMs])).toEqual([
      ['Host silent', 300, 1_000],
      ['/ is full', 1, 0],
    ]);
  });
});

test('firingAt: what had fired and was not resolved', () => {
  const history = [
    alert('before', { firedMs: 10, resolvedMs: 20, state: 'resolved' }),
    alert('during', { firedMs: 30, resolvedMs: 60, state: 'resolved' }),
    alert('open', { firedMs: 40 }),
    alert('later', { firedMs: 55 }),
    alert('pending', { firedMs: null, state: 'pending' }),
  ];
  expect(firingAt(history, 50).map(({ id, state }) => [id, state])).toEqual([
    ['during', 'firing'],
    ['open', 'firing'],
  ]);
});
