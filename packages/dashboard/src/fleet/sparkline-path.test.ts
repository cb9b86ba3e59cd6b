import { expect, test } from '@jest/globals';
import { sparklinePath } from './sparkline-path.ts';

const box = { width: 30, height: 20 };

test('a missing value breaks the line', () => {
  expect(sparklinePath([0, 50, null, 100, 200], { width: 40, height: 20 })).toBe('M0 20L10 10M30 0L40 0');
});
test('a lone value is a dash', () => {
  expect(sparklinePath([null, 50, null, null], box)).toBe('M10 10h1');
});
test('nothing gives nothing', () => {
  expect(sparklinePath([], box)).toBe('');
  expect(sparklinePath([null], box)).toBe('');
});
