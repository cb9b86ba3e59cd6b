/** The charts without any I/O but `readCharts`, which takes what it queries: pages may import all of it. */
export { chartNames, chartOf, chartSections, type ChartName } from './catalogue.ts';
export type { ChartDefinition, ChartDevice, ChartSection, ChartUnit, Series } from './chart.ts';
export { gridOf, stepFor, type ChartGrid, type TimeRange } from './chart-grid.ts';
export { chartSql, type ChartRequest } from './chart-sql.ts';
export { evaluateChart, type ChartPoint } from './evaluate-chart.ts';
export {
  chartsStartMs,
  evaluateCharts,
  readCharts,
  type ChartData,
  type ChartSeriesData,
  type ChartsRequest,
} from './read-charts.ts';
export { readFleetChange, type FleetChangeRequest, type HostChange } from './fleet-change.ts';
