import type { SampleColumns } from '@hostwire/protocol';
import { msOfUtcText, utcText } from '../sql-literal.ts';
import { chartOf } from './catalogue.ts';
import { chartLevel, gridOfChart, type ChartRequest } from './chart-sql.ts';
import { evaluateChart } from './evaluate-chart.ts';

/** What the query of charts of one source answers for a step and device: the series of chart c are columns `c_SERIES`. */
export type ChartRow = Readonly<Record<string, unknown>>;

/** As the database answers once it has these samples. */
export function evaluatedRows(request: ChartRequest, samples: readonly SampleColumns[]): ChartRow[] {
  const { chart } = request;
  const { device, series } = chartOf(chart);
  return evaluateChart(chart, samples, gridOfChart(request)).map((point) => ({
    time: utcText(point.tsMs),
    ...(device === undefined ? {} : { [device.column]: point.device }),
    ...Object.fromEntries(series.map(({ name }, i) => [`${chart}_${name}`, point.values[i]])),
  }));
}

/**
 * What the database answered, and after it what it does not have yet: the newest samples, all from their first on. Of the step in
 * which those begin it may have the other part, and then its value stays. Roll-ups are coarse, and stay as they are.
 */
export function withUncommitted(
  request: ChartRequest,
  stored: readonly ChartRow[],
  uncommitted: readonly SampleColumns[],
): readonly ChartRow[] {
  const firstMs = uncommitted[0]?.tsMs[0];
  if (firstMs === undefined || chartLevel(request) !== 'samples') return stored;
  const { device } = chartOf(request.chart);
  const stepOf = (row: ChartRow) => msOfUtcText(String(row['time']));
  const keyOf = (row: ChartRow) => `${stepOf(row)} ${device === undefined ? '' : String(row[device.column])}`;
  const rows = new Map(stored.map((row) => [keyOf(row), row]));
  for (const row of evaluatedRows(request, uncommitted)) {
    const key = keyOf(row);
    const known = rows.get(key) ?? row;
    rows.set(key, stepOf(row) > firstMs ? completed(row, known) : completed(known, row));
  }
  return [...rows.values()];
}

/** null for what is no number. */
export function numberOrNull(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** A row, with the numbers that only the other one has. */
function completed(row: ChartRow, other: ChartRow): ChartRow {
  const missing = Object.entries(other).filter(([column]) => numberOrNull(row[column]) === null);
  return { ...row, ...Object.fromEntries(missing) };
}
