import { describe, expect, test } from '@jest/globals';
import { clockTolerance, partitionDay, withinTolerance } from './clock-tolerance.ts';

const recvMs = Date.UTC(2026, 6, 1, 0, 5);
const today = Math.floor(recvMs / 86_400_000);

describe('clock tolerance', () => {
  test('is 35 days behind and 10 minutes ahead, bounds included', () => {
    expect(withinTolerance(recvMs - clockTolerance.behindMs, recvMs)).toBe(true);
    expect(withinTolerance(recvMs - clockTolerance.behindMs - 1, recvMs)).toBe(false);
    expect(withinTolerance(recvMs + clockTolerance.aheadMs, recvMs)).toBe(true);
    expect(withinTolerance(recvMs + clockTolerance.aheadMs + 1, recvMs)).toBe(false);
    expect(withinTolerance(NaN, recvMs)).toBe(false);
  });

  test.each([
    [today, today],
    [today - 1, today - 1],
    [today - 35, today - 35],
    [today - 37, today],
    [today + 1, today],
    [0, today],
    [65_535, today],
  ])('a batch of day %d goes to day %d', (claimed, expected) => {
    expect(partitionDay(claimed, recvMs)).toBe(expected);
  });

  test('a clock that is minutes ahead may be in the next day already', () => {
    const beforeMidnight = recvMs - 10 * 60_000;
    expect(partitionDay(today, beforeMidnight)).toBe(today);
  });
});
