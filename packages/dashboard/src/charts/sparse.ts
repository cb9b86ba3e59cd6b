// Which empty buckets are holes. The API says null for every bucket without a value; some of those say nothing was
// due. uPlot's own distinction carries ours: null breaks the line (samples are missing), undefined is passed over.
import type { Chart, ChartSeries } from '@hostwire/collector';

export type PlotValues = (number | null | undefined)[];

/** A hole counts as one when it is longer than this many times the usual distance between measurements. */
const tolerance = 2.5;

/** Charts whose null may also mean "nothing happened": no operation has waited, so there is no waiting time. */
const idleIsNull: ReadonlySet<string> = new Set(['disk_await']);
const passedOverIdle = 10;

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

/** How far apart two values of a chart may be, in buckets, for the line between them to be honest. */
export function reach(chart: Chart): number {
  const distance = cadence(chart.series, chart.tsMs.length);
  const measured = distance <= 1 ? 1 : Math.floor(distance * tolerance);
  return idleIsNull.has(chart.chart) ? Math.max(passedOverIdle, measured) : measured;
}

/** Turns null into undefined between two values that are at most `reachBuckets` apart. */
export function bridge(values: readonly (number | null)[], reachBuckets: number): PlotValues {
  const bridged: PlotValues = [...values];
  if (reachBuckets <= 1) return bridged;
  let last = -1;
  for (let i = 0; i < values.length; i += 1) {
    if (values[i] === null) continue;
    if (last !== -1 && i - last <= reachBuckets) bridged.fill(undefined, last + 1, i);
    last = i;
  }
  return bridged;
}

/** Indices of values without a neighbour to draw a line to; what is passed over (undefined) does not part them. */
export function lonePoints(values: PlotValues): number[] {
  const lone: number[] = [];
  let current = -1;
  let joined = false;
  const leave = (): void => {
    if (current !== -1 && !joined) lone.push(current);
  };
  values.forEach((value, i) => {
    if (value === undefined) return;
    if (value === null) leave();
    joined = value !== null && current !== -1;
    current = value === null ? -1 : i;
  });
  leave();
  return lone;
}
