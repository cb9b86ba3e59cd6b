import { describe, expect, test } from '@jest/globals';
import { gapAt, gapBoxes, missingMs } from './gap-shading.ts';

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

describe('gapBoxes', () => {
  const gap = (fromMs: number, toMs: number) => ({ fromMs, toMs, reason: '' });
  const bounds = { left: 10, width: 100 };
  test('whole pixels, inside the plot; what touches is one', () => {
    const gaps = [gap(0, 5), gap(20.4, 21.2), gap(21.9, 30), gap(40, 41), gap(105, 200), gap(300, 400)];
    expect(gapBoxes(gaps, (ms) => ms, bounds)).toEqual([
      { left: 20, width: 10 },
      { left: 40, width: 1 },
      { left: 105, width: 5 },
    ]);
  });
  test('thousands of gaps are few boxes', () => {
    const gaps = Array.from({ length: 10_000 }, (_, i) => gap(i, i + 0.5));
    expect(gapBoxes(gaps, (ms) => 10 + ms / 100, bounds)).toEqual([bounds]);
  });
});
