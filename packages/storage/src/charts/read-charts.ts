import type { SampleColumns } from '@hostwire/protocol';
import type { QueryRunner } from '../query-runner.ts';
import { msOfUtcText } from '../sql-literal.ts';
import { chartOf, type ChartName } from './catalogue.ts';
import type { ChartUnit } from './chart.ts';
import type { ChartGrid, TimeRange } from './chart-grid.ts';
import { evaluatedRows, numberOrNull, withUncommitted, type ChartRow } from './chart-rows.ts';
import { chartColumns, chartSql, gridOfChart, selectSql, sourceKey, type ChartRequest } from './chart-sql.ts';

export const chartReadLimits = {
  /** Lines of one chart and series; those with the highest sums stay. */
  maxDevices: 128,
} as const;

export interface ChartsRequest extends TimeRange {
  readonly charts: readonly ChartName[];
  readonly host: string;
  readonly stepMs: number;
}

export interface ChartSeriesData {
  readonly name: string;
  /** '' for a chart of the whole host. */
  readonly device: string;
  /** One per step; null = no sample in it. */
  readonly values: (number | null)[];
  /** Lowest and highest within each step, where roll-ups were read. */
  readonly min?: (number | null)[];
  readonly max?: (number | null)[];
}

export interface ChartData {
  readonly chart: ChartName;
  readonly title: string;
  readonly unit: ChartUnit;
  readonly stacked: boolean;
  /** Which devices are shown depends on the window: answers for two windows cannot be joined. */
  readonly ranked: boolean;
  readonly sql: string;
  readonly tsMs: number[];
  readonly series: ChartSeriesData[];
}

/** Under construction. */
type Line = { -readonly [Key in keyof ChartSeriesData]: ChartSeriesData[Key] };

/**
 * Most of what these queries cost is their planning. The planner tries the projections of `samples` for every GROUP BY; none of
 * them can answer a chart. The older analyzer takes about half the time over the views, reads the same and answers the same.
 */
const settings = { optimize_use_projections: 0, enable_analyzer: 0 } as const;

/**
 * The charts in the order asked for, each laid onto its grid; steps without samples are null. Charts of one view are read by
 * one query: most of what a query costs is its planning. `sql` of each gives the same numbers by itself, once `uncommitted` are
 * in the database: the newest samples of the host, all from their first on, as they were before the call.
 */
export async function readCharts(
  db: QueryRunner,
  request: ChartsRequest,
  uncommitted: readonly SampleColumns[] = [],
): Promise<ChartData[]> {
  const sources = groupCharts(request.charts);
  const answers = await Promise.all(
    sources.map((charts) => readSource(db, { ...request, charts }, uncommitted)),
  );
  const byName = new Map(answers.flat().map((chart) => [chart.chart, chart]));
  return request.charts.map((chart) => byName.get(chart)!);
}

/**
 * The same from samples that are at hand: all of the host from `chartsStartMs` on, and perhaps others. Of a range that is short
 * enough for that the database, too, reads samples and no roll-ups.
 */
export function evaluateCharts(samples: readonly SampleColumns[], request: ChartsRequest): ChartData[] {
  return request.charts.map((chart) =>
    chartData({ chart, ...request }, evaluatedRows({ chart, ...request }, samples)),
  );
}

/** Begin of the earliest step that these charts need samples of. */
export function chartsStartMs(request: ChartsRequest): number {
  return Math.min(...request.charts.map((chart) => gridOfChart({ chart, ...request }).startMs));
}

function groupCharts(charts: readonly ChartName[]): ChartName[][] {
  const sources = new Map<string, ChartName[]>();
  for (const chart of new Set(charts)) {
    const key = sourceKey(chartOf(chart));
    sources.set(key, [...(sources.get(key) ?? []), chart]);
  }
  return [...sources.values()];
}

/** `charts` have one source. */
async function readSource(
  db: QueryRunner,
  { charts, ...rest }: ChartsRequest,
  uncommitted: readonly SampleColumns[],
): Promise<ChartData[]> {
  const columns = charts.flatMap((chart) =>
    chartColumns({ chart, ...rest }, (series) => `${chart}_${series}`),
  );
  const sql = selectSql({ chart: charts[0]!, ...rest }, columns);
  const rows = await db.query<ChartRow>(sql, {}, settings);
  return charts.map((chart) => {
    const request = { chart, ...rest };
    return chartData(request, withUncommitted(request, rows, uncommitted));
  });
}

function chartData(request: ChartRequest, rows: readonly ChartRow[]): ChartData {
  const { chart } = request;
  const { title, unit, stacked, device } = chartOf(chart);
  const grid = gridOfChart(request);
  return {
    chart,
    title,
    unit,
    stacked,
    ranked: device?.leaders !== undefined,
    sql: chartSql(request),
    tsMs: Array.from({ length: grid.count }, (_, step) => grid.startMs + step * grid.stepMs),
    series: seriesOf(chart, grid, rows),
  };
}

/** Lays rows (any order) onto the grid: one series per name and device, holes null. */
export function seriesOf(chart: ChartName, grid: ChartGrid, rows: readonly ChartRow[]): ChartSeriesData[] {
  const { device, series } = chartOf(chart);
  const names = series.map(({ name }) => name);
  const byDevice = new Map<string, Line[]>();
  if (device === undefined) byDevice.set('', emptySeries(names, { device: '', count: grid.count }));
  for (const row of rows) {
    const step = (msOfUtcText(String(row['time'])) - grid.startMs) / grid.stepMs;
    if (!Number.isInteger(step) || step < 0 || step >= grid.count) continue;
    const key = device === undefined ? '' : String(row[device.column]);
    let lines = byDevice.get(key);
    if (lines === undefined)
      byDevice.set(key, (lines = emptySeries(names, { device: key, count: grid.count })));
    for (const line of lines) {
      const column = `${chart}_${line.name}`;
      line.values[step] = numberOrNull(row[column]);
      if (!(`${column}_min` in row)) continue;
      (line.min ??= emptyValues(grid.count))[step] = numberOrNull(row[`${column}_min`]);
      (line.max ??= emptyValues(grid.count))[step] = numberOrNull(row[`${column}_max`]);
    }
  }
  const devices = [...byDevice.values()].filter(
    (lines) => device?.measuredOnly !== true || isMeasured(lines),
  );
  return (device?.leaders === undefined ? ofAll(devices) : leading(devices, device.leaders)).flat();
}

function emptySeries(names: readonly string[], { device, count }: { device: string; count: number }): Line[] {
  return names.map((name) => ({ name, device, values: emptyValues(count) }));
}

function emptyValues(count: number): (number | null)[] {
  return new Array<number | null>(count).fill(null);
}

function isMeasured(lines: readonly ChartSeriesData[]): boolean {
  return lines.some(({ values }) => values.some((value) => value !== null));
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
