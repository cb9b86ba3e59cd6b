import { expect, test } from '@jest/globals';
import { utcDay } from './utc-day.ts';

test.each([
  [0, 0],
  [86_399_999, 0],
  [86_400_000, 1],
  [Date.UTC(2026, 10, 23, 23, 59, 59, 999), 20_780],
])('%d ms is on day %d', (ms, day) => {
  expect(utcDay(ms)).toBe(day);
});
