import { instantLiteral, nameLiteral, stringLiteral } from '../sql-literal.ts';
import { chartOf, type ChartName } from './catalogue.ts';
import type { ChartDefinition } from './chart.ts';
import { gridOf, type ChartGrid, type TimeRange } from './chart-grid.ts';
import { bandSql, measureSql } from './measure.ts';

export interface ChartRequest extends TimeRange {
  readonly chart: ChartName;
  readonly host: string;
  readonly stepMs: number;
}

/** Roll-ups keep what samples tell; which a chart reads follows from its range and step. */
type ChartLevel = 'samples' | '1m' | '1h';

const minuteMs = 60_000;
const hourMs = 3_600_000;
/** Up to this the samples themselves are read: a day, as the page offers it, and a little. */
const longestOfSamplesMs = 26 * hourMs;

export function chartLevel(request: ChartRequest): ChartLevel {
  const { stepMs, count } = gridOfChart(request);
  if (count * stepMs <= longestOfSamplesMs || stepMs % minuteMs !== 0) return 'samples';
  return stepMs % hourMs === 0 ? '1h' : '1m';
}

/** A line of a query's answer: the name of the column and what it holds. */
export interface ChartColumn {
  readonly name: string;
  readonly sql: string;
}

/** The chart's query, values written out, ready to be run by a person. */
export function chartSql(request: ChartRequest): string {
  const isRolledUp = chartLevel(request) !== 'samples';
  return selectSql(
    request,
    // Over roll-ups a series must not hide the column of its name, which its band reads.
    chartColumns(request, (series) => (isRolledUp ? `${request.chart}_${series}` : series)),
  );
}

/** What the chart reads, under names of the caller's choice. */
export function chartColumns(request: ChartRequest, nameOf: (series: string) => string): ChartColumn[] {
  const { series, device } = chartOf(request.chart);
  const merged = device?.merged === true;
  const isRolledUp = chartLevel(request) !== 'samples';
  return series.flatMap(({ name, measure }) => {
    const isHighest = isRolledUp && measure.kind === 'level' && measure.highest === true;
    const value = isHighest ? bandSql(measure, 'max') : measureSql(measure, { merged });
    const bands = isRolledUp && !merged ? (['min', 'max'] as const) : [];
    return [
      { name: nameOf(name), sql: value },
      ...bands.map((end) => ({ name: nameOf(`${name}_${end}`), sql: bandSql(measure, end) })),
    ];
  });
}

/** The query of a chart with these columns, which may be those of several charts of the same `sourceKey`. */
export function selectSql(request: ChartRequest, columns: readonly ChartColumn[]): string {
  const { view, device, except } = chartOf(request.chart);
  const { startMs, stepMs, count } = gridOfChart(request);
  const level = chartLevel(request);
  const keys = ['time', ...(device === undefined ? [] : [device.column])];
  const selected = [
    `toStartOfInterval(ts, INTERVAL ${stepMs / 1_000} SECOND) AS time`,
    ...keys.slice(1),
    ...columns.map(({ name, sql }) => `${sql} AS ${nameLiteral(name)}`),
  ];
  return [
    `SELECT\n    ${selected.join(',\n    ')}`,
    `FROM ${level === 'samples' ? view : `${view}_${level}`}`,
    `WHERE host = ${stringLiteral(request.host)}`,
    ...(except === undefined ? [] : [`  AND ${except.label} != ${stringLiteral(except.value)}`]),
    // The devices that did not lead stand together as one without a name.
    ...(level === 'samples' || device?.leaders === undefined ? [] : [`  AND ${device.column} != ''`]),
    `  AND ts >= ${instantLiteral(startMs)}`,
    `  AND ts < ${instantLiteral(startMs + count * stepMs)}`,
    `GROUP BY ${keys.join(', ')}`,
    `ORDER BY ${keys.join(', ')}`,
  ].join('\n');
}

/** Charts with the same key are answered by one query: same view, rows, devices and steps. */
export function sourceKey({ view, device, except, minStepMs = 0 }: ChartDefinition): string {
  return JSON.stringify([view, device?.column, except, minStepMs]);
}

/** The steps of the request, at least as long as the chart asks for. */
export function gridOfChart(request: ChartRequest): ChartGrid {
  const { minStepMs = 0 } = chartOf(request.chart);
  return gridOf(request, Math.ceil(Math.max(request.stepMs, minStepMs) / 1_000) * 1_000);
}
