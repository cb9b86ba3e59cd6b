import { describe, expect, test } from '@jest/globals';
import type { Chart } from '../api/types.ts';
import { plotOptions, scaleEnd, structureOf } from './plot-options.ts';

const chart: Chart = {
  chart: 'cpu',
  title: 'CPU',
  unit: 'pct',
  stacked: true,
  ranked: false,
  sql: '',
  tsMs: [],
  series: ['user', 'system', 'idle'].map((name) => ({ name, device: '', values: [] })),
};
const options = (hidden: Set<string>) =>
  plotOptions({
    chart,
    hidden,
    ghosts: [],
    dark: false,
    width: 300,
    height: 100,
    syncKey: 'k',
    xRange: () => [0, 1],
    top: () => null,
    hooks: {},
  });

describe('scaleEnd', () => {
  test('a scale without data, or with zeros only, still has a height', () => {
    expect(scaleEnd('bytes_per_s', null)).toBe(1024);
    expect(scaleEnd('load', 0)).toBe(1);
  });
  test('percentages end at usual ends, others a little above the largest value', () => {
    expect(scaleEnd('pct', 12)).toBe(25);
    expect(scaleEnd('ops_per_s', 100)).toBe(108);
  });
});

describe('plotOptions', () => {
  test('a stack fills between neighbours', () => {
    const { series, bands } = options(new Set());
    expect(series.map(({ label }) => label)).toEqual([undefined, 'user', 'system', 'idle']);
    expect(bands).toEqual([{ series: [2, 1] }, { series: [3, 2] }]);
  });
  test('a hidden series leaves, and the others keep their colours', () => {
    const strokes = options(new Set()).series.map(({ stroke }) => stroke);
    const without = options(new Set(['user'])).series.map(({ stroke }) => stroke);
    expect(without).toEqual([undefined, strokes[2], strokes[3]]);
  });
});

test('new values are the same plot; a new device, theme or hidden series is another', () => {
  const before = structureOf(chart, new Set(), false);
  const values = chart.series.map((series) => ({ ...series, values: [1] }));
  expect(structureOf({ ...chart, tsMs: [1], series: values }, new Set(), false)).toBe(before);
  expect(structureOf({ ...chart, series: chart.series.slice(1) }, new Set(), false)).not.toBe(before);
  expect(structureOf(chart, new Set(['user']), false)).not.toBe(before);
  expect(structureOf(chart, new Set(), true)).not.toBe(before);
});
