// Many series of the same share as a strip: a row for each, time to the right, the darker (light theme) or lighter (dark) the
// fuller. Lines of sixteen cores hide each other; rows do not.
import type uPlot from 'uplot';
import type { Chart } from '../api/types.ts';
import { channels, heatColour, palette } from '../design/palette.ts';
import type { GhostLine } from './ghost.ts';
import { seriesLabels } from './plot-data.ts';
import { bridge, reaches } from './sparse.ts';

const stripCharts: ReadonlySet<string> = new Set(['cpu_core']);

/** Lines of another time can only be laid over lines. */
export function isHeatStrip({ chart, series }: Chart, ghosts: readonly GhostLine[]): boolean {
  return stripCharts.has(chart) && series.length > 1 && ghosts.length === 0;
}

/** So many rows have a name at the axis; of more, only some. */
const namedRows = 8;

export interface StripAxis {
  readonly rows: number;
  /** Middles of the rows that are named, on a scale from 0 to `rows`, and their names; the first row is at the top. */
  readonly splits: number[];
  readonly names: string[];
}

export function stripAxis(chart: Chart, hidden: ReadonlySet<string>): StripAxis {
  const labels = seriesLabels(chart).filter((label) => !hidden.has(label));
  const every = Math.ceil(labels.length / namedRows);
  const named = labels.map((_, row) => row).filter((row) => row % every === 0);
  return {
    rows: labels.length,
    // A scale goes upwards.
    splits: named.map((row) => labels.length - row - 0.5).toReversed(),
    names: named.map((row) => labels[row]!).toReversed(),
  };
}

const colourSteps = 100;

function rgbOf(colour: string): number[] {
  return (colour.match(/\d+/g) ?? []).map(Number);
}

/** Colours of 0 to 100 %, and of no value at the end. */
function colourTable(dark: boolean): readonly (readonly number[])[] {
  return (tables[dark ? 'dark' : 'light'] ??= findColours(dark));
}

/** Of each theme, once it is needed. */
const tables: Partial<Record<'dark' | 'light', readonly (readonly number[])[]>> = {};

function findColours(dark: boolean): (readonly number[])[] {
  const steps = Array.from({ length: colourSteps + 1 }, (_, pct) => [
    ...rgbOf(heatColour(pct / colourSteps, dark)),
    255,
  ]);
  return [...steps, [...channels(palette(dark).ground), 0]];
}

/**
 * One pixel for each row and step, as red, green, blue and opacity. A value stands until the next one where that is within
 * reach: what is measured every ten seconds has no holes in a chart of two-second steps.
 */
export function stripPixels(
  chart: Chart,
  { hidden, dark }: { hidden: ReadonlySet<string>; dark: boolean },
): { width: number; height: number; data: Uint8ClampedArray<ArrayBuffer> } {
  const labels = seriesLabels(chart);
  const reachOf = reaches(chart);
  const shown = chart.series.filter((_, i) => !hidden.has(labels[i]!));
  const width = chart.tsMs.length;
  const data = new Uint8ClampedArray(width * shown.length * 4);
  const table = colourTable(dark);
  shown.forEach(({ values }, row) => {
    let last: number | null = null;
    bridge(values, reachOf).forEach((value, step) => {
      if (value !== undefined) last = value;
      const pct = last === null ? colourSteps + 1 : Math.round(Math.min(100, Math.max(0, last)));
      data.set(table[pct]!, (row * width + step) * 4);
    });
  });
  return { width, height: shown.length, data };
}

function imageOf(chart: Chart, style: { hidden: ReadonlySet<string>; dark: boolean }): HTMLCanvasElement {
  const { width, height, data } = stripPixels(chart, style);
  const image = document.createElement('canvas');
  image.width = width;
  image.height = height;
  if (width > 0 && height > 0) image.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0);
  return image;
}

interface StripStyle {
  readonly hidden: ReadonlySet<string>;
  readonly dark: boolean;
}

export function drawHeatStrip(plot: uPlot, chart: Chart, style: StripStyle): void {
  const [firstMs, secondMs] = chart.tsMs;
  const lastMs = chart.tsMs.at(-1);
  if (firstMs === undefined || secondMs === undefined || lastMs === undefined) return;
  const { ctx, bbox } = plot;
  const image = imageOf(chart, style);
  const x = (ms: number): number => plot.valToPos(ms / 1000, 'x', true);
  const left = x(firstMs);
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  // Steps stay sharp: nothing was measured between two of them.
  ctx.imageSmoothingEnabled = false;
  if (image.width > 0 && image.height > 0)
    ctx.drawImage(image, left, bbox.top, x(lastMs + secondMs - firstMs) - left, bbox.height);
  ctx.restore();
}
