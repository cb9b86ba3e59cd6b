// Which empty buckets are holes. The API says null for every bucket without a value; some of those say nothing was
// due. uPlot's own distinction carries ours: null breaks the line (samples are missing), undefined is passed over.
import type { Chart, ChartSeries } from '../api/types.ts';

export type PlotValues = (number | null | undefined)[];

/** A hole counts as one when it is longer than this many times the usual distance between measurements. */
const tolerance = 2.5;

/** Charts whose null may also mean "nothing happened": no operation has waited, so there is no waiting time. */
const idleIsNull: ReadonlySet<string> = new Set(['disk_await']);
const passedOverIdle = 10;

/** The usual distance follows from so many before a hole, or after it: a group may change its interval within a chart. */
const neighbours = 3;

/** Of charts on the page; asked for with each move of the mouse. */
const known = new WeakMap<Chart, readonly number[]>();

/** How far apart two values of a chart may be, in buckets, for the line between them to be honest; for each bucket. */
export function reaches(chart: Chart): readonly number[] {
  const found = known.get(chart) ?? findReaches(chart);
  known.set(chart, found);
  return found;
}

function findReaches(chart: Chart): number[] {
  const instants = instantsOf(chart.series, chart.tsMs.length);
  const distances = instants.slice(1).map((instant, i) => instant - instants[i]!);
  const least = idleIsNull.has(chart.chart) ? passedOverIdle : 1;
  const found = new Array<number>(chart.tsMs.length).fill(
    Math.max(least, reachAt(distances, distances.length)),
  );
  if (distances.every((distance) => distance === distances[0])) return found; // as most charts are, every second
  distances.forEach((_, i) =>
    found.fill(Math.max(least, reachAt(distances, i)), instants[i]! + 1, instants[i + 1]! + 1),
  );
  return found;
}

/** Buckets in which something was measured. */
function instantsOf(series: readonly ChartSeries[], length: number): number[] {
  const instants: number[] = [];
  // A loop: it runs for each bucket of each chart that is drawn.
  for (let i = 0; i < length; i += 1)
    if (series.some(({ values }) => (values[i] ?? null) !== null)) instants.push(i);
  return instants;
}

/** Over the distance at `place`, by those around it. */
function reachAt(distances: readonly number[], place: number): number {
  const before = median(distances, Math.max(0, place - neighbours), place);
  const after = median(distances, place + 1, Math.min(distances.length, place + 1 + neighbours));
  const alone = distances.length === 1 ? distances[0]! : 1;
  const usual = Math.max(before ?? alone, after ?? alone);
  return usual <= 1 ? 1 : Math.floor(usual * tolerance);
}

/** Of at most three distances; the lower one of two. Asked for at each instant of a chart: it makes no lists. */
function median(distances: readonly number[], from: number, to: number): number | undefined {
  const [first, second, third] = [distances[from], distances[from + 1], distances[from + 2]];
  if (to - from < 2 || first === undefined || second === undefined) return to > from ? first : undefined;
  if (to - from === 2 || third === undefined) return Math.min(first, second);
  return Math.max(Math.min(first, second), Math.min(Math.max(first, second), third));
}

/** Turns null into undefined between two values whose distance is within the reach of the later one. */
export function bridge(values: readonly (number | null)[], reachOf: readonly number[]): PlotValues {
  const bridged: PlotValues = [...values];
  let last = -1;
  for (let i = 0; i < values.length; i += 1) {
    if (values[i] === null) continue;
    if (last !== -1 && i - last <= reachOf[i]!) bridged.fill(undefined, last + 1, i);
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
