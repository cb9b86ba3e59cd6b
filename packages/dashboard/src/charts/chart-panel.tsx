import { useSignal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import type { Chart, Gap } from '../api/types.ts';
import { formatDuration, formatInterval, formatTimeOfDay } from '../format/instant.ts';
import { formatQuantity } from '../format/quantity.ts';
import type { TimeWindow } from '../range/time-range.ts';
import { gapAt } from './gap-shading.ts';
import { Legend } from './legend.tsx';
import { Plot } from './plot.tsx';
import type { CursorPlace } from './plot.tsx';
import { seriesLabels, valuesAt } from './plot-data.ts';

export interface ChartPanelProps {
  chart: Chart;
  window: TimeWindow;
  gaps: readonly Gap[];
  stepMs: number;
  dark: boolean;
  syncKey: string;
  onSelect: (window: TimeWindow) => void;
  onSql: (chart: Chart) => void;
}

export function gapText(gap: Gap): string {
  const duration = formatDuration(gap.toMs - gap.fromMs);
  return `No samples for ${duration}: ${gap.reason || 'no reason recorded'}`;
}

function CursorNote({ place, gaps, stepMs }: { place: CursorPlace; gaps: readonly Gap[]; stepMs: number }) {
  const gap = gapAt(gaps, place.ms, stepMs / 2);
  if (gap === undefined) return null;
  return (
    <div class="gap-note" style={{ left: `${place.leftPx}px` }}>
      <strong>{gapText(gap)}</strong>
      <span>{formatInterval(gap.fromMs, gap.toMs)}</span>
    </div>
  );
}

function LiveLegend(
  props: Omit<Parameters<typeof Legend>[0], 'index'> & { place: Signal<CursorPlace | undefined> },
) {
  return <Legend {...props} index={props.place.value?.index} />;
}

function CursorTime({ place }: { place: Signal<CursorPlace | undefined> }) {
  return <span class="cursor-time">{place.value === undefined ? '' : formatTimeOfDay(place.value.ms)}</span>;
}

/** What a screen reader says instead of the picture. */
function describe(chart: Chart): string {
  const now = valuesAt(chart, undefined);
  const parts = seriesLabels(chart)
    .slice(0, 8)
    .map((label, i) => `${label} ${formatQuantity(now[i], chart.unit)}`);
  return `${chart.title}. Newest values: ${parts.join(', ')}`;
}

export function ChartPanel({ chart, window, gaps, stepMs, dark, syncKey, onSelect, onSql }: ChartPanelProps) {
  const hidden = useSignal<ReadonlySet<string>>(new Set());
  const place = useSignal<CursorPlace | undefined>(undefined);
  const toggle = (label: string): void => {
    const next = new Set(hidden.value);
    if (!next.delete(label)) next.add(label);
    hidden.value = next;
  };
  const empty = !chart.series.some(({ values }) => values.some((value) => value !== null));
  return (
    <article class="chart-panel">
      <header>
        <h3>{chart.title}</h3>
        <CursorTime place={place} />
        <button
          type="button"
          class="button plain small"
          aria-label={`SQL of ${chart.title}`}
          onClick={() => onSql(chart)}
        >
          SQL
        </button>
      </header>
      <div class="plot-box" role="img" aria-label={describe(chart)}>
        <Plot
          chart={chart}
          window={window}
          gaps={gaps}
          hidden={hidden.value}
          dark={dark}
          syncKey={syncKey}
          onCursor={(next) => (place.value = next)}
          onSelect={onSelect}
        />
        {place.value !== undefined && <CursorNote place={place.value} gaps={gaps} stepMs={stepMs} />}
        {empty && <p class="plot-empty">Nothing measured in this time</p>}
      </div>
      <LiveLegend chart={chart} place={place} hidden={hidden.value} dark={dark} onToggle={toggle} />
    </article>
  );
}
