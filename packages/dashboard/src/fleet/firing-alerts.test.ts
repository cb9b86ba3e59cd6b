import { alertOf } from '@hostwire/testing/api';
import { describe, expect, test } from '@jest/globals';
import { firingAlerts, firingAt, groupAlerts } from './firing-alerts.ts';

test('critical first, then the newest; pending and resolved ones are not firing', () => {
  const alerts = [
    alertOf('a-old', { sinceMs: 10 }),
    alertOf('b-new', { sinceMs: 20 }),
    alertOf('critical', { severity: 'critical', sinceMs: 5 }),
    alertOf('pending', { state: 'pending', firedMs: null }),
    alertOf('over', { state: 'resolved' }),
  ];
  expect(firingAlerts(alerts).map(({ id }) => id)).toEqual(['critical', 'b-new', 'a-old']);
});

describe('groupAlerts', () => {
  test('three hundred equal alerts are one line, since the oldest cause', () => {
    const silent = Array.from({ length: 300 }, (_, i) =>
      alertOf(`s${i}`, { rule: 'host_silent', severity: 'critical', host: `h${i}`, sinceMs: 1_000 + i }),
    );
    const groups = groupAlerts([...silent, alertOf('one', { rule: 'disk', summary: '/ is full' })]);
    expect(groups.map(({ text, alerts, sinceMs }) => [text, alerts.length, sinceMs])).toEqual([
      ['Host silent', 300, 1_000],
      ['/ is full', 1, 0],
    ]);
  });
});

test('firingAt: what had fired and was not resolved', () => {
  const history = [
    alertOf('before', { firedMs: 10, resolvedMs: 20, state: 'resolved' }),
    alertOf('during', { firedMs: 30, resolvedMs: 60, state: 'resolved' }),
    alertOf('open', { firedMs: 40 }),
    alertOf('later', { firedMs: 55 }),
    alertOf('pending', { firedMs: null, state: 'pending' }),
  ];
  expect(firingAt(history, 50).map(({ id, state }) => [id, state])).toEqual([
    ['during', 'firing'],
    ['open', 'firing'],
  ]);
});
