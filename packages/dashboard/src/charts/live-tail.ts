// A live page asks only for the newest part of its charts ("tail") and joins it to what it holds.
//
// Invariants: from the tail's first instant on, the tail is right and what was held is dropped (late samples may have
// filled buckets since); nothing older than the window is kept; every series has as many values as its chart has
// instants. A tail of another step cannot be joined: the caller asks for the whole window instead.
import type { Chart, Gap, ChartSeries, ChartsResponse } from '../api/types.ts';
import type { TimeWindow } from '../time/time-range.ts';

/** How much of what is held is asked for again, because samples may arrive late. */
const overlapMs = 10_000;

const seriesKey = (series: ChartSeries): string => `${series.name}\u0000${series.device}`;

/** Index of the first instant at or after `ms`. */
function firstIndexFrom(tsMs: readonly number[], ms: number): number {
  const index = tsMs.findIndex((ts) => ts >= ms);
  return index === -1 ? tsMs.length : index;
}

/** The newest instant at which any chart has a value. */
export function lastValueMs(set: ChartsResponse): number | undefined {
  let last: number | undefined;
  for (const { tsMs, series } of set.charts) {
    for (let i = tsMs.length - 1; i >= 0 && tsMs[i]! > (last ?? -Infinity); i -= 1) {
      if (series.some(({ values }) => (values[i] ?? null) !== null)) last = tsMs[i];
    }
  }
  return last;
}

/**
 * The window to ask for next, aligned to the step so that the collector chooses the same one; undefined when
 * asking for everything is right: nothing held, nothing measured yet, or most of the window is needed anyway.
 */
export function tailWindow(held: ChartsResponse | undefined, window: TimeWindow): TimeWindow | undefined {
  const last = held && lastValueMs(held);
  if (held === undefined || last === undefined) return undefined;
  const { stepMs } = held;
  const fromMs = Math.floor((last - Math.max(overlapMs, stepMs)) / stepMs) * stepMs;
  const toMs = Math.ceil(window.toMs / stepMs) * stepMs;
  return toMs - fromMs > (window.toMs - window.fromMs) / 2 ? undefined : { fromMs, toMs };
}

const nothing = (length: number): null[] => new Array<null>(length).fill(null);

/** Series of both, joined: `held` up to its cut, then `tail`. A device that has left the window leaves the chart. */
function mergeSeries(
  held: readonly ChartSeries[],
  tail: readonly ChartSeries[],
  lengths: Lengths,
): ChartSeries[] {
  const heldByKey = new Map(held.map((series) => [seriesKey(series), series]));
  const tailByKey = new Map(tail.map((series) => [seriesKey(series), series]));
  const merged: ChartSeries[] = [];
  for (const [key, { name, device }] of new Map([...heldByKey, ...tailByKey])) {
    const before =
      heldByKey.get(key)?.values.slice(lengths.start, lengths.end) ?? nothing(lengths.end - lengths.start);
    const after = tailByKey.get(key)?.values ?? nothing(lengths.tail);
    const values = [...before, ...after];
    if (tailByKey.has(key) || values.some((value) => value !== null)) merged.push({ name, device, values });
  }
  return merged;
}

/** Which part of what is held stays (indices), and how long the tail is. */
interface Lengths {
  start: number;
  end: number;
  tail: number;
}

function mergeChart(held: Chart, tail: Chart, span: TimeWindow): Chart {
  const start = firstIndexFrom(held.tsMs, span.fromMs);
  // A chart with longer steps of its own begins earlier than was asked for.
  const cutMs = Math.min(span.toMs, tail.tsMs[0] ?? span.toMs);
  const end = Math.max(start, firstIndexFrom(held.tsMs, cutMs));
  const series = mergeSeries(held.series, tail.series, { start, end, tail: tail.tsMs.length });
  return { ...tail, sql: held.sql, tsMs: [...held.tsMs.slice(start, end), ...tail.tsMs], series };
}

/** Joins gaps that touch and have the same reason; the held ones count up to the tail's beginning. */
function mergeGaps(held: readonly Gap[], tail: readonly Gap[], span: TimeWindow): Gap[] {
  const before = held.map((gap) => ({
    ...gap,
    fromMs: Math.max(gap.fromMs, span.fromMs),
    toMs: Math.min(gap.toMs, span.toMs),
  }));
  const merged: Gap[] = [];
  for (const gap of [...before.filter(({ fromMs, toMs }) => fromMs < toMs), ...tail]) {
    const last = merged.at(-1);
    if (last !== undefined && last.reason === gap.reason && gap.fromMs <= last.toMs) {
      last.toMs = Math.max(last.toMs, gap.toMs);
    } else {
      merged.push({ ...gap });
    }
  }
  return merged;
}

/** Whether a chart grows by its tail. Those that are ranked or have longer steps of their own are asked for whole. */
export function growsByTail({ ranked, tsMs }: Chart, stepMs: number): boolean {
  return !ranked && (tsMs.length < 2 || tsMs[1]! - tsMs[0]! <= stepMs);
}

/** Some charts anew, the others as they are held. */
export function replaceCharts(held: ChartsResponse, anew: readonly Chart[]): ChartsResponse {
  const charts = held.charts.map((chart) => anew.find((one) => one.chart === chart.chart) ?? chart);
  return { ...held, charts };
}

/** What the page holds after a tail has arrived, of the charts that it has; undefined when the tail does not fit and all must be asked for. */
export function mergeTail(
  held: ChartsResponse,
  tail: ChartsResponse,
  window: TimeWindow,
): ChartsResponse | undefined {
  if (tail.stepMs !== held.stepMs) return undefined;
  // Of what is held, this much stays: from the bucket that reaches into the window up to the tail.
  const span = { fromMs: window.fromMs - held.stepMs, toMs: tail.fromMs };
  const charts = held.charts.map((older) => {
    const newer = tail.charts.find(({ chart }) => chart === older.chart);
    return newer ? mergeChart(older, newer, span) : older;
  });
  const gaps = mergeGaps(held.gaps, tail.gaps, span);
  return { fromMs: window.fromMs, toMs: window.toMs, stepMs: held.stepMs, charts, gaps };
}
