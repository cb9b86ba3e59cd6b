import { expect, test } from '@jest/globals';
import { runs, sparkFull } from './spark-shape.ts';

test('runs end at missing values', () => {
  expect(runs([null, 1, 2, null, 3, null])).toEqual([
    [1, 2],
    [4, 4],
  ]);
  expect(runs([])).toEqual([]);
});

test('the scale is one of three, and never smaller than the values', () => {
  expect([[], [2], [20], [21, null], [51]].map(sparkFull)).toEqual([20, 20, 20, 50, 100]);
});
