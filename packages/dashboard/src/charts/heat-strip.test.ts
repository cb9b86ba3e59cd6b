import { describe, expect, test } from '@jest/globals';
import type { Chart } from '../api/types.ts';
import { heatColour } from '../design/palette.ts';
import { isHeatStrip, stripAxis, stripPixels } from './heat-strip.ts';

const cores = (rows: readonly (readonly (number | null)[])[]): Chart => ({
  chart: 'cpu_core',
  title: 'CPU by core',
  unit: 'pct',
  stacked: false,
  ranked: false,
  sql: '',
  tsMs: rows[0]!.map((_, i) => i * 1_000),
  series: rows.map((values, core) => ({ name: 'busy', device: String(core), values: [...values] })),
});
const none: ReadonlySet<string> = new Set();

describe('a strip', () => {
  test('is what several cores are shown as, unless another time is laid over them', () => {
    const ghost = { series: 0, values: [] };
    expect(isHeatStrip(cores([[1], [2]]), [])).toBe(true);
    expect(isHeatStrip(cores([[1]]), [])).toBe(false);
    expect(isHeatStrip(cores([[1], [2]]), [ghost])).toBe(false);
    expect(isHeatStrip({ ...cores([[1], [2]]), chart: 'cpu' }, [])).toBe(false);
  });

  test('has its first row at the top, and names some rows of many', () => {
    expect(stripAxis(cores([[1], [2]]), none)).toEqual({
      rows: 2,
      splits: [0.5, 1.5],
      names: ['core 1', 'core 0'],
    });
    expect(stripAxis(cores([[1], [2]]), new Set(['core 0']))).toEqual({
      rows: 1,
      splits: [0.5],
      names: ['core 1'],
    });
    const many = stripAxis(cores(Array.from({ length: 64 }, () => [1])), none);
    expect(many.names).toEqual([
      'core 56',
      'core 48',
      'core 40',
      'core 32',
      'core 24',
      'core 16',
      'core 8',
      'core 0',
    ]);
  });

  test('has a pixel for each core and step, coloured by the heat scale', () => {
    const { width, height, data } = stripPixels(
      cores([
        [0, 50],
        [100, 250],
      ]),
      { hidden: none, dark: false },
    );
    const pixel = (row: number, step: number): string => {
      const [red, green, blue] = data.slice((row * width + step) * 4);
      return `rgb(${red}, ${green}, ${blue})`;
    };
    expect([width, height]).toEqual([2, 2]);
    expect([pixel(0, 0), pixel(0, 1), pixel(1, 0), pixel(1, 1)]).toEqual(
      [0, 0.5, 1, 1].map((share) => heatColour(share, false)),
    );
  });

  test('a hole is transparent; what is merely not due yet is not', () => {
    const opacity = (values: (number | null)[]): number[] => {
      const { data } = stripPixels(cores([values, values]), { hidden: new Set(['core 1']), dark: true });
      return [...data].filter((_, i) => i % 4 === 3);
    };
    expect(opacity([1, 1, null, null, null, 1, 1])).toEqual([255, 255, 0, 0, 0, 255, 255]);
    expect(opacity([1, null, 1, null, 1, null, 1])).toEqual([255, 255, 255, 255, 255, 255, 255]);
  });
});
