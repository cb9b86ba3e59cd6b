import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  defaultRange,
  fixedRange,
  minSpanMs,
  parseRange,
  rangePresets,
  rangeQuery,
  scaleWindow,
  shiftWindow,
  windowOf,
} from './time-range.ts';

const queryOf = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text));

describe('the address carries the range', () => {
  test('every preset comes back', () => {
    for (const { spanMs } of rangePresets) {
      const range = { kind: 'live', spanMs } as const;
      expect(parseRange(queryOf(rangeQuery(range)))).toEqual(range);
    }
  });

  test('every fixed range comes back to the millisecond', () => {
    const instant = fc.integer({ min: 0, max: 4e12 });
    fc.assert(
      fc.property(instant, fc.integer({ min: minSpanMs, max: 1e10 }), (fromMs, span) => {
        const range = fixedRange(fromMs, fromMs + span);
        expect(parseRange(queryOf(rangeQuery(range)))).toEqual(range);
      }),
    );
  });

  test('milliseconds are accepted', () => {
    expect(parseRange({ from: '1700000000000', to: '1700000060000' })).toEqual({
      kind: 'fixed',
      fromMs: 1_700_000_000_000,
      toMs: 1_700_000_060_000,
    });
  });

  test.each([
    {},
    { range: '9y' },
    { from: 'x', to: 'y' },
    { from: '2', to: '1' },
    { from: '9'.repeat(30), to: '1' },
  ])('%j gives the default', (query: Record<string, string>) => {
    expect(parseRange(query)).toEqual(defaultRange);
  });

  test('the default needs no query', () => {
    expect(rangeQuery(defaultRange)).toBe('');
  });
});

test('a live window ends now', () => {
  expect(windowOf({ kind: 'live', spanMs: 1000 }, 5000)).toEqual({ fromMs: 4000, toMs: 5000 });
});

test('a selection of a few pixels is widened around its middle', () => {
  expect(fixedRange(100_000, 101_000)).toEqual({ kind: 'fixed', fromMs: 95_500, toMs: 105_500 });
});

describe('moving a window', () => {
  const window = { fromMs: 1_000_000, toMs: 1_100_000 };
  test('earlier by half', () => {
    expect(shiftWindow(window, -0.5, 2_000_000)).toMatchObject({ fromMs: 950_000, toMs: 1_050_000 });
  });
  test('later stops at the present', () => {
    expect(shiftWindow(window, 0.5, 1_110_000)).toMatchObject({ fromMs: 1_010_000, toMs: 1_110_000 });
  });
  test('wider keeps the middle while it can', () => {
    expect(scaleWindow(window, 2, 2_000_000)).toMatchObject({ fromMs: 950_000, toMs: 1_150_000 });
    expect(scaleWindow(window, 2, 1_100_000)).toMatchObject({ fromMs: 900_000, toMs: 1_100_000 });
  });
});
