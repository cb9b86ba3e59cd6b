import { describe, expect, test } from '@jest/globals';
import type { Chart } from '../api/types.ts';
import fc from 'fast-check';
import { percentageEnd, plotData, seriesLabels, stack, valuesAt } from './plot-data.ts';

const list = (values: (number | null)[], name = 'a', device = ''): Chart['series'][number] => ({
  name,
  device,
  values,
});

function chart(given: Partial<Chart>): Chart {
  return {
    chart: 'cpu',
    title: 'C',
    unit: 'pct',
    stacked: false,
    ranked: false,
    sql: '',
    tsMs: [],
    series: [],
    ...given,
  };
}

const n = null;
const u = undefined;
const everyTenth = Array.from({ length: 41 }, (_, i) => (i % 10 === 0 ? i : null));

describe('stack', () => {
  test('adds up; a series without a value counts as nothing', () => {
    const rows = [
      [1, 2, n, 1],
      [10, n, n, 1],
    ];
    expect(stack(rows)).toEqual([
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
          const known = given.map((row) => row[i]).filter((v): v is number => v !== null);
          expect(stack(given).at(-1)![i]).toBe(known.length === 0 ? null : known.reduce((a, b) => a + b, 0));
        });
      }),
    );
  });
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

describe('seriesLabels', () => {
  test('names, or device and name', () => {
    expect(seriesLabels(chart({ series: [list([], 'user'), list([], 'system')] }))).toEqual([
      'user',
      'system',
    ]);
    const disks = [list([], 'read', 'sda'), list([], 'read_errors', 'sda')];
    expect(seriesLabels(chart({ series: disks }))).toEqual(['sda read', 'sda read errors']);
  });
  test('the device alone where all measure the same', () => {
    const mounts = [list([], 'used', '/'), list([], 'used', '/home')];
    expect(seriesLabels(chart({ series: mounts }))).toEqual(['/', '/home']);
    expect(seriesLabels(chart({ chart: 'cpu_core', series: [list([], 'busy', '0')] }))).toEqual(['core 0']);
  });
});

test('percentages end at a usual end', () => {
  expect([0, 9, 10.1, 26, 99, 130].map(percentageEnd)).toEqual([10, 10, 25, 50, 100, 200]);
  expect(percentageEnd(100.00000000000001)).toBe(100);
});
