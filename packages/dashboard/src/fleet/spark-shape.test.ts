import { expect, test } from '@jest/globals';
import { runs, sparkFull, sparkPaths } from './spark-shape.ts';

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

test('a line over an area for each run, and a dash for a value that stands alone', () => {
  const { line, area } = sparkPaths([0, 20, null, 10], { width: 30, height: 23 });
  expect(line).toBe('M0.0 22.0L10.0 2.0M30.0 12.0h2');
  expect(area).toBe('M0.0 22.0L10.0 2.0V23H0.0ZM30.0 12.0h2V23H30.0Z');
  expect(sparkPaths([], { width: 30, height: 23 })).toEqual({ line: '', area: '' });
});
