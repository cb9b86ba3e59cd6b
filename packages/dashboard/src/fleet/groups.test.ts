import { describe, expect, test } from '@jest/globals';
import { groupHosts, labelKeys } from './groups.ts';
import { hostSummary } from '@hostwire/testing/api';
import { fleetMetrics, metricOf, shareOf, totalOf } from '@hostwire/api/client';

const hosts = [
  hostSummary({ host: 'a', labels: { dc: 'b2' }, cpuBusyPct: 10, receiveBytesPerS: 5 }),
  hostSummary({ host: 'b', labels: { dc: 'b10', env: 'x' }, cpuBusyPct: null, receiveBytesPerS: 7 }),
  hostSummary({ host: 'c', labels: {}, cpuBusyPct: 30 }),
  hostSummary({ host: 'd', labels: { dc: 'b2' }, cpuBusyPct: 20 }),
];

describe('groups', () => {
  test('numbers in values count as numbers, hosts without the label come last', () => {
    const groups = groupHosts(hosts, 'dc').map((group) => [group.value, group.hosts.map(({ host }) => host)]);
    expect(groups).toEqual([
      ['b2', ['a', 'd']],
      ['b10', ['b']],
      ['', ['c']],
    ]);
  });
  test('labels that many hosts have come first', () => {
    expect(labelKeys(hosts)).toEqual(['dc', 'env']);
  });
  test('the mean leaves hosts without a value out, sums add what is known', () => {
    expect(totalOf(metricOf('cpu'), hosts)).toBe(20);
    expect(totalOf(metricOf('receive'), hosts)).toBe(12);
    expect(totalOf(metricOf('load'), hosts)).toBeNull();
  });
  test('every metric has a share between 0 and 1 for any value', () => {
    for (const metric of fleetMetrics)
      for (const value of [0, 1, 50, 1e9]) {
        const share = shareOf(metric, value, 1e6)!;
        expect(share >= 0 && share <= 1).toBe(true);
      }
  });
});
