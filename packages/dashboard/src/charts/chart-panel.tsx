import { useSignal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import type { Chart, Gap } from '../api/types.ts';
import { Dialog } from '../design/dialog.tsx';
import { Icon } from '../design/icon.tsx';
import { formatDuration, formatInterval, formatTimeOfDay } from '../format/instant.ts';
import { formatQuantity } from '../format/quantity.ts';
import type { TimeWindow } from '../time/time-range.ts';
import { annotationsAt } from './annotation.ts';
import type { Annotation } from './annotation.ts';
import './charts.css';
import { useChosenSeries } from './chosen-series.ts';
import { gapAt } from './gap-shading.ts';
import { stackHeight } from './ghost.ts';
import type { GhostLine } from './ghost.ts';
import { HeatKey } from './heat-key.tsx';
import { isHeatStrip } from './heat-strip.ts';
import { Legend } from './legend.tsx';
import { Plot } from './plot.tsx';
import type { CursorPlace } from './plot.tsx';

export interface ChartPanelProps {
  chart: Chart;
  window: TimeWindow;
  gaps: readonly Gap[];
  stepMs: number;
  dark: boolean;
  /** Charts with the same key share one cursor. */
  syncKey: string;
  ghosts?: readonly GhostLine[];
  annotations?: readonly Annotation[];
  heightPx?: number;
  /** Dragged over; with Shift held down: asked what happened then. */
  onSelect?: (window: TimeWindow, isShifted: boolean) => void;
  onPress?: (ms: number) => void;
  onSql?: (chart: Chart) => void;
}

const usualHeightPx = 170;
const noGhosts: readonly GhostLine[] = [];
const noAnnotations: readonly Annotation[] = [];

export function gapText(gap: Gap): string {
  const duration = formatDuration(gap.toMs - gap.fromMs);
  return `No samples for ${duration}: ${gap.reason || 'no reason recorded'}`;
}

interface NoteProps {
  place: CursorPlace;
  gaps: readonly Gap[];
  annotations: readonly Annotation[];
  window: TimeWindow;
  stepMs: number;
}

/** How near to a mark the pointer must be, as a share of the window. */
const nearShare = 0.01;

function CursorNote({ place, gaps, annotations, window, stepMs }: NoteProps) {
  const gap = gapAt(gaps, place.ms, stepMs / 2);
  const near = annotationsAt(annotations, place.ms, (window.toMs - window.fromMs) * nearShare);
  if (gap === undefined && near.length === 0) return null;
  return (
    <div class="gap-note" style={{ left: `clamp(125px, ${place.leftPx}px, calc(100% - 125px))` }}>
      {near.slice(0, 3).map(({ ms, text }) => (
        <span key={`${ms} ${text}`}>
          <strong>{text}</strong> {formatTimeOfDay(ms)}
        </span>
      ))}
      {gap && (
        <>
          <strong>{gapText(gap)}</strong>
          <span>{formatInterval(gap.fromMs, gap.toMs)}</span>
        </>
      )}
    </div>
  );
}

function LiveLegend(
  props: Omit<Parameters<typeof Legend>[0], 'index'> & { place: Signal<CursorPlace | undefined> },
) {
  return <Legend {...props} index={props.place.value?.index} />;
}

/** The instant under the cursor, and the height of a stack there. */
function CursorTime({ place, chart }: { place: Signal<CursorPlace | undefined>; chart: Chart }) {
  const at = place.value;
  const total = chart.stacked ? stackHeight(chart, at?.index ?? chart.tsMs.length - 1) : null;
  return (
    <span class="cursor-time">
      {total !== null && <strong>{formatQuantity(total, chart.unit)}</strong>}
      {at !== undefined && ` ${formatTimeOfDay(at.ms)}`}
    </span>
  );
}

function Tools({ chart, onSql, onFull }: Pick<ChartPanelProps, 'chart' | 'onSql'> & { onFull?: () => void }) {
  return (
    <span class="chart-tools">
      {onSql && (
        <button
          type="button"
          class="button plain small"
          aria-label={`SQL of ${chart.title}`}
          onClick={() => onSql(chart)}
        >
          SQL
        </button>
      )}
      {onFull && (
        <button
          type="button"
          class="button plain icon small"
          aria-label={`Show ${chart.title} full screen`}
          title="Full screen"
          onClick={onFull}
        >
          <Icon name="expand" size={13} />
        </button>
      )}
    </span>
  );
}

function Panel(props: ChartPanelProps & { onFull?: () => void }) {
  const {
    chart,
    window,
    gaps,
    stepMs,
    dark,
    syncKey,
    ghosts = noGhosts,
    annotations = noAnnotations,
  } = props;
  const { hidden, isPinned, press, togglePin } = useChosenSeries(chart);
  const place = useSignal<CursorPlace | undefined>(undefined);
  const empty = !chart.series.some(({ values }) => values.some((value) => value !== null));
  const heightPx = props.heightPx ?? usualHeightPx;
  return (
    <article class="chart-panel">
      <header>
        <h3>{chart.title}</h3>
        <CursorTime place={place} chart={chart} />
        {isHeatStrip(chart, ghosts) && <HeatKey dark={dark} />}
        <Tools {...props} />
      </header>
      <div
        class="plot-box"
        style={{ height: `${heightPx}px` }}
        role="img"
        aria-label={`${chart.title}: the values stand below`}
      >
        <Plot
          {...{ chart, window, gaps, ghosts, annotations, dark, syncKey, heightPx }}
          hidden={hidden}
          onCursor={(next) => (place.value = next)}
          onSelect={(selected, isShifted) => props.onSelect?.(selected, isShifted)}
          onPress={(ms) => props.onPress?.(ms)}
        />
        {place.value !== undefined && (
          <CursorNote place={place.value} {...{ gaps, annotations, window, stepMs }} />
        )}
        {empty && <p class="plot-empty">Nothing measured in this time</p>}
      </div>
      <LiveLegend
        chart={chart}
        place={place}
        hidden={hidden}
        dark={dark}
        isHeat={isHeatStrip(chart, ghosts)}
        onPress={press}
        isPinned={isPinned}
        onPin={togglePin}
      />
    </article>
  );
}

/** Of the screen's height, besides title and legend. */
const fullShare = 0.68;

/** A chart with its legend, tools and a full screen of its own. */
export function ChartPanel(props: ChartPanelProps) {
  const full = useSignal(false);
  return (
    <>
      <Panel {...props} onFull={() => (full.value = true)} />
      {full.value && (
        <Dialog title={props.chart.title} size="full" onClose={() => (full.value = false)}>
          <Panel {...props} heightPx={Math.round(innerHeight * fullShare)} />
        </Dialog>
      )}
    </>
  );
}
