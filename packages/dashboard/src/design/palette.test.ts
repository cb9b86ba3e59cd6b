import { describe, expect, test } from '@jest/globals';
import { channels, palette, seriesLook, withOpacity } from './palette.ts';

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

/** How people without red, or without green, cones see a colour (Machado, Oliveira and Fernandes 2009), linear RGB. */
const blindness = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
} as const;

function linear(hex: string): number[] {
  return channels(hex).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
}

/** CIE L*a*b* of linear RGB. */
function lab([r = 0, g = 0, b = 0]: readonly number[]): number[] {
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function seen(hex: string, matrix: readonly (readonly number[])[]): number[] {
  const rgb = linear(hex);
  return lab(
    matrix.map((row) =>
      Math.max(
        0,
        row.reduce((sum, weight, i) => sum + weight * rgb[i]!, 0),
      ),
    ),
  );
}

const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(...a.map((value, i) => value - b[i]!));

describe.each(Object.entries(blindness))('for people with %s', (_name, matrix) => {
  test.each([false, true])('neighbours of the first six series stay apart (dark: %p)', (isDark) => {
    const series = palette(isDark)
      .series.slice(0, 6)
      .map((hex) => seen(hex, matrix));
    for (let i = 1; i < series.length; i += 1)
      expect(distance(series[i - 1]!, series[i]!)).toBeGreaterThanOrEqual(12);
  });
  test.each([false, true])('heat goes one way in lightness (dark: %p)', (isDark) => {
    const lightness = palette(isDark).heat.map((hex) => seen(hex, matrix)[0]!);
    const sorted = lightness.toSorted((a, b) => (isDark ? a - b : b - a));
    expect(lightness).toEqual(sorted);
  });
});
