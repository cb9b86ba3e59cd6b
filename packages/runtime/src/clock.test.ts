import { expect, test } from '@jest/globals';
import { systemClock } from './clock.ts';

test('the wall clock is Date.now and the monotonic clock never goes back', () => {
  const [before, now, after] = [Date.now(), systemClock.nowMs(), Date.now()];
  expect([before, now, after].toSorted((a, b) => a - b)).toEqual([before, now, after]);
  const beganMs = performance.now();
  const readings = Array.from({ length: 1000 }, () => systemClock.monoMs());
  expect(readings).toEqual(readings.toSorted((a, b) => a - b));
  expect(readings.at(-1)! - readings[0]!).toBeLessThanOrEqual(performance.now() - beganMs);
});
