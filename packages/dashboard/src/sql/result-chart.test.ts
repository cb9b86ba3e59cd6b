import { describe, expect, test } from '@jest/globals';
import type { SqlResult } from '../api/sql.ts';
import { exampleQueries } from './examples.ts';
import { chartOf } from './result-chart.ts';

const result = (meta: readonly [string, string][], data: SqlResult['data']): SqlResult => ({
  meta: meta.map(([name, type]) => ({ name, type })),
  data,
  rows: data.length,
  statistics: { elapsed: 0, rows_read: 0, bytes_read: 0 },
});

describe('chartOf', () => {
  test('times, texts and numbers become one line for each text', () => {
    const chart = chartOf(
      result(
        [
          ['time', 'DateTime'],
          ['host', 'String'],
          ['busy_pct', 'Nullable(Float64)'],
        ],
        [
          ['2026-11-30 14:00:00', 'a', 1],
          ['2026-11-30 14:01:00', 'b', 2],
          ['2026-11-30 14:01:00', 'a', null],
        ],
      ),
    );
    expect(chart?.unit).toBe('pct');
    expect(chart?.tsMs).toEqual([Date.UTC(2026, 10, 30, 14, 0), Date.UTC(2026, 10, 30, 14, 1)]);
    expect(chart?.series).toEqual([
      { name: 'busy_pct', device: 'a', values: [1, null] },
      { name: 'busy_pct', device: 'b', values: [null, 2] },
    ]);
  });
  test('without a time or a number there is no chart', () => {
    expect(chartOf(result([['n', 'UInt8']], [[1], [2]]))).toBeUndefined();
    expect(chartOf(result([['t', 'Date']], [['2026-11-30'], ['2026-12-01']]))).toBeUndefined();
  });
});

test('at least twenty queries ship, each under a name of its own', () => {
  expect(exampleQueries.length).toBeGreaterThanOrEqual(20);
  expect(new Set(exampleQueries.map(({ name }) => name)).size).toBe(exampleQueries.length);
});
