/**
 * The charts of a host: which view each reads, and the SQL expression behind each of its lines. Rates and percentages
 * divide sums by sums (an average over a step weighs every second alike, whatever the sampling interval), levels are
 * averaged. Names of series are shown to people and are part of the API.
 */

interface SeriesDefinition {
  readonly name: string;
  /** Aggregate over the rows of one step (and device). */
  readonly sql: string;
}

export interface ChartDefinition {
  readonly title: string;
  readonly unit: 'pct' | 'bytes' | 'bytes_per_s' | 'ops_per_s' | 'ms' | 'load' | 'count';
  readonly stacked: boolean;
  readonly view: string;
  /** Column that tells the lines of one series apart. */
  readonly device?: string;
  /** Readings come more rarely than samples: shorter steps would show holes that are none. */
  readonly minStepMs?: number;
  readonly series: readonly SeriesDefinition[];
}

// A state that a platform does not tell counts as none, as in the views.
const cpuTotal =
  'user_ms + ifNull(nice_ms, 0) + system_ms + idle_ms + ifNull(iowait_ms, 0) + ifNull(irq_ms, 0) + ifNull(softirq_ms, 0) + ifNull(steal_ms, 0)';
const cpuShare = (column: string): string => `100 * sum(${column}) / nullIf(sum(${cpuTotal}), 0)`;
const cpuStates = ['user', 'nice', 'system', 'iowait', 'irq', 'softirq', 'steal'];
const perSecond = (column: string): string =>
  `1000 * sum(${column}) / nullIf(sumIf(interval_ms, ${column} IS NOT NULL), 0)`;

export const chartDefinitions = {
  cpu: {
    title: 'CPU',
    unit: 'pct',
    stacked: true,
    view: 'cpu',
    series: cpuStates.map((name) => ({ name, sql: cpuShare(`${name}_ms`) })),
  },
  cpu_core: {
    title: 'CPU by core',
    unit: 'pct',
    stacked: false,
    view: 'cpu_core',
    device: 'core',
    series: [{ name: 'busy', sql: `100 - ${cpuShare('idle_ms + ifNull(iowait_ms, 0)')}` }],
  },
  load: {
    title: 'Load',
    unit: 'load',
    stacked: false,
    view: 'load',
    series: ['load1', 'load5', 'load15'].map((name) => ({ name, sql: `avg(${name})` })),
  },
  memory: {
    title: 'Memory',
    unit: 'bytes',
    stacked: true,
    view: 'memory',
    series: [
      { name: 'used', sql: 'avg(used_bytes)' },
      {
        name: 'reclaimable',
        sql: 'avgIf(greatest(available_bytes - free_bytes, 0), available_bytes IS NOT NULL)',
      },
      { name: 'free', sql: 'avgIf(least(free_bytes, available_bytes), available_bytes IS NOT NULL)' },
    ],
  },
  swap: {
    title: 'Swap',
    unit: 'bytes',
    stacked: true,
    view: 'memory',
    series: [
      { name: 'used', sql: 'avg(swap_used_bytes)' },
      { name: 'free', sql: 'avg(swap_free_bytes)' },
    ],
  },
  disk_throughput: {
    title: 'Disk throughput',
    unit: 'bytes_per_s',
    stacked: false,
    view: 'disk',
    device: 'device',
    series: [
      { name: 'read', sql: perSecond('read_bytes') },
      { name: 'write', sql: perSecond('write_bytes') },
    ],
  },
  disk_ops: {
    title: 'Disk operations',
    unit: 'ops_per_s',
    stacked: false,
    view: 'disk',
    device: 'device',
    series: [
      { name: 'read', sql: perSecond('read_ops') },
      { name: 'write', sql: perSecond('write_ops') },
    ],
  },
  disk_await: {
    title: 'Disk wait per operation',
    unit: 'ms',
    stacked: false,
    view: 'disk',
    device: 'device',
    series: [
      { name: 'read', sql: 'sum(read_ms) / nullIf(sum(read_ops), 0)' },
      { name: 'write', sql: 'sum(write_ms) / nullIf(sum(write_ops), 0)' },
    ],
  },
  disk_busy: {
    title: 'Disk utilisation',
    unit: 'pct',
    stacked: false,
    view: 'disk',
    device: 'device',
    series: [
      {
        name: 'busy',
        sql: '100 * sum(busy_ms) / nullIf(greatest(sumIf(interval_ms, busy_ms IS NOT NULL), sum(busy_ms)), 0)',
      },
    ],
  },
  filesystem: {
    title: 'File systems',
    unit: 'pct',
    stacked: false,
    view: 'filesystem',
    device: 'mount',
    minStepMs: 20_000,
    series: [{ name: 'used', sql: '100 * sum(used_bytes) / nullIf(sum(used_bytes + available_bytes), 0)' }],
  },
  network_throughput: {
    title: 'Network throughput',
    unit: 'bytes_per_s',
    stacked: false,
    view: 'network',
    device: 'interface',
    series: [
      { name: 'receive', sql: perSecond('receive_bytes') },
      { name: 'transmit', sql: perSecond('transmit_bytes') },
    ],
  },
  network_packets: {
    title: 'Network packets',
    unit: 'ops_per_s',
    stacked: false,
    view: 'network',
    device: 'interface',
    series: [
      { name: 'receive', sql: perSecond('receive_packets') },
      { name: 'transmit', sql: perSecond('transmit_packets') },
    ],
  },
  network_errors: {
    title: 'Network errors and drops',
    unit: 'ops_per_s',
    stacked: false,
    view: 'network',
    device: 'interface',
    series: ['receive_errors', 'receive_drops', 'transmit_errors', 'transmit_drops'].map((name) => ({
      name,
      sql: perSecond(name),
    })),
  },
} as const satisfies Readonly<Record<string, ChartDefinition>>;

export type ChartName = keyof typeof chartDefinitions;
