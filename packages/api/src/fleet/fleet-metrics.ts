// What a host can be judged by, in the pages and in the terminal: the columns, the colours of the heat map, the words of
// the filter and the totals of groups all follow from this list.
import type { ChartUnit } from '../schemas/chart.ts';
import type { HostSummary } from '../schemas/host.ts';

export interface FleetMetric {
  /** As the filter's words and the address have it. */
  readonly id: string;
  readonly title: string;
  readonly unit: ChartUnit;
  readonly value: (host: HostSummary) => number | null;
  /** What fills the scale of the heat map; undefined: the largest value shown. */
  readonly full?: number;
  /** How a group of hosts is summed up. */
  readonly total: 'mean' | 'sum' | 'max';
}

export const fleetMetrics: readonly FleetMetric[] = [
  { id: 'cpu', title: 'CPU', unit: 'pct', value: (h) => h.cpuBusyPct, full: 100, total: 'mean' },
  { id: 'memory', title: 'Memory', unit: 'pct', value: (h) => h.memoryUsedPct, full: 100, total: 'mean' },
  {
    id: 'disk',
    title: 'Fullest disk',
    unit: 'pct',
    value: (h) => h.worstFilesystem?.usedPct ?? null,
    full: 100,
    total: 'max',
  },
  { id: 'io', title: 'Disk busy', unit: 'pct', value: (h) => h.diskBusyPct, full: 100, total: 'max' },
  { id: 'receive', title: 'Net in', unit: 'bytes_per_s', value: (h) => h.receiveBytesPerS, total: 'sum' },
  { id: 'transmit', title: 'Net out', unit: 'bytes_per_s', value: (h) => h.transmitBytesPerS, total: 'sum' },
  { id: 'load', title: 'Load', unit: 'load', value: (h) => h.load1, total: 'mean' },
];

export function metricOf(id: string | undefined): FleetMetric {
  return fleetMetrics.find((metric) => metric.id === id) ?? fleetMetrics[0]!;
}

/** Where on its scale a value stands, 0 to 1; null where there is none. */
export function shareOf(metric: FleetMetric, value: number | null, largest: number): number | null {
  if (value === null) return null;
  const full = metric.full ?? largest;
  return full > 0 ? Math.min(1, Math.max(0, value / full)) : 0;
}

/** The metric of several hosts as one number; null where none has a value. */
export function totalOf(metric: FleetMetric, hosts: readonly HostSummary[]): number | null {
  const values = hosts.map(metric.value).filter((value) => value !== null);
  if (values.length === 0) return null;
  if (metric.total === 'max') return Math.max(...values);
  const sum = values.reduce((total, value) => total + value, 0);
  return metric.total === 'sum' ? sum : sum / values.length;
}
