import { describe, expect, test } from '@jest/globals';
import { formatDuration, formatInstant, formatInterval, timeTickLabels } from './instant.ts';

const at = (...parts: [number, number, number, number, number, number]): number =>
  new Date(...parts).getTime();

describe('formatDuration', () => {
  test.each([
    [-5, '0 s'],
    [999, '0 s'],
    [12_000, '12 s'],
    [250_000, '4 min 10 s'],
    [3 * 3_600_000 + 5_000, '3 h'],
    [(5 * 24 + 2) * 3_600_000 + 59_000, '5 d 2 h'],
  ])('%d ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

test('an instant is local and sorts as text', () => {
  expect(formatInstant(at(2026, 10, 3, 4, 5, 6))).toBe('2026-11-03 04:05:06');
});

test('an interval repeats the day only when it changes', () => {
  expect(formatInterval(at(2026, 0, 2, 3, 4, 5), at(2026, 0, 2, 3, 4, 9))).toBe(
    '2026-01-02 03:04:05 – 03:04:09',
  );
  expect(formatInterval(at(2026, 0, 2, 23, 59, 59), at(2026, 0, 3, 0, 0, 1))).toBe(
    '2026-01-02 23:59:59 – 2026-01-03 00:00:01',
  );
});

describe('timeTickLabels', () => {
  const noon = at(2026, 10, 23, 12, 0, 30) / 1000;
  test('seconds only where the ticks need them', () => {
    expect(timeTickLabels([noon], 30)).toEqual(['12:00:30']);
    expect(timeTickLabels([noon], 60)).toEqual(['12:00']);
  });
  test('midnight is the day', () => {
    expect(timeTickLabels([at(2026, 10, 24, 0, 0, 0) / 1000], 3600)).toEqual(['11-24']);
  });
});
