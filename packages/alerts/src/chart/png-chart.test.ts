import { expect, test } from '@jest/globals';
import { PNG } from 'pngjs';
import { drawChart } from './png-chart.ts';

const image = {
  points: [10, 20, null, 90].map((value, minute) => ({ ms: minute * 60_000, value })),
  threshold: 80,
  sinceMs: 120_000,
  unit: '%',
};

/** How many pixels have each colour. */
function coloursOf(png: Buffer): Map<string, number> {
  const { width, height, data } = PNG.sync.read(png);
  const counts = new Map<string, number>();
  for (let at = 0; at < width * height * 4; at += 4) {
    const colour = data.subarray(at, at + 4).toString('hex');
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return counts;
}

test('a chart is read back with its line, its threshold and the instant at which the alert began', () => {
  const colours = coloursOf(drawChart({ ...image, width: 320, height: 120 }));
  expect([...colours.values()].reduce((sum, count) => sum + count)).toBe(320 * 120);
  expect(colours.get('ffffffff')).toBeGreaterThan(320 * 120 * 0.9);
  for (const drawn of ['2e6fc9ff', 'd0342cff', 'f0aa28ff', 'e2e6ebff', '5a626eff'])
    expect([drawn, (colours.get(drawn) ?? 0) > 20]).toEqual([drawn, true]);
});

test('a chart without a threshold has none, and nothing is drawn where no value is', () => {
  const threshold = 'd0342cff';
  const without = coloursOf(drawChart({ ...image, threshold: null }));
  expect(without.has(threshold)).toBe(false);
  const lineOf = (points: typeof image.points) =>
    coloursOf(drawChart({ ...image, points })).get('2e6fc9ff') ?? 0;
  const whole = image.points.map(({ ms, value }) => ({ ms, value: value ?? 55 }));
  expect(lineOf(image.points)).toBeLessThan(lineOf(whole));
});
