import { useSignal } from '@preact/signals';
import type { Chart } from '../api/types.ts';
import { Icon } from '../design/icon.tsx';
import { heatColour, seriesLook } from '../design/palette.ts';
import { formatQuantity } from '../format/quantity.ts';
import { seriesLabels, valuesAt } from './plot-data.ts';

interface LegendProps {
  chart: Chart;
  /** The bucket under the cursor; undefined shows what is current. */
  index: number | undefined;
  hidden: ReadonlySet<string>;
  dark: boolean;
  /** The colour of a series is that of its value, in percent. */
  isHeat: boolean;
  /** `adds`: with Ctrl or Shift. */
  onPress: (label: string, adds: boolean) => void;
  isPinned: boolean;
  onPin: (isPinned: boolean) => void;
}

/** So many series are listed; the others are a press away: a host may have hundreds of cores. */
const listedSeries = 16;

/** The newest value of a series and whether it is older than the newest of the chart: it is greyed then. */
function lastOf(values: readonly (number | null)[]): number | null {
  return values.findLast((value) => value !== null) ?? null;
}

function PinButton({ isPinned, onPin }: Pick<LegendProps, 'isPinned' | 'onPin'>) {
  return (
    <li>
      <button
        type="button"
        class="pin"
        aria-pressed={isPinned}
        title="Keep this choice of series: on every host, for every range, after a reload"
        onClick={() => onPin(!isPinned)}
      >
        <Icon name="pin" size={12} />
        {isPinned ? 'Pinned' : 'Pin'}
      </button>
    </li>
  );
}

/** Names, colours and values. A press shows one series alone, or all again; with Ctrl it hides or shows one. */
export function Legend({ chart, index, hidden, dark, isHeat, onPress, isPinned, onPin }: LegendProps) {
  const values = valuesAt(chart, index);
  const labels = seriesLabels(chart);
  const unfolded = useSignal(false);
  const unlisted = chart.series.length - listedSeries;
  return (
    <ul class="legend">
      {(unfolded.value ? chart.series : chart.series.slice(0, listedSeries)).map((series, i) => {
        const label = labels[i]!;
        const isAged = index === undefined && values[i] === null;
        const value = isAged ? lastOf(series.values) : values[i];
        const look = seriesLook(i, series.name, { dark, stacked: chart.stacked });
        const { stroke, dash } = isHeat ? { stroke: heatColour((value ?? 0) / 100, dark), dash: [] } : look;
        return (
          <li key={label}>
            <button
              type="button"
              title={`${label}: press to show it alone, with Ctrl to hide it`}
              aria-pressed={!hidden.has(label)}
              onClick={(event) => onPress(label, event.ctrlKey || event.metaKey || event.shiftKey)}
            >
              <svg class="swatch" viewBox="0 0 14 4" width="14" height="4" aria-hidden="true">
                <line
                  x1="0"
                  y1="2"
                  x2="14"
                  y2="2"
                  stroke={stroke}
                  stroke-width="3"
                  stroke-dasharray={dash.map((d) => d / 2).join(' ')}
                />
              </svg>
              <span class="legend-name">{label}</span>
              <span class={`legend-value ${isAged ? 'aged' : ''}`}>{formatQuantity(value, chart.unit)}</span>
            </button>
          </li>
        );
      })}
      {(isPinned || labels.some((label) => hidden.has(label))) && (
        <PinButton isPinned={isPinned} onPin={onPin} />
      )}
      {unlisted > 0 && (
        <li>
          <button
            type="button"
            aria-expanded={unfolded.value}
            onClick={() => (unfolded.value = !unfolded.value)}
          >
            {unfolded.value ? 'List fewer' : `and ${unlisted} more`}
          </button>
        </li>
      )}
    </ul>
  );
}
