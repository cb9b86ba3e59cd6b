import { expect, test } from '@jest/globals';
import { offsetFrom } from './server-clock.ts';

test('rounding and travel are not a difference, a wrong clock is', () => {
  expect(offsetFrom(10_000, 11_900)).toBe(0);
  expect(offsetFrom(3_610_000, 10_000)).toBe(3_600_000);
  expect(offsetFrom(0, 60_000)).toBe(-60_000);
});
