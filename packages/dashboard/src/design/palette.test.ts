import { describe, expect, test } from '@jest/globals';
import { palette, seriesLook, withOpacity } from './palette.ts';

function luminance(hex: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

describe.each([
  ['light', false, '#ffffff'],
  ['dark', true, '#161b23'],
])('%s', (_name, dark, ground) => {
  test('every series stands 3:1 against its ground', () => {
    for (const colour of palette(dark).series) expect(contrast(colour, ground)).toBeGreaterThanOrEqual(3);
  });
  test('text on axes stands 4.5:1', () => {
    expect(contrast(palette(dark).axisText, ground)).toBeGreaterThanOrEqual(4.5);
  });
});

test('no two of 32 series look the same', () => {
  const looks = Array.from({ length: 32 }, (_, i) =>
    JSON.stringify(seriesLook(i, 'x', { dark: false, stacked: false })),
  );
  expect(new Set(looks).size).toBe(32);
});

test('withOpacity', () => {
  expect(withOpacity('#2563b0', 0.5)).toBe('rgba(37, 99, 176, 0.5)');
});
