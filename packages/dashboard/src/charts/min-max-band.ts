// The lowest and the highest value within each step, behind the line of the means: what a roll-up would hide otherwise.
import type uPlot from 'uplot';
import type { Chart } from '../api/types.ts';
import { seriesLook, withOpacity } from '../design/palette.ts';
import { seriesLabels } from './plot-data.ts';

const bandOpacity = 0.18;

/** One step of a band. */
interface BandStep {
  readonly ms: number;
  readonly low: number;
  readonly high: number;
}

/** The band of one series as the unbroken pieces between steps without a value; none without roll-ups. */
export function bandPieces({ tsMs, series }: Pick<Chart, 'tsMs' | 'series'>, place: number): BandStep[][] {
  const { min, max } = series[place] ?? {};
  if (min === undefined || max === undefined) return [];
  const pieces: BandStep[][] = [[]];
  tsMs.forEach((ms, i) => {
    const low = min[i] ?? null;
    const high = max[i] ?? null;
    if (low === null || high === null) pieces.push([]);
    else pieces.at(-1)?.push({ ms, low, high });
  });
  return pieces.filter((piece) => piece.length > 0);
}

/** The places of the series that have a band. Layers of a stack have none: their heights are sums. */
export function bandPlaces(chart: Chart, hidden: ReadonlySet<string>): number[] {
  if (chart.stacked) return [];
  const labels = seriesLabels(chart);
  return chart.series.flatMap(({ max }, place) =>
    max === undefined || hidden.has(labels[place] ?? '') ? [] : [place],
  );
}

/** The highest value of all bands; null without any. */
export function bandTop(chart: Chart, hidden: ReadonlySet<string>): number | null {
  let top: number | null = null;
  for (const place of bandPlaces(chart, hidden))
    for (const value of chart.series[place]?.max ?? [])
      if (value !== null && (top === null || value > top)) top = value;
  return top;
}

interface BandStyle {
  readonly hidden: ReadonlySet<string>;
  readonly dark: boolean;
}

export function drawBands(plot: uPlot, chart: Chart, { hidden, dark }: BandStyle): void {
  const { ctx, bbox } = plot;
  const x = (ms: number): number => plot.valToPos(ms / 1000, 'x', true);
  const y = (value: number): number => plot.valToPos(value, 'y', true);
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const place of bandPlaces(chart, hidden)) {
    const { stroke } = seriesLook(place, chart.series[place]?.name ?? '', { dark, stacked: false });
    ctx.fillStyle = withOpacity(stroke, bandOpacity);
    for (const piece of bandPieces(chart, place)) {
      ctx.beginPath();
      for (const { ms, high } of piece) ctx.lineTo(x(ms), y(high));
      for (const { ms, low } of piece.toReversed()) ctx.lineTo(x(ms), y(low));
      ctx.fill();
    }
  }
  ctx.restore();
}
