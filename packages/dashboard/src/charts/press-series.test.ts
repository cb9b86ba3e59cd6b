import { describe, expect, test } from '@jest/globals';
import { pressSeries } from './press-series.ts';

const labels = ['user', 'system', 'iowait'];
const press = (hidden: readonly string[], label: string, adds = false): string[] => [
  ...pressSeries(labels, new Set(hidden), { label, adds }),
];

describe('pressing a series', () => {
  test('shows it alone, and all again when it stood alone', () => {
    expect(press([], 'user')).toEqual(['system', 'iowait']);
    expect(press(['system', 'iowait'], 'user')).toEqual([]);
  });
  test('shows another one alone', () => {
    expect(press(['system', 'iowait'], 'system')).toEqual(['user', 'iowait']);
  });
  test('with Ctrl hides and shows one', () => {
    expect(press([], 'user', true)).toEqual(['user']);
    expect(press(['user', 'system'], 'user', true)).toEqual(['system']);
  });
});
