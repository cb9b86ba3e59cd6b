import type { HostProcess, HostSummary, HostUnit } from '@hostwire/api';
import { labelText } from '@hostwire/api/client';
import { labelName, type MetricFamily } from './open-metrics.ts';

type Cell = string | number | null;

/** One column of what is dumped: in every format under its name. */
interface DumpColumn<Row> {
  readonly name: string;
  readonly value: (row: Row) => Cell;
  /** As a metric; absent: it is a label, or in no metric. */
  readonly metric?: { readonly name: string; readonly help: string; readonly factor?: number };
}

/** What can be dumped, as rows of named values. */
export interface DumpTable<Row> {
  readonly columns: readonly DumpColumn<Row>[];
  /** What tells a row from the others, as labels of OpenMetrics. */
  readonly labels: (row: Row) => Readonly<Record<string, string>>;
}

function text<Row>(name: string, value: (row: Row) => string): DumpColumn<Row> {
  return { name, value };
}

const ratio = 0.01;

function gauge<Row>(
  name: string,
  value: (row: Row) => number | null,
  [metric, help, factor]: readonly [string, string, number?],
): DumpColumn<Row> {
  return { name, value, metric: { name: metric, help, ...(factor !== undefined && { factor }) } };
}

export const hostTable: DumpTable<HostSummary> = {
  labels: ({ host, labels }) => ({
    host,
    ...Object.fromEntries(Object.entries(labels).map(([key, value]) => [labelName(key), value])),
  }),
  columns: [
    text('host', ({ host }) => host),
    text('state', ({ state }) => state),
    gauge<HostSummary>('up', ({ state }) => (state === 'live' ? 1 : 0), [
      'hostwire_host_up',
      '1 while samples of the host arrive',
    ]),
    gauge('last_seen_s', ({ lastSeenMs }) => (lastSeenMs === null ? null : lastSeenMs / 1_000), [
      'hostwire_host_last_seen_timestamp_seconds',
      'Time of the last sample',
    ]),
    gauge('cpu_busy_pct', ({ cpuBusyPct }) => cpuBusyPct, [
      'hostwire_host_cpu_busy_ratio',
      'Share of the CPU that is busy',
      ratio,
    ]),
    gauge('memory_used_pct', ({ memoryUsedPct }) => memoryUsedPct, [
      'hostwire_host_memory_used_ratio',
      'Share of the memory that is not available',
      ratio,
    ]),
    gauge('memory_bytes', ({ memoryBytes }) => memoryBytes || null, [
      'hostwire_host_memory_bytes',
      'Memory of the host',
    ]),
    text('fullest_mount', ({ worstFilesystem }) => worstFilesystem?.mount ?? ''),
    gauge('fullest_used_pct', ({ worstFilesystem }) => worstFilesystem?.usedPct ?? null, [
      'hostwire_host_fullest_filesystem_used_ratio',
      'Share that is used of the fullest file system',
      ratio,
    ]),
    gauge('disk_busy_pct', ({ diskBusyPct }) => diskBusyPct, [
      'hostwire_host_disk_busy_ratio',
      'Share of the time that the busiest disk worked',
      ratio,
    ]),
    gauge('receive_bytes_per_s', ({ receiveBytesPerS }) => receiveBytesPerS, [
      'hostwire_host_network_receive_bytes_per_second',
      'Bytes received by all real interfaces',
    ]),
    gauge('transmit_bytes_per_s', ({ transmitBytesPerS }) => transmitBytesPerS, [
      'hostwire_host_network_transmit_bytes_per_second',
      'Bytes sent by all real interfaces',
    ]),
    gauge('load1', ({ load1 }) => load1, ['hostwire_host_load1', 'Load of the last minute']),
    gauge('firing', ({ firing }) => firing, ['hostwire_host_firing_alerts', 'Alerts that fire']),
    text('labels', ({ labels }) => labelText(labels)),
  ],
};

/** Columns that processes and units share. */
function programColumns<Row extends HostProcess | HostUnit>(noun: 'process' | 'unit'): DumpColumn<Row>[] {
  return [
    gauge('cpu_pct', ({ cpuPct }) => cpuPct, [
      `hostwire_${noun}_cpu_cores`,
      'CPU time per time, in cores',
      ratio,
    ]),
    gauge('memory_bytes', ({ memoryBytes }) => memoryBytes, [`hostwire_${noun}_memory_bytes`, 'Memory']),
    gauge('read_bytes_per_s', ({ readBytesPerS }) => readBytesPerS, [
      `hostwire_${noun}_read_bytes_per_second`,
      'Bytes read from disks',
    ]),
    gauge('write_bytes_per_s', ({ writeBytesPerS }) => writeBytesPerS, [
      `hostwire_${noun}_write_bytes_per_second`,
      'Bytes written to disks',
    ]),
  ];
}

export function processTable(host: string): DumpTable<HostProcess> {
  return {
    labels: ({ pid, name, user }) => ({ host, pid: String(pid), name, user }),
    columns: [
      { name: 'pid', value: ({ pid }) => pid },
      text('name', ({ name }) => name),
      text('user', ({ user }) => user),
      ...programColumns<HostProcess>('process'),
      gauge('threads', ({ threads }) => threads, ['hostwire_process_threads', 'Threads']),
    ],
  };
}

export function unitTable(host: string): DumpTable<HostUnit> {
  return {
    labels: ({ path, kind }) => ({ host, path, kind }),
    columns: [
      text('path', ({ path }) => path),
      text('kind', ({ kind }) => kind),
      ...programColumns<HostUnit>('unit'),
      gauge('throttled_pct', ({ throttledPct }) => throttledPct, [
        'hostwire_unit_throttled_ratio',
        'Share of the time that it was throttled',
        ratio,
      ]),
      gauge('memory_max_bytes', ({ memoryMaxBytes }) => memoryMaxBytes, [
        'hostwire_unit_memory_limit_bytes',
        'Memory that it may use',
      ]),
      gauge('tasks', ({ tasks }) => tasks, ['hostwire_unit_tasks', 'Processes and threads']),
    ],
  };
}

/** Every column with a metric as a family. */
export function familiesOf<Row>({ columns, labels }: DumpTable<Row>, rows: readonly Row[]): MetricFamily[] {
  return columns.flatMap(({ value, metric }) => {
    if (metric === undefined) return [];
    const samples = rows.map((row) => {
      const found = value(row);
      return { labels: labels(row), value: typeof found === 'number' ? found * (metric.factor ?? 1) : null };
    });
    return [{ name: metric.name, help: metric.help, samples }];
  });
}
