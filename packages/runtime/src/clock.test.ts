import { expect, test } from '@jest/globals';
import { systemClock } from './clock.ts';

test('the wall clock is Date.now and the monotonic clock never goes back', () => {
  expect(Math.abs(systemClock.nowMs() - Date.now())).toBeLessThan(1000);
  const readings = Array.from({ length: 1000 }, () => systemClock.monoMs());
  expect(readings).toEqual(readings.toSorted((a, b) => a - b));
  expect(readings.at(-1)! - readings[0]!).toBeLessThan(1000);
});
