import { expect, test } from '@jest/globals';
import { Laps } from './laps.ts';

test('each lap is from the end of the one before it, and the first from the beginning', () => {
  const instants = [10, 10.5, 12.5];
  const laps = new Laps(() => instants.shift()!);
  laps.begin();
  expect([laps.endUs(), laps.endUs()]).toEqual([500, 2000]);
});
