import { describe, expect, test } from '@jest/globals';
import {
  defaultOrder,
  fleetColumns,
  formatOrder,
  type HostOrder,
  keepOrder,
  orderHosts,
  parseOrder,
  pressColumn,
} from './host-order.ts';
import { hostSummary } from '@hostwire/testing/api';

const fleet = [
  hostSummary({ host: 'web-10', cpuBusyPct: 5, state: 'live', cpuSpark: [null, 10, 20] }),
  hostSummary({ host: 'web-2', cpuBusyPct: null, state: 'silent', cpuSpark: [null] }),
  hostSummary({ host: 'web-1', cpuBusyPct: 80, state: 'late', labels: { env: 'prod' }, cpuSpark: [90] }),
];
const ordered = (order: HostOrder): string[] => orderHosts(fleet, order).map(({ host }) => host);

describe('orderHosts', () => {
  test('numbers in names count as numbers', () => {
    expect(ordered({ column: 'host', descending: false })).toEqual(['web-1', 'web-2', 'web-10']);
  });
  test('hosts without a value come last in both directions', () => {
    expect(ordered({ column: 'cpu', descending: true })).toEqual(['web-1', 'web-10', 'web-2']);
    expect(ordered({ column: 'cpu', descending: false })).toEqual(['web-10', 'web-1', 'web-2']);
  });
  test('state puts first what needs attention', () => {
    expect(ordered({ column: 'state', descending: false })).toEqual(['web-2', 'web-1', 'web-10']);
  });
  test('the trend is ordered by its mean', () => {
    expect(ordered({ column: 'trend', descending: true })).toEqual(['web-1', 'web-10', 'web-2']);
  });
  test('equal hosts are ordered by name whatever the direction', () => {
    expect(ordered({ column: 'memory', descending: true })).toEqual(['web-1', 'web-2', 'web-10']);
  });
});

test('a kept order takes new values but moves no row; newcomers come last', () => {
  const host = (agentId: string, cpuBusyPct: number) => hostSummary({ host: agentId, agentId, cpuBusyPct });
  const kept = keepOrder([host('new', 99), host('b', 90), host('a', 1)], ['a', 'gone', 'b']);
  expect(kept.map(({ agentId, cpuBusyPct }) => [agentId, cpuBusyPct])).toEqual([
    ['a', 1],
    ['b', 90],
    ['new', 99],
  ]);
});

test('a heading pressed twice turns the order round', () => {
  const first = pressColumn(defaultOrder, 'cpu');
  expect(first).toEqual({ column: 'cpu', descending: true });
  expect(pressColumn(first, 'cpu')).toEqual({ column: 'cpu', descending: false });
});

test('every order comes back from the address; nonsense gives the default', () => {
  for (const { id } of fleetColumns) {
    expect(parseOrder(formatOrder({ column: id, descending: true }))).toEqual({
      column: id,
      descending: true,
    });
  }
  expect(parseOrder('colour:up')).toEqual(defaultOrder);
});
