import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Chart } from '../api/answers.ts';
import {
  bridge,
  cadence,
  lonePoints,
  percentageEnd,
  plotData,
  seriesLabel,
  stack,
  valuesAt,
} from './plot-data.ts';

const list = (values: (number | null)[], name = 'a', device = ''): Chart['series'][number] => ({
  name,
  device,
  values,
});

function chart(given: Partial<Chart>): Chart {
  return { chart: 'c', title: 'C', unit: 'pct', stacked: false, sql: '', tsMs: [], series: [], ...given };
}

const n = null;
const u = undefined;
const everyTenth = Array.from({ length: 41 }, (_, i) => (i % 10 === 0 ? i : null));

describe('cadence and bridge', () => {
  test('a value in each bucket: every hole stays a hole', () => {
    expect(cadence([list([1, 2, n, 4, 5])], 5)).toBe(1);
    expect(bridge([1, n, 3], 1)).toEqual([1, n, 3]);
  });
  test('a value every ten buckets: what lies between is passed over', () => {
    expect(cadence([list(everyTenth)], 41)).toBe(10);
    const bridged = bridge(everyTenth, 10);
    expect(bridged[5]).toBe(u);
    expect(bridged).not.toContain(null);
  });
  test('two missing measurements are a hole even then', () => {
    const holed = everyTenth.map((value, i) => (i === 10 || i === 20 ? null : value));
    expect(bridge(holed, 10).slice(1, 30)).toEqual(new Array(29).fill(null));
  });
  test('nothing before the first and after the last measurement is invented', () => {
    expect(bridge([n, 1, n, n, 4, n], 3)).toEqual([n, 1, u, u, 4, n]);
  });
});

describe('stack', () => {
  test('adds up; a series without a value counts as nothing', () => {
    expect(
      stack([
        [1, 2, n, 1],
        [10, n, n, 1],
      ]),
    ).toEqual([
      [1, 2, n, 1],
      [11, 2, n, 2],
    ]);
  });
  test('the last row is the sum of all, and null exactly where all are', () => {
    const value = fc.option(fc.integer({ min: 0, max: 1000 }), { nil: null });
    const rows = fc
      .integer({ min: 1, max: 20 })
      .chain((length) =>
        fc.array(fc.array(value, { minLength: length, maxLength: length }), { minLength: 1, maxLength: 5 }),
      );
    fc.assert(
      fc.property(rows, (given) => {
        given[0]!.forEach((_, i) => {
          const known = given.map((row) => row[i]!).filter((v) => v !== null);
          expect(stack(given).at(-1)![i]).toBe(known.length === 0 ? null : known.reduce((a, b) => a + b, 0));
        });
      }),
    );
  });
});

test('lonePoints finds what a line would not show', () => {
  expect(lonePoints([1, n, 2, 3, n, 4])).toEqual([0, 5]);
  expect(lonePoints([n, 1, u, u, 2, n, u, 3, u])).toEqual([7]);
  expect(lonePoints([1, 2, 3])).toEqual([]);
});

describe('plotData', () => {
  test('a hidden series leaves the stack', () => {
    const stacked = chart({
      stacked: true,
      tsMs: [1500, 2500],
      series: [list([1, 2], 'a'), list([10, 20], 'b')],
    });
    expect(plotData(stacked, new Set())).toEqual({
      tsS: [1.5, 2.5],
      rows: [
        [1, 2],
        [11, 22],
      ],
    });
    expect(plotData(stacked, new Set(['a'])).rows).toEqual([[10, 20]]);
  });
});

describe('valuesAt', () => {
  test('now is the newest value, unless it is old', () => {
    expect(valuesAt(chart({ tsMs: [0, 1, 2, 3], series: [list([1, 2, 3, n])] }), u)).toEqual([3]);
    expect(valuesAt(chart({ tsMs: [0, 1, 2, 3, 4, 5], series: [list([1, 2, n, n, n, n])] }), u)).toEqual([
      null,
    ]);
  });
  test('under the cursor only a slow series reaches back', () => {
    expect(valuesAt(chart({ tsMs: [0, 1, 2, 3, 4], series: [list([1, 2, n, 4, 5])] }), 2)).toEqual([null]);
    expect(valuesAt(chart({ tsMs: everyTenth.map((_, i) => i), series: [list(everyTenth)] }), 25)).toEqual([
      20,
    ]);
  });
});

test.each([
  ['user', '', 'user'],
  ['read', 'sda', 'sda read'],
  ['', 'sda', 'sda'],
  ['/home', '/home', '/home'],
])('the series %j of device %j is called %j', (name, device, label) => {
  expect(seriesLabel(list([], name, device))).toBe(label);
});

test('percentages end at a usual end', () => {
  expect([0, 9, 10.1, 26, 99, 130].map(percentageEnd)).toEqual([10, 10, 25, 50, 100, 200]);
});
