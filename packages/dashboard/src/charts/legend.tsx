import type { Chart } from '../api/types.ts';
import { formatQuantity } from '../format/quantity.ts';
import { seriesLook } from './palette.ts';
import { seriesLabels, valuesAt } from './plot-data.ts';

interface LegendProps {
  chart: Chart;
  /** The bucket under the cursor; undefined shows what is current. */
  index: number | undefined;
  hidden: ReadonlySet<string>;
  dark: boolean;
  onToggle: (label: string) => void;
}

/** Names, colours and values; pressing a name hides or shows its line. */
export function Legend({ chart, index, hidden, dark, onToggle }: LegendProps) {
  const values = valuesAt(chart, index);
  const labels = seriesLabels(chart);
  return (
    <ul class="legend">
      {chart.series.map((series, i) => {
        const label = labels[i]!;
        const { stroke, dash } = seriesLook(i, series.name, { dark, stacked: chart.stacked });
        return (
          <li key={label}>
            <button
              type="button"
              title={label}
              aria-pressed={!hidden.has(label)}
              onClick={() => onToggle(label)}
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
              <span class="legend-value">{formatQuantity(values[i], chart.unit)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
