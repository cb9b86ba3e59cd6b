// From an answer of the API to what uPlot draws and the legend says.
import type { Chart } from '../api/types.ts';
import { bridge, reaches } from './sparse.ts';
import type { PlotValues } from './sparse.ts';

/**
 * Each series raised by those before it. Where no series has a value the stack is null; where only some have, the
 * others count as nothing.
 */
export function stack(rows: readonly PlotValues[]): PlotValues[] {
  const length = rows[0]?.length ?? 0;
  const sums: PlotValues = Array.from({ length }, (_, i) => {
    if (rows.some((row) => typeof row[i] === 'number')) return 0;
    return rows.some((row) => row[i] === null) ? null : undefined;
  });
  return rows.map((row) => {
    for (let i = 0; i < length; i += 1) {
      const sum = sums[i];
      if (typeof sum === 'number') sums[i] = sum + (row[i] ?? 0);
    }
    return [...sums];
  });
}

export interface PlotData {
  /** Seconds since 1970. */
  tsS: number[];
  /** One row for each visible series, in the chart's order; stacked where the chart is. */
  rows: PlotValues[];
}

/** What to draw of a chart; hidden series are left out, of the stack too. */
export function plotData(chart: Chart, hidden: ReadonlySet<string>): PlotData {
  const reachOf = reaches(chart);
  const labels = seriesLabels(chart);
  const rows = chart.series
    .filter((_, i) => !hidden.has(labels[i]!))
    .map(({ values }) => bridge(values, reachOf));
  return { tsS: chart.tsMs.map((ms) => ms / 1000), rows: chart.stacked ? stack(rows) : rows };
}

/**
 * What the legend calls each series, unique within the chart: `user`, `sda read`, or the device alone where all
 * series measure the same thing.
 */
export function seriesLabels(chart: Chart): readonly string[] {
  const known = labelsOf.get(chart) ?? findLabels(chart);
  labelsOf.set(chart, known);
  return known;
}

/** Of charts on the page: each part of a chart asks. */
const labelsOf = new WeakMap<Chart, readonly string[]>();

function findLabels(chart: Chart): string[] {
  const oneName = new Set(chart.series.map(({ name }) => name)).size === 1;
  return chart.series.map(({ name, device }) => {
    const words = name.replaceAll('_', ' ');
    if (device === '') return words;
    const place = chart.chart === 'cpu_core' ? `core ${device}` : device;
    return oneName ? place : `${place} ${words}`;
  });
}

/** How many buckets behind the newest one a value is still the current one: those may not have arrived yet. */
const arriving = 3;

/** Values for the legend at an instant's index, or at the newest one (undefined); null where there is none nearby. */
export function valuesAt(chart: Chart, index: number | undefined): (number | null)[] {
  const from = index ?? chart.tsMs.length - 1;
  // How far back a slow series reaches takes the whole chart to find out, and most have a value at once.
  const nearBack = index === undefined ? arriving : 0;
  const farBack = (): number =>
    Math.max(nearBack, (reaches(chart)[from] ?? 1) - (index === undefined ? 0 : 1));
  return chart.series.map(
    ({ values }) => newestOf(values, from, nearBack) ?? newestOf(values, from, farBack()),
  );
}

/** The value at a place, or else the nearest one of so many before it. */
function newestOf(values: readonly (number | null)[], from: number, back: number): number | null {
  for (let i = from; i >= Math.max(0, from - back); i -= 1) {
    const value = values[i];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}

/** A stack of shares is a sum of rounded numbers: 100 % may come out a trace above. */
const roundingPct = 0.01;

/** The smallest of a scale's usual ends that holds the largest value: percentages do not jump with each sample. */
export function percentageEnd(largest: number): number {
  const held = largest - roundingPct;
  return [10, 25, 50, 100].find((end) => held <= end) ?? Math.ceil(held / 100) * 100;
}
