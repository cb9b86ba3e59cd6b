// The one place that holds a uPlot. A plot is rebuilt only when its structure changes (series, unit, theme, height); new
// data and a new width go into the existing one; unmounting destroys it.
import { useLayoutEffect, useRef } from 'preact/hooks';
import './valid-language.ts';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Chart, Gap } from '../api/types.ts';
import { palette } from '../design/palette.ts';
import type { TimeWindow } from '../time/time-range.ts';
import { drawAnnotations } from './annotation.ts';
import type { Annotation } from './annotation.ts';
import { gapShader } from './gap-shading.ts';
import type { GhostLine } from './ghost.ts';
import { drawHeatStrip, isHeatStrip } from './heat-strip.ts';
import { bandTop, drawBands } from './min-max-band.ts';
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
  ghosts: readonly GhostLine[];
  annotations: readonly Annotation[];
  hidden: ReadonlySet<string>;
  dark: boolean;
  heightPx: number;
  syncKey: string;
  onCursor: (place: CursorPlace | undefined) => void;
  /** A part of the window was selected by dragging; `isShifted`: with the Shift key held down. */
  onSelect: (window: TimeWindow, isShifted: boolean) => void;
  /** An instant was pressed. */
  onPress: (ms: number) => void;
}

function aligned({ chart, hidden, ghosts }: PlotProps): uPlot.AlignedData {
  const { tsS, rows } = plotData(chart, hidden);
  return [tsS, ...rows, ...ghosts.map(({ values }) => values)];
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

/** A press that moved less than this is no drag. */
const pressPx = 4;

/** Tells a press from a drag, and whether Shift was held. */
function followPointer(plot: uPlot, newest: () => PlotProps): { isShifted: () => boolean } {
  let down: { x: number; shift: boolean } | undefined;
  plot.over.addEventListener(
    'mousedown',
    ({ clientX, shiftKey }) => (down = { x: clientX, shift: shiftKey }),
  );
  plot.over.addEventListener('click', ({ clientX, offsetX }) => {
    if (down !== undefined && Math.abs(clientX - down.x) < pressPx)
      newest().onPress(plot.posToVal(offsetX, 'x') * 1000);
  });
  return { isShifted: () => down?.shift ?? false };
}

/** `newest` gives the current props: hooks outlive the render in which the plot was made. */
function createPlot(holder: HTMLElement, newest: () => PlotProps): uPlot {
  const { chart, hidden, dark, syncKey, heightPx, ghosts } = newest();
  const { gapFill, gapLine, axisText } = palette(dark);
  const shadeGaps = gapShader({ fill: gapFill, line: gapLine });
  let isShifted = (): boolean => false;
  const hooks: uPlot.Hooks.Arrays = {
    drawClear: [
      (plot) => shadeGaps(plot, newest().gaps),
      (plot) => {
        const { chart: current, ghosts: lines } = newest();
        if (isHeatStrip(current, lines)) drawHeatStrip(plot, current, { hidden, dark });
        else drawBands(plot, current, { hidden, dark });
      },
    ],
    draw: [(plot) => drawAnnotations(plot, newest().annotations, axisText)],
    setCursor: [(plot) => newest().onCursor(cursorPlace(plot))],
    setSelect: [
      (plot) => {
        const selected = selection(plot);
        plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        if (selected) newest().onSelect(selected, isShifted());
      },
    ],
  };
  const xRange = (): [number, number] => [newest().window.fromMs / 1000, newest().window.toMs / 1000];
  const size = { width: holder.clientWidth, height: heightPx };
  const top = (): number | null => bandTop(newest().chart, hidden);
  const options = plotOptions({ chart, hidden, ghosts, dark, ...size, syncKey, xRange, top, hooks });
  const plot = new uPlot(options, aligned(newest()), holder);
  ({ isShifted } = followPointer(plot, newest));
  return plot;
}

/** A live chart is drawn again when it has moved so far: most of what a live page costs is drawing. */
const visiblePx = 2;
const lateMs = 1_500;

/** How far the right end of a window has moved; infinitely far when its span is another one. */
function movedPx(before: TimeWindow, now: TimeWindow, widthPx: number): number {
  const spanMs = now.toMs - now.fromMs;
  if (Math.abs(before.toMs - before.fromMs - spanMs) > 1) return Infinity;
  return (Math.abs(now.toMs - before.toMs) * widthPx) / spanMs;
}

export function Plot(props: PlotProps) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const newest = useRef(props);
  newest.current = props;
  const { chart, hidden, dark, window, gaps, ghosts, annotations, heightPx } = props;
  const structure = structureOf(chart, hidden, dark);
  const ghostPlaces = ghosts.map(({ series }) => series ?? 'all').join();

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
  }, [structure, ghostPlaces, heightPx]);

  const drawn = useRef<{ window: TimeWindow; looks: readonly unknown[] } | undefined>(undefined);
  useLayoutEffect(() => {
    const draw = (): void => {
      drawn.current = { window, looks: [structure, hidden, ghosts, annotations] };
      plot.current?.setData(aligned(newest.current));
    };
    const { window: before, looks = [] } = drawn.current ?? {};
    const isSame = [structure, hidden, ghosts, annotations].every((look, i) => look === looks[i]);
    const widthPx = plot.current?.width ?? 0; // the element would be laid out to be asked
    if (before === undefined || !isSame || movedPx(before, window, widthPx) >= visiblePx) {
      draw();
      return undefined;
    }
    const timer = setTimeout(draw, lateMs); // unless more comes sooner
    return () => clearTimeout(timer);
  }, [chart, structure, hidden, window, gaps, ghosts, annotations]);

  return <div ref={holder} class="plot" />;
}
