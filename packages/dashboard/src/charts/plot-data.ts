// From an answer of the API to what uPlot draws.
//
// uPlot's own distinction carries ours: null breaks the line (samples are missing), undefined is passed over (nothing
// was due: file systems are read every 10 s, so nine of ten one-second buckets are empty without being a hole).
import type { Chart, ChartSeries } from '../api/answers.ts';

export type PlotValues = (number | null | undefined)[];

/** A hole counts as one when it is longer than this many times the usual distance between measurements. */
const tolerance = 2.5;

/** The usual distance, in buckets, between instants with a value: the median, 1 where every bucket is filled. */
export function cadence(series: readonly ChartSeries[], length: number): number {
  const distances: number[] = [];
  let last = -1;
  for (let i = 0; i < length; i += 1) {
    if (!series.some(({ values }) => (values[i] ?? null) !== null)) continue;
    if (last !== -1) distances.push(i - last);
    last = i;
  }
  distances.sort((a, b) => a - b);
  return distances[Math.floor(distances.length / 2)] ?? 1;
}

/** Turns null into undefined where a series is merely between two measurements of its cadence. */
export function bridge(values: readonly (number | null)[], cadenceBuckets: number): PlotValues {
  const bridged: PlotValues = [...values];
  if (cadenceBuckets <= 1) return bridged;
  let last = -1;
  for (let i = 0; i < values.length; i += 1) {
    if (values[i] === null) continue;
    if (last !== -1 && i - last <= cadenceBuckets * tolerance) bridged.fill(undefined, last + 1, i);
    last = i;
  }
  return bridged;
}

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

/** Indices of values without a neighbour to draw a line to; what is passed over (undefined) does not part them. */
export function lonePoints(values: PlotValues): number[] {
  const lone: number[] = [];
  let current = -1;
  let joined = false;
  values.forEach((value, i) => {
    if (value === undefined) return;
    if (value === null) {
      if (current !== -1 && !joined) lone.push(current);
      current = -1;
      joined = false;
    } else {
      joined = current !== -1;
      current = i;
    }
  });
  if (current !== -1 && !joined) lone.push(current);
  return lone;
}

export interface PlotData {
  /** Seconds since 1970. */
  tsS: number[];
  /** One row for each visible series, in the chart's order; stacked where the chart is. */
  rows: PlotValues[];
}

/** What to draw of a chart; hidden series are left out, of the stack too. */
export function plotData(chart: Chart, hidden: ReadonlySet<string>): PlotData {
  const distance = cadence(chart.series, chart.tsMs.length);
  const rows = chart.series
    .filter((series) => !hidden.has(seriesLabel(series)))
    .map(({ values }) => bridge(values, distance));
  return { tsS: chart.tsMs.map((ms) => ms / 1000), rows: chart.stacked ? stack(rows) : rows };
}

/** `sda read`, `user`: what the legend calls a series; unique within a chart. */
export function seriesLabel({ name, device }: ChartSeries): string {
  if (device === '') return name;
  return name === '' || name === device ? device : `${device} ${name}`;
}

/** How many buckets back a value is still "the current one": three, or 2.5 times a slower cadence. */
function reach(chart: Chart): number {
  return Math.max(3, Math.ceil(cadence(chart.series, chart.tsMs.length) * tolerance));
}

/** Values for the legend at an instant's index, or at the newest one (undefined); null where there is none nearby. */
export function valuesAt(chart: Chart, index: number | undefined): (number | null)[] {
  const from = index ?? chart.tsMs.length - 1;
  const slow = cadence(chart.series, chart.tsMs.length) > 1;
  const back = index === undefined || slow ? reach(chart) : 0;
  return chart.series.map(({ values }) => {
    for (let i = from; i >= Math.max(0, from - back); i -= 1) {
      const value = values[i];
      if (value !== null && value !== undefined) return value;
    }
    return null;
  });
}

/** The smallest of a scale's usual ends that holds the largest value: percentages do not jump with each sample. */
export function percentageEnd(largest: number): number {
  return [10, 25, 50, 100].find((end) => largest <= end) ?? Math.ceil(largest / 100) * 100;
}
