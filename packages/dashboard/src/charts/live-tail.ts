// A live page asks only for the newest part of its charts ("tail") and joins it to what it holds.
//
// Invariants: from the tail's first instant on, the tail is right and what was held is dropped (late samples may have
// filled buckets since); nothing older than the window is kept; every series has as many values as its chart has
// instants. A tail of another step cannot be joined: the caller asks for the whole window instead.
import type { Chart, ChartGap, ChartSeries, ChartSet } from '../api/answers.ts';
import type { TimeWindow } from '../range/time-range.ts';

/** How much of what is held is asked for again, because samples may arrive late. */
const overlapMs = 10_000;

const seriesKey = (series: ChartSeries): string => `${series.name}\u0000${series.device}`;

/** Index of the first instant at or after `ms`. */
function firstIndexFrom(tsMs: readonly number[], ms: number): number {
  const index = tsMs.findIndex((ts) => ts >= ms);
  return index === -1 ? tsMs.length : index;
}

/** The newest instant at which any chart has a value. */
export function lastValueMs(set: ChartSet): number | undefined {
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
export function tailWindow(held: ChartSet | undefined, window: TimeWindow): TimeWindow | undefined {
  const last = held && lastValueMs(held);
  if (held === undefined || last === undefined) return undefined;
  const { stepMs } = held;
  const fromMs = Math.floor((last - Math.max(overlapMs, stepMs)) / stepMs) * stepMs;
  const toMs = Math.ceil(window.toMs / stepMs) * stepMs;
  return toMs - fromMs > (window.toMs - window.fromMs) / 2 ? undefined : { fromMs, toMs };
}

function mergeChart(held: Chart | undefined, tail: Chart | undefined, span: TimeWindow): Chart | undefined {
  const newest = tail ?? held;
  if (newest === undefined) return undefined;
  const heldTs = held?.tsMs ?? [];
  const start = firstIndexFrom(heldTs, span.fromMs);
  const tailTs = tail?.tsMs ?? [];
  // A chart with longer steps of its own begins earlier than was asked for.
  const end = Math.max(start, firstIndexFrom(heldTs, Math.min(span.toMs, tailTs[0] ?? span.toMs)));
  const heldByKey = new Map(held?.series.map((series) => [seriesKey(series), series]));
  const tailByKey = new Map(tail?.series.map((series) => [seriesKey(series), series]));
  const series: ChartSeries[] = [];
  for (const key of new Set([...heldByKey.keys(), ...tailByKey.keys()])) {
    const { name, device } = (tailByKey.get(key) ?? heldByKey.get(key))!;
    const before = heldByKey.get(key)?.values.slice(start, end) ?? new Array<null>(end - start).fill(null);
    const after = tailByKey.get(key)?.values ?? new Array<null>(tailTs.length).fill(null);
    const values = [...before, ...after];
    // A device that has left the window altogether leaves the chart.
    if (tailByKey.has(key) || values.some((value) => value !== null)) series.push({ name, device, values });
  }
  return { ...newest, sql: held?.sql ?? newest.sql, tsMs: [...heldTs.slice(start, end), ...tailTs], series };
}

/** Joins gaps that touch and have the same reason; the held ones count up to the tail's beginning. */
function mergeGaps(held: readonly ChartGap[], tail: readonly ChartGap[], span: TimeWindow): ChartGap[] {
  const before = held.map((gap) => ({
    ...gap,
    fromMs: Math.max(gap.fromMs, span.fromMs),
    toMs: Math.min(gap.toMs, span.toMs),
  }));
  const merged: ChartGap[] = [];
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

/** What the page holds after a tail has arrived; undefined when the tail does not fit and all must be asked for. */
export function mergeTail(held: ChartSet, tail: ChartSet, window: TimeWindow): ChartSet | undefined {
  if (tail.stepMs !== held.stepMs) return undefined;
  // Of what is held, this much stays: from the bucket that reaches into the window up to the tail.
  const span = { fromMs: window.fromMs - held.stepMs, toMs: tail.fromMs };
  const ids = new Set([...held.charts, ...tail.charts].map(({ chart }) => chart));
  const charts = [...ids].flatMap((id) => {
    const find = (set: ChartSet): Chart | undefined => set.charts.find(({ chart }) => chart === id);
    const merged = mergeChart(find(held), find(tail), span);
    return merged ? [merged] : [];
  });
  const gaps = mergeGaps(held.gaps, tail.gaps, span);
  return { fromMs: window.fromMs, toMs: window.toMs, stepMs: held.stepMs, charts, gaps };
}
