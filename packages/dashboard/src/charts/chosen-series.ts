import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Chart } from '../api/types.ts';
import { hiddenByPin, pin, pinnedIn } from './pinned-series.ts';
import { seriesLabels } from './plot-data.ts';
import { pressSeries } from './press-series.ts';

interface ChosenSeries {
  readonly hidden: ReadonlySet<string>;
  readonly isPinned: boolean;
  /** `adds`: with Ctrl or Shift. A pin follows what is chosen. */
  readonly press: (label: string, adds: boolean) => void;
  readonly togglePin: (isPinned: boolean) => void;
}

/** Which series of a chart are shown: as they were pressed here, or else as they are pinned. */
export function useChosenSeries(chart: Chart): ChosenSeries {
  const pressed = useSignal<ReadonlySet<string> | undefined>(undefined);
  const pinned = pinnedIn(chart.chart);
  const text = seriesLabels(chart).join('\n');
  const labels = useMemo(() => text.split('\n'), [text]);
  const byPin = useMemo(() => hiddenByPin(labels, pinned), [labels, pinned]);
  const hidden = pressed.value ?? byPin;
  const shown = (without: ReadonlySet<string>): string[] => labels.filter((label) => !without.has(label));
  return {
    hidden,
    isPinned: pinned?.some((label) => labels.includes(label)) === true,
    press: (label, adds) => {
      const next = pressSeries(labels, hidden, { label, adds });
      pressed.value = next;
      if (pinned !== undefined) pin(chart.chart, next.size === 0 ? undefined : shown(next));
    },
    togglePin: (isPinned) => pin(chart.chart, isPinned ? shown(hidden) : undefined),
  };
}
