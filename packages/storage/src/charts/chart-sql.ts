import { instantLiteral, nameLiteral, stringLiteral } from '../queries/sql-literal.ts';
import { chartOf, type ChartName } from './catalogue.ts';
import type { ChartDefinition } from './chart.ts';
import { gridOf, type ChartGrid, type TimeRange } from './chart-grid.ts';
import { measureSql } from './measure.ts';

export interface ChartRequest extends TimeRange {
  readonly chart: ChartName;
  readonly host: string;
  readonly stepMs: number;
}

/** A line of a query's answer: the name of the column and what it holds. */
export interface ChartColumn {
  readonly name: string;
  readonly sql: string;
}

/** The chart's query, values written out, ready to be run by a person. */
export function chartSql(request: ChartRequest): string {
  return selectSql(
    request,
    chartColumns(request.chart, (series) => series),
  );
}

/** What the chart reads, under names of the caller's choice. */
export function chartColumns(chart: ChartName, nameOf: (series: string) => string): ChartColumn[] {
  const { series, device } = chartOf(chart);
  return series.map(({ name, measure }) => ({
    name: nameOf(name),
    sql: measureSql(measure, { merged: device?.merged === true }),
  }));
}

/** The query of a chart with these columns, which may be those of several charts of the same `sourceKey`. */
export function selectSql(request: ChartRequest, columns: readonly ChartColumn[]): string {
  const { view, device, except } = chartOf(request.chart);
  const { startMs, stepMs, count } = gridOfChart(request);
  const keys = ['time', ...(device === undefined ? [] : [device.column])];
  const selected = [
    `toStartOfInterval(ts, INTERVAL ${stepMs / 1_000} SECOND) AS time`,
    ...keys.slice(1),
    ...columns.map(({ name, sql }) => `${sql} AS ${nameLiteral(name)}`),
  ];
  return [
    `SELECT\n    ${selected.join(',\n    ')}`,
    `FROM ${view}`,
    `WHERE host = ${stringLiteral(request.host)}`,
    ...(except === undefined ? [] : [`  AND ${except.label} != ${stringLiteral(except.value)}`]),
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
