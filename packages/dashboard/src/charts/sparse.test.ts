import { describe, expect, test } from '@jest/globals';
import type { Chart } from '@hostwire/collector';
import { bridge, cadence, lonePoints, reach } from './sparse.ts';

const n = null;
const u = undefined;
const everyTenth = Array.from({ length: 41 }, (_, i) => (i % 10 === 0 ? i : null));
const series = (values: (number | null)[]): Chart['series'] => [{ name: 'a', device: '', values }];
const chart = (id: Chart['chart'], values: (number | null)[]): Chart => ({
  chart: id,
  title: '',
  unit: 'pct',
  stacked: false,
  ranked: false,
  sql: '',
  tsMs: values.map((_, i) => i * 1000),
  series: series(values),
});

describe('cadence, reach and bridge', () => {
  test('a value in each bucket: every hole stays a hole', () => {
    expect(cadence(series([1, 2, n, 4, 5]), 5)).toBe(1);
    expect(reach(chart('cpu', [1, 2, n, 4, 5]))).toBe(1);
    expect(bridge([1, n, 3], 1)).toEqual([1, n, 3]);
  });
  test('a value every ten buckets: what lies between is passed over', () => {
    expect(cadence(series(everyTenth), 41)).toBe(10);
    const bridged = bridge(everyTenth, reach(chart('filesystem', everyTenth)));
    expect(bridged[5]).toBe(u);
    expect(bridged).not.toContain(null);
  });
  test('two missing measurements are a hole even then', () => {
    const holed = everyTenth.map((value, i) => (i === 10 || i === 20 ? null : value));
    expect(bridge(holed, reach(chart('filesystem', everyTenth))).slice(1, 30)).toEqual(
      new Array(29).fill(null),
    );
  });
  test('nothing before the first and after the last measurement is invented', () => {
    expect(bridge([n, 1, n, n, 4, n], 3)).toEqual([n, 1, u, u, 4, n]);
  });
  test('no waiting time is no hole while the disk idles for a moment', () => {
    expect(reach(chart('disk_await', [1, 2, n, 4, 5]))).toBe(10);
  });
});

test('lonePoints finds what a line would not show', () => {
  expect(lonePoints([1, n, 2, 3, n, 4])).toEqual([0, 5]);
  expect(lonePoints([n, 1, u, u, 2, n, u, 3, u])).toEqual([7]);
  expect(lonePoints([1, 2, 3])).toEqual([]);
});
