import { describe, expect, test } from '@jest/globals';
import type { Chart } from '../api/types.ts';
import { ghostLines, stackHeight } from './ghost.ts';

const chart = (given: Partial<Chart>): Chart => ({
  chart: 'cpu',
  title: '',
  unit: 'pct',
  stacked: false,
  ranked: false,
  sql: '',
  tsMs: [100_000, 110_000, 120_000],
  series: [],
  ...given,
});

describe('a ghost', () => {
  const earlier = chart({
    tsMs: [40_000, 50_000, 60_000],
    series: [{ name: 'read', device: 'sda', values: [1, null, 3] }],
  });
  test('is laid onto the instants of the chart, moved by the distance in time', () => {
    const now = chart({ series: [{ name: 'read', device: 'sda', values: [7, 8, 9] }] });
    expect(ghostLines(now, earlier, 60_000)).toEqual([{ series: 0, values: [1, null, 3] }]);
  });
  test('keeps only what lies in the window', () => {
    const now = chart({ series: [{ name: 'read', device: 'sda', values: [7, 8, 9] }] });
    expect(ghostLines(now, earlier, 50_000)).toEqual([{ series: 0, values: [null, 3, null] }]);
  });
  test('of a device that the chart does not have is left out', () => {
    const now = chart({ series: [{ name: 'read', device: 'sdb', values: [7, 8, 9] }] });
    expect(ghostLines(now, earlier, 60_000)).toEqual([]);
  });
  test('of a stack is its height, without what fills it up', () => {
    const memory = chart({
      stacked: true,
      series: [
        { name: 'used', device: '', values: [4, 5, null] },
        { name: 'reclaimable', device: '', values: [1, 1, 1] },
        { name: 'free', device: '', values: [5, 4, 3] },
      ],
    });
    expect([0, 1, 2].map((index) => stackHeight(memory, index))).toEqual([4, 5, null]);
    expect(ghostLines(memory, memory, 0)).toEqual([{ series: undefined, values: [4, 5, null] }]);
  });
});
