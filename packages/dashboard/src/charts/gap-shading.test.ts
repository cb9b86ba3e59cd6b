import { expect, test } from '@jest/globals';
import { gapAt, missingMs } from './gap-shading.ts';

const gaps = [
  { fromMs: 100, toMs: 200, reason: 'a' },
  { fromMs: 500, toMs: 900, reason: '' },
];

test('gapAt finds the gap at an instant', () => {
  expect(gapAt(gaps, 150, 0)?.reason).toBe('a');
  expect(gapAt(gaps, 210, 0)).toBeUndefined();
  expect(gapAt(gaps, 210, 10)?.reason).toBe('a');
});

test('missingMs counts only what lies in the window', () => {
  expect(missingMs(gaps, { fromMs: 0, toMs: 1000 })).toBe(500);
  expect(missingMs(gaps, { fromMs: 150, toMs: 600 })).toBe(150);
  expect(missingMs(gaps, { fromMs: 950, toMs: 1000 })).toBe(0);
});
