import { describe, expect, test } from '@jest/globals';
import type { Chart } from '../api/types.ts';
import { bandPieces, bandPlaces, bandTop } from './min-max-band.ts';

const chart: Chart = {
  chart: 'load',
  title: 'Load',
  unit: 'load',
  stacked: false,
  ranked: false,
  sql: '',
  tsMs: [0, 60, 120, 180],
  series: [
    { name: 'load1', device: '', values: [1, 2, null, 4], min: [0, 1, null, 3], max: [3, 4, null, 9] },
    { name: 'load5', device: '', values: [1, 1, 1, 1] },
  ],
};
const none: ReadonlySet<string> = new Set();

describe('the band between the lowest and the highest', () => {
  test('is broken where there is no value', () => {
    expect(bandPieces(chart, 0)).toEqual([
      [
        { ms: 0, low: 0, high: 3 },
        { ms: 60, low: 1, high: 4 },
      ],
      [{ ms: 180, low: 3, high: 9 }],
    ]);
  });

  test('exists for what was drawn from roll-ups, is visible, and is no stack', () => {
    expect(bandPlaces(chart, none)).toEqual([0]);
    expect(bandPieces(chart, 1)).toEqual([]);
    expect(bandPlaces(chart, new Set(['load1']))).toEqual([]);
    expect(bandPlaces({ ...chart, stacked: true }, none)).toEqual([]);
  });

  test('is within the scale', () => {
    expect(bandTop(chart, none)).toBe(9);
    expect(bandTop(chart, new Set(['load1']))).toBeNull();
  });
});
