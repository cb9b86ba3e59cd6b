import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { gridOf, stepFor } from './chart-grid.ts';

describe('stepFor', () => {
  test('takes the shortest readable step that is enough', () => {
    expect(stepFor({ fromMs: 0, toMs: 600_000 }, 600)).toBe(1_000);
    expect(stepFor({ fromMs: 0, toMs: 900_000 }, 600)).toBe(2_000);
    expect(stepFor({ fromMs: 0, toMs: 86_400_000 }, 600)).toBe(300_000);
    expect(stepFor({ fromMs: 500, toMs: 600_500 }, 600)).toBe(2_000); // touches 601 seconds
  });

  test('never gives more steps than asked for', () => {
    const day = 86_400_000;
    fc.assert(
      fc.property(
        fc.nat(20_000 * day),
        fc.integer({ min: 1, max: 400 * day }),
        fc.integer({ min: 2, max: 5_000 }),
        (fromMs, length, points) => {
          const range = { fromMs, toMs: fromMs + length };
          const stepMs = stepFor(range, points);
          expect(stepMs % 1_000).toBe(0);
          expect(gridOf(range, stepMs).count).toBeLessThanOrEqual(points);
        },
      ),
    );
  });
});

test('a grid starts at a multiple of its step and covers the range', () => {
  expect(gridOf({ fromMs: 12_345, toMs: 30_000 }, 10_000)).toEqual({
    startMs: 10_000,
    stepMs: 10_000,
    count: 2,
  });
  expect(gridOf({ fromMs: 10_000, toMs: 30_001 }, 10_000)).toEqual({
    startMs: 10_000,
    stepMs: 10_000,
    count: 3,
  });
});
