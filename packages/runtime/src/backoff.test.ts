import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fullJitterMs } from './backoff.ts';

test('the wait is spread over all of a window that doubles up to its cap', () => {
  const widest = (attempt: number) =>
    fullJitterMs(attempt, { baseMs: 500, capMs: 60_000, random: () => 0.999_999 });
  expect([0, 1, 2, 6, 7, 8, 5000].map(widest)).toEqual([499, 999, 1999, 31_999, 59_999, 59_999, 59_999]);
  expect(fullJitterMs(5, { baseMs: 500, capMs: 60_000, random: () => 0 })).toBe(0);
});

test('the wait is a whole number of ms from 0 up to the cap, for any attempt', () => {
  fc.assert(
    fc.property(fc.nat(), (attempt) => {
      const waitMs = fullJitterMs(attempt, { baseMs: 500, capMs: 60_000 });
      expect(Number.isInteger(waitMs) && waitMs >= 0 && waitMs < 60_000).toBe(true);
    }),
  );
});
