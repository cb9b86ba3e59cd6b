// The same chart at another time, or of another host, drawn behind the lines.
import type { Chart } from '../api/types.ts';
import { seriesLabels } from './plot-data.ts';
import { bridge, reaches } from './sparse.ts';
import type { PlotValues } from './sparse.ts';

/** What merely fills a stack up: the sum of all would always be the same. */
const fillers = new Set(['free', 'idle', 'reclaimable']);

export interface GhostLine {
  /** The place of the series that it belongs to; of a stack: undefined, the line is the height of the stack. */
  readonly series: number | undefined;
  readonly values: PlotValues;
}

function sumAt(rows: readonly (readonly (number | null)[])[], index: number): number | null {
  const values = rows.map((row) => row[index] ?? null).filter((value) => value !== null);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
}

/** The height of a stack at one of its instants, without what merely fills it up; null: nothing was measured. */
export function stackHeight({ series }: Chart, index: number): number | null {
  return sumAt(
    series.filter(({ name }) => !fillers.has(name)).map(({ values }) => values),
    index,
  );
}

/** Lays a ghost onto the instants of a chart. `shiftMs`: how much later the ghost's instants are drawn. */
export function ghostLines(chart: Chart, ghost: Chart, shiftMs: number): GhostLine[] {
  const stepMs = (chart.tsMs[1] ?? 0) - (chart.tsMs[0] ?? 0) || 1_000;
  const startMs = chart.tsMs[0] ?? 0;
  const reachOf = reaches(chart);
  const lay = (values: readonly (number | null)[]): PlotValues => {
    const laid = new Array<number | null>(chart.tsMs.length).fill(null);
    ghost.tsMs.forEach((ms, i) => {
      const place = Math.floor((ms + shiftMs - startMs) / stepMs);
      if (place >= 0 && place < laid.length && values[i] !== undefined) laid[place] ??= values[i] ?? null;
    });
    // Measured as rarely as the lines that it is compared with.
    return bridge(laid, reachOf);
  };
  if (chart.stacked)
    return [{ series: undefined, values: lay(ghost.tsMs.map((_, index) => stackHeight(ghost, index))) }];
  const places = new Map(seriesLabels(chart).map((label, place) => [label, place]));
  return seriesLabels(ghost).flatMap((label, i) => {
    const series = places.get(label);
    return series === undefined ? [] : [{ series, values: lay(ghost.series[i]!.values) }];
  });
}
