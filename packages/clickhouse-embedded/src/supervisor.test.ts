import { describe, expect, test } from '@jest/globals';
import { restartDelayMs } from './supervisor.ts';

describe('restartDelayMs', () => {
  test('doubles from a quarter of a second up to 10 s', () => {
    const longest = [1, 2, 3, 4, 5, 6, 7, 50, 5000].map((failures) => restartDelayMs(failures, () => 1));
    expect(longest).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000]);
  });

  test('is shortened by chance to no less than half', () => {
    expect(restartDelayMs(3, () => 0)).toBe(500);
  });
});
