import { expect, test } from '@jest/globals';
import { Stopwatch } from './stopwatch.ts';

test('each split is from the end of the one before it, and the first from the beginning', () => {
  const instants = [10, 10.5, 12.5];
  const stopwatch = new Stopwatch(() => instants.shift()!);
  stopwatch.start();
  expect([stopwatch.splitUs(), stopwatch.splitUs()]).toEqual([500, 2000]);
});
