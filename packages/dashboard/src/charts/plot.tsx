// The one place that holds a uPlot. A plot is rebuilt only when its structure changes (series, unit, theme); new data
// and a new width go into the existing one; unmounting destroys it.
import { useLayoutEffect, useRef } from 'preact/hooks';
import './valid-language.ts';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Chart, Gap } from '../api/types.ts';
import type { TimeWindow } from '../range/time-range.ts';
import { gapShader } from './gap-shading.ts';
import { palette } from './palette.ts';
import { plotData } from './plot-data.ts';
import { plotOptions, structureOf } from './plot-options.ts';

/** Where the shared cursor is: the instant, its distance from the plot's left edge, and the nearest bucket. */
export interface CursorPlace {
  ms: number;
  leftPx: number;
  index: number;
}

export interface PlotProps {
  chart: Chart;
  window: TimeWindow;
  gaps: readonly Gap[];
  hidden: ReadonlySet<string>;
  dark: boolean;
  syncKey: string;
  onCursor: (place: CursorPlace | undefined) => void;
  /** A part of the window was selected by dragging. */
  onSelect: (window: TimeWindow) => void;
}

function aligned({ chart, hidden }: PlotProps): uPlot.AlignedData {
  const { tsS, rows } = plotData(chart, hidden);
  return [tsS, ...rows];
}

function cursorPlace(plot: uPlot): CursorPlace | undefined {
  const { left, idx } = plot.cursor;
  if (left === undefined || left < 0 || idx === undefined || idx === null) return undefined;
  return { ms: plot.posToVal(left, 'x') * 1000, leftPx: left + plot.over.offsetLeft, index: idx };
}

function selection(plot: uPlot): TimeWindow | undefined {
  const { left, width } = plot.select;
  if (width <= 0) return undefined;
  return { fromMs: plot.posToVal(left, 'x') * 1000, toMs: plot.posToVal(left + width, 'x') * 1000 };
}

/** `newest` gives the current props: hooks outlive the render in which the plot was made. */
function createPlot(holder: HTMLElement, newest: () => PlotProps): uPlot {
  const { chart, hidden, dark, syncKey } = newest();
  const { gapFill, gapLine } = palette(dark);
  const shadeGaps = gapShader({ fill: gapFill, line: gapLine });
  const hooks: uPlot.Hooks.Arrays = {
    drawClear: [(plot) => shadeGaps(plot, newest().gaps)],
    setCursor: [(plot) => newest().onCursor(cursorPlace(plot))],
    setSelect: [
      (plot) => {
        const selected = selection(plot);
        plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        if (selected) newest().onSelect(selected);
      },
    ],
  };
  const xRange = (): [number, number] => [newest().window.fromMs / 1000, newest().window.toMs / 1000];
  const options = plotOptions({ chart, hidden, dark, width: holder.clientWidth, syncKey, xRange, hooks });
  return new uPlot(options, aligned(newest()), holder);
}

export function Plot(props: PlotProps) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const newest = useRef(props);
  newest.current = props;
  const { chart, hidden, dark, window, gaps } = props;

  useLayoutEffect(() => {
    const element = holder.current;
    if (!element) return undefined;
    const created = createPlot(element, () => newest.current);
    plot.current = created;
    const resized = new ResizeObserver(() => {
      if (element.clientWidth !== created.width)
        created.setSize({ width: element.clientWidth, height: created.height });
    });
    resized.observe(element);
    return () => {
      resized.disconnect();
      created.destroy();
      plot.current = undefined;
    };
  }, [structureOf(chart, hidden, dark)]);

  useLayoutEffect(() => {
    plot.current?.setData(aligned(newest.current));
  }, [chart, hidden, window, gaps]);

  return <div ref={holder} class="plot" />;
}
