import { describe, expect, test } from '@jest/globals';
import type { Chart } from '../api/types.ts';
import { bridge, lonePoints, reaches } from './sparse.ts';

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

const bridged = (id: Chart['chart'], values: (number | null)[]) => bridge(values, reaches(chart(id, values)));

describe('what a line passes over', () => {
  test('nothing where each bucket has a value: every hole stays a hole', () => {
    expect(reaches(chart('cpu', [1, 2, n, 4, 5]))).toEqual([1, 1, 1, 1, 1]);
    expect(bridged('cpu', [1, 2, n, 4, 5])).toEqual([1, 2, n, 4, 5]);
  });
  test('what lies between values that come every ten buckets, two or more of them', () => {
    expect(bridged('filesystem', everyTenth)[5]).toBe(u);
    expect(bridged('filesystem', everyTenth)).not.toContain(null);
    expect(bridged('filesystem', [1, n, n, 4])).toEqual([1, u, u, 4]);
  });
  test('two missing measurements are a hole even then', () => {
    const holed = everyTenth.map((value, i) => (i === 10 || i === 20 ? null : value));
    expect(bridged('filesystem', holed).slice(1, 30)).toEqual(new Array(29).fill(null));
  });
  test('a group that is read at another interval from then on, and one that is read as before', () => {
    expect(bridged('cpu', [1, 2, 3, 4, n, 6, n, 8, n, 10])).toEqual([1, 2, 3, 4, u, 6, u, 8, u, 10]);
    expect(bridged('cpu', [1, n, 3, n, 5, n, 7, 8, 9, 10])).toEqual([1, u, 3, u, 5, u, 7, 8, 9, 10]);
    const long = [1, 2, 3, 4, 5, 6, 7, 8, n, n, n, n, 13, n, 15, n, 17, n, 19];
    expect(bridged('cpu', long).slice(7, 13)).toEqual([8, u, u, u, u, 13]);
    expect(bridged('cpu', [...long.slice(0, 12), n, n, 15, n, 17, n, 19]).slice(8, 14)).toEqual(
      new Array(6).fill(n),
    );
  });
  test('a hole among holes of one bucket stays one', () => {
    expect(bridged('cpu', [1, 2, 3, n, 5, n, 7, 8])).toEqual([1, 2, 3, n, 5, n, 7, 8]);
  });
  test('nothing before the first and after the last measurement is invented', () => {
    expect(bridged('filesystem', [n, 1, n, n, 4, n])).toEqual([n, 1, u, u, 4, n]);
  });
  test('no waiting time is no hole while the disk idles for a moment', () => {
    expect(reaches(chart('disk_await', [1, 2, n, 4, 5]))[3]).toBe(10);
  });
});

test('lonePoints finds what a line would not show', () => {
  expect(lonePoints([1, n, 2, 3, n, 4])).toEqual([0, 5]);
  expect(lonePoints([n, 1, u, u, 2, n, u, 3, u])).toEqual([7]);
  expect(lonePoints([1, 2, 3])).toEqual([]);
});
