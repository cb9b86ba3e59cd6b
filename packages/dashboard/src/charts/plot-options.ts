import type uPlot from 'uplot';
import type { Chart, ChartUnit } from '../api/types.ts';
import { timeTickLabels } from '../format/instant.ts';
import { formatTick } from '../format/quantity.ts';
import { palette, seriesLook, withOpacity } from '../design/palette.ts';
import { percentageEnd, seriesLabels } from './plot-data.ts';
import type { GhostLine } from './ghost.ts';
import { isHeatStrip, stripAxis } from './heat-strip.ts';
import { lonePoints } from './sparse.ts';
import type { PlotValues } from './sparse.ts';

const axisFont = "11px 'Inter Variable', sans-serif";
const yAxisWidthPx = 68;

/** Ticks at powers of two, so that bytes read 1 GiB and not 0.93 GiB. */
const binaryTicks = Array.from({ length: 56 }, (_, exponent) => 2 ** exponent);

/** Where a scale ends while nothing, or next to nothing, is measured. */
const smallestEnd: Record<ChartUnit, number> = {
  pct: 10,
  bytes: 2 ** 20,
  bytes_per_s: 1024,
  ops_per_s: 1,
  ms: 1,
  load: 1,
  count: 1,
  celsius: 50,
  rpm: 1_000,
};

/** The end of a y scale that begins at 0. */
export function scaleEnd(unit: ChartUnit, largest: number | null): number {
  if (largest === null || !Number.isFinite(largest)) return smallestEnd[unit];
  if (unit === 'pct') return percentageEnd(largest);
  return Math.max(smallestEnd[unit], largest * 1.08);
}

/** Everything that makes a plot another one: while it stays equal, new data goes into the same plot. */
export function structureOf(chart: Chart, hidden: ReadonlySet<string>, dark: boolean): string {
  return JSON.stringify([chart.chart, chart.unit, chart.stacked, seriesLabels(chart), [...hidden], dark]);
}

function axes(unit: ChartUnit, dark: boolean): uPlot.Axis[] {
  const { axisText, grid } = palette(dark);
  const lines = { stroke: grid, width: 1 };
  return [
    {
      stroke: axisText,
      font: axisFont,
      grid: lines,
      ticks: { ...lines, size: 4 },
      size: 28,
      gap: 4,
      space: 72,
      values: (...[, ticks, , , interval]: Parameters<uPlot.Axis.DynamicValues>) =>
        timeTickLabels(ticks, interval),
    },
    {
      stroke: axisText,
      font: axisFont,
      grid: lines,
      ticks: { show: false },
      size: yAxisWidthPx,
      gap: 6,
      space: 32,
      ...(unit === 'bytes' || unit === 'bytes_per_s' ? { incrs: binaryTicks } : {}),
      values: (_plot, ticks) => ticks.map((tick) => formatTick(tick, unit)),
    },
  ];
}

const lone = (plot: uPlot, index: number): number[] => lonePoints(plot.data[index] as PlotValues);

/** One uPlot series for each visible series of the chart, after the one for x. */
function series(chart: Chart, hidden: ReadonlySet<string>, dark: boolean): uPlot.Series[] {
  const labels = seriesLabels(chart);
  const visible = chart.series
    .map(({ name }, i) => ({
      label: labels[i]!,
      look: seriesLook(i, name, { dark, stacked: chart.stacked }),
    }))
    .filter(({ label }) => !hidden.has(label));
  return [
    {},
    ...visible.map(({ label, look }) => ({
      label,
      stroke: look.stroke,
      // A stack of areas needs no outlines: those of thin layers would hide them.
      width: chart.stacked ? 0 : 1.5,
      dash: look.dash,
      // Points only where a value stands alone between two gaps.
      points: { show: false, size: 4, fill: look.stroke, filter: lone },
      ...(look.fillOpacity > 0 ? { fill: withOpacity(look.stroke, look.fillOpacity) } : {}),
    })),
  ];
}

/** The lines of another time or host: thin, dashed, in the colour of the series that they belong to. */
function ghostSeries(chart: Chart, ghosts: readonly GhostLine[], dark: boolean): uPlot.Series[] {
  return ghosts.map(({ series: place }) => {
    const of = place === undefined ? undefined : chart.series[place];
    const look = of && seriesLook(place!, of.name, { dark, stacked: false });
    const stroke = look === undefined ? palette(dark).ghost : withOpacity(look.stroke, 0.6);
    return { stroke, width: 1.4, dash: [4, 4], points: { show: false } };
  });
}

export interface PlotStructure {
  chart: Chart;
  ghosts: readonly GhostLine[];
  hidden: ReadonlySet<string>;
  dark: boolean;
  width: number;
  height: number;
  /** Plots with the same key share one cursor. */
  syncKey: string;
  /** Seconds since 1970. */
  xRange: () => [number, number];
  /** What the y scale has to hold besides the lines; null: nothing. */
  top: () => number | null;
  hooks: uPlot.Hooks.Arrays;
}

function largestOf(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

/** Rows of a strip instead of a scale of values: the lines themselves are not drawn. */
function asStrip(options: uPlot.Options, chart: Chart, hidden: ReadonlySet<string>): uPlot.Options {
  const { rows, splits, names } = stripAxis(chart, hidden);
  const [time = {}, values = {}] = options.axes ?? [];
  return {
    ...options,
    scales: { ...options.scales, y: { range: [0, Math.max(1, rows)] } },
    axes: [time, { ...values, grid: { show: false }, splits: () => splits, values: () => names }],
    series: options.series.map((each, i) => (i === 0 ? each : { ...each, paths: () => null })),
    cursor: { ...options.cursor, points: { show: false } },
  };
}

export function plotOptions(structure: PlotStructure): uPlot.Options {
  const { chart, ghosts, hidden } = structure;
  const options = lineOptions(structure);
  return isHeatStrip(chart, ghosts) ? asStrip(options, chart, hidden) : options;
}

function lineOptions({
  chart,
  hidden,
  ghosts,
  dark,
  width,
  height,
  syncKey,
  xRange,
  top,
  hooks,
}: PlotStructure): uPlot.Options {
  const drawn = series(chart, hidden, dark);
  const bands = chart.stacked ? drawn.slice(2).map((_, i): uPlot.Band => ({ series: [i + 2, i + 1] })) : [];
  return {
    width,
    height,
    padding: [8, 18, 0, 0],
    legend: { show: false },
    scales: {
      x: { time: true, range: xRange },
      // Only temperatures go below zero.
      y: {
        range: (_plot, min: number | null, max) => [
          Math.min(0, min ?? 0),
          scaleEnd(chart.unit, largestOf(max, top())),
        ],
      },
    },
    axes: axes(chart.unit, dark),
    series: [...drawn, ...ghostSeries(chart, ghosts, dark)],
    bands,
    cursor: {
      y: false,
      points: { size: 5 },
      drag: { x: true, y: false, setScale: false, dist: 4 },
      // Others follow the pointer, but a selection belongs to the plot in which it is made.
      sync: {
        key: syncKey,
        scales: ['x', null],
        filters: { pub: (type) => type === 'mousemove' || type === 'mouseleave' },
      },
    },
    hooks,
  };
}
