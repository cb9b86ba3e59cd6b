import type { ChartId } from '@hostwire/api';

/** The charts that the page of a host draws. */
export const hostChartIds = [
  'cpu',
  'memory',
  'network_throughput',
  'disk_throughput',
] as const satisfies readonly ChartId[];
