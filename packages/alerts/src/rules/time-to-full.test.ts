import { expect, test } from '@jest/globals';
import { forecastOf } from './time-to-full.ts';

const hour = { stepMs: 3_600_000, limit: 100 };
const points = (valueOf: (hour: number) => number) =>
  Array.from({ length: 24 }, (_, index) => valueOf(index));

test('an even growth is continued to the limit, also with a few outliers', () => {
  const even = forecastOf(
    points((at) => 40 + at),
    hour,
  );
  expect(even).toMatchObject({ slope: 1, hours: 37, confidence: 1 });
  const disturbed = forecastOf(
    points((at) => (at % 9 === 4 ? 90 : 40 + at)),
    hour,
  );
  expect(disturbed.hours).toBeGreaterThan(34);
  expect(disturbed.hours).toBeLessThan(40);
});

test.each<[string, (at: number) => number]>([
  ['it stands still', () => 60],
  ['it shrinks', (at) => 60 - at],
  ['a saw-tooth of log rotation', (at) => 50 + 3 * (at % 6)],
  ['one restore, and calm since', (at) => (at < 8 ? 40 : at < 12 ? 40 + 5 * (at - 8) : 60)],
])('nothing is said when %s', (_, valueOf) => {
  expect(forecastOf(points(valueOf), hour).hours).toBeNull();
});

test('too little is known for a forecast', () => {
  const few = points((at) => 40 + at).slice(0, 10);
  expect(forecastOf(few, hour)).toEqual({ slope: 0, hours: null, confidence: 0 });
});
