import { chartDefinitions, type ChartDefinition, type ChartName } from './chart-definitions.ts';
import { gridOf, type ChartGrid, type TimeRange } from './chart-grid.ts';
import type { QueryRunner } from './query-runner.ts';
import { instantLiteral, msOfUtcText, nameLiteral, stringLiteral } from './sql-literal.ts';

export const chartReadLimits = {
  /** Lines of one chart and series; those with the highest sums stay. */
  maxDevices: 128,
} as const;

export interface ChartRequest extends TimeRange {
  readonly chart: ChartName;
  readonly host: string;
  readonly stepMs: number;
}

export interface ChartSeriesData {
  readonly name: string;
  /** '' for a chart of the whole host. */
  readonly device: string;
  /** One per step; null = no sample in it. */
  readonly values: (number | null)[];
}

export interface ChartData {
  readonly chart: ChartName;
  readonly title: string;
  readonly unit: ChartDefinition['unit'];
  readonly stacked: boolean;
  /** Which devices are shown depends on the window: answers for two windows cannot be joined. */
  readonly ranked: boolean;
  readonly sql: string;
  readonly tsMs: number[];
  readonly series: ChartSeriesData[];
}

type ChartRow = Readonly<Record<string, unknown>>;

/** The chart's query, values written out, ready to be run by a person: exactly what `readChart` runs. */
export function chartSql(request: ChartRequest): string {
  const definition: ChartDefinition = chartDefinitions[request.chart];
  const { startMs, stepMs, count } = chartGrid(request);
  const columns = [
    `toStartOfInterval(ts, INTERVAL ${stepMs / 1_000} SECOND) AS time`,
    ...(definition.device === undefined ? [] : [definition.device]),
    ...definition.series.map((series) => `${series.sql} AS ${nameLiteral(series.name)}`),
  ];
  const keys = ['time', ...(definition.device === undefined ? [] : [definition.device])];
  return [
    `SELECT\n    ${columns.join(',\n    ')}`,
    `FROM ${definition.view}`,
    `WHERE host = ${stringLiteral(request.host)}`,
    ...(definition.where === undefined ? [] : [`  AND ${definition.where}`]),
    `  AND ts >= ${instantLiteral(startMs)}`,
    `  AND ts < ${instantLiteral(startMs + count * stepMs)}`,
    `GROUP BY ${keys.join(', ')}`,
    `ORDER BY ${keys.join(', ')}`,
  ].join('\n');
}

/** Runs the chart's query and lays the answer onto its grid. Steps without samples are null. */
export async function readChart(db: QueryRunner, request: ChartRequest): Promise<ChartData> {
  const { title, unit, stacked, leaders }: ChartDefinition = chartDefinitions[request.chart];
  const sql = chartSql(request);
  const rows = await db.query<ChartRow>(sql);
  const grid = chartGrid(request);
  const tsMs = Array.from({ length: grid.count }, (_, step) => grid.startMs + step * grid.stepMs);
  return {
    chart: request.chart,
    title,
    unit,
    stacked,
    ranked: leaders !== undefined,
    sql,
    tsMs,
    series: seriesOf(request.chart, grid, rows),
  };
}

/** Lays rows (any order) onto the grid: one series per name and device, holes null. */
export function seriesOf(chart: ChartName, grid: ChartGrid, rows: readonly ChartRow[]): ChartSeriesData[] {
  const { device, series, leaders }: ChartDefinition = chartDefinitions[chart];
  const names = series.map(({ name }) => name);
  const byDevice = new Map<string, ChartSeriesData[]>();
  if (device === undefined) byDevice.set('', emptySeries(names, { device: '', count: grid.count }));
  for (const row of rows) {
    const step = (msOfUtcText(String(row['time'])) - grid.startMs) / grid.stepMs;
    if (!Number.isInteger(step) || step < 0 || step >= grid.count) continue;
    const key = device === undefined ? '' : String(row[device]);
    let lines = byDevice.get(key);
    if (lines === undefined)
      byDevice.set(key, (lines = emptySeries(names, { device: key, count: grid.count })));
    for (const line of lines) line.values[step] = numberOrNull(row[line.name]);
  }
  const devices = [...byDevice.values()];
  return (leaders === undefined ? ofAll(devices) : leading(devices, leaders)).flat();
}

function chartGrid(request: ChartRequest): ChartGrid {
  const { minStepMs = 0 }: ChartDefinition = chartDefinitions[request.chart];
  return gridOf(request, Math.ceil(Math.max(request.stepMs, minStepMs) / 1_000) * 1_000);
}

function emptySeries(
  names: readonly string[],
  { device, count }: { device: string; count: number },
): ChartSeriesData[] {
  return names.map((name) => ({ name, device, values: new Array<number | null>(count).fill(null) }));
}

/** Devices ordered by name (numbers as numbers), at most `maxDevices`: those with the most to show. */
function ofAll(devices: ChartSeriesData[][]): ChartSeriesData[][] {
  const order = new Intl.Collator('en', { numeric: true });
  const { maxDevices } = chartReadLimits;
  const kept = devices.length <= maxDevices ? devices : byRank(devices).slice(0, maxDevices);
  return kept.toSorted((a, b) => order.compare(a[0]?.device ?? '', b[0]?.device ?? ''));
}

/** The devices with the most to show, in that order, without those that have nothing. */
function leading(devices: ChartSeriesData[][], count: number): ChartSeriesData[][] {
  return byRank(devices.filter((lines) => sumOf(lines) > 0)).slice(0, count);
}

function byRank(devices: ChartSeriesData[][]): ChartSeriesData[][] {
  return devices.toSorted((a, b) => sumOf(b) - sumOf(a));
}

function sumOf(lines: readonly ChartSeriesData[]): number {
  return lines.reduce((total, line) => total + line.values.reduce<number>((s, v) => s + (v ?? 0), 0), 0);
}

function numberOrNull(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
