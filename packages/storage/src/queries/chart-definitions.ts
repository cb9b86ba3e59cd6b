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
  readonly unit: 'pct' | 'bytes' | 'bytes_per_s' | 'ops_per_s' | 'ms' | 'load' | 'count' | 'celsius' | 'rpm';
  readonly stacked: boolean;
  readonly view: string;
  /** Which rows of the view; default: all. */
  readonly where?: string;
  /** Column that tells the lines of one series apart. */
  readonly device?: string;
  /** Only this many devices are shown: those that lead in the window asked for. Without it, all are. */
  readonly leaders?: number;
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

/** What is looked at every 10 s: two readings fall into a step. */
const surveyStepMs = 20_000;
/** Lines of a chart that shows who leads. */
const leaders = 10;
// Several processes of one program lead at the same instant: their sum, over the instants at which it led at all.
const ofProgram = (column: string): string => `sum(${column}) / nullIf(uniqExact(ts), 0)`;
const ofProgramPerSecond = (column: string): string =>
  `1000 * sum(${column}) / nullIf(uniqExact(ts) * avg(interval_ms), 0)`;

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
  pressure: {
    title: 'Pressure: time in which some task waited',
    unit: 'pct',
    stacked: false,
    view: 'pressure',
    series: ['cpu', 'memory', 'io'].map((name) => ({
      name,
      sql: `sum(${name}_some_us) / 10 / nullIf(sumIf(interval_ms, ${name}_some_us IS NOT NULL), 0)`,
    })),
  },
  tcp_connections: {
    title: 'TCP sockets',
    unit: 'count',
    stacked: false,
    view: 'socket',
    series: ['established', 'time_wait', 'orphans'].map((name) => ({ name, sql: `avg(tcp_${name})` })),
  },
  tcp_failures: {
    title: 'TCP and UDP failures',
    unit: 'ops_per_s',
    stacked: false,
    view: 'socket',
    series: [
      { name: 'segments_retransmitted', sql: perSecond('tcp_segments_retransmitted') },
      { name: 'resets_sent', sql: perSecond('tcp_resets_sent') },
      { name: 'failed_opens', sql: perSecond('tcp_failed_opens') },
      { name: 'listen_overflows', sql: perSecond('tcp_listen_overflows') },
      { name: 'udp_receive_errors', sql: perSecond('udp_receive_errors') },
    ],
  },
  process_cpu: {
    title: 'CPU by program (100 % is one core)',
    unit: 'pct',
    stacked: false,
    view: 'process',
    device: 'name',
    leaders,
    minStepMs: surveyStepMs,
    series: [{ name: 'cpu', sql: `${ofProgramPerSecond('cpu_ms')} / 10` }],
  },
  process_memory: {
    title: 'Memory by program',
    unit: 'bytes',
    stacked: false,
    view: 'process',
    device: 'name',
    leaders,
    minStepMs: surveyStepMs,
    series: [{ name: 'resident', sql: ofProgram('rss_bytes') }],
  },
  process_io: {
    title: 'Disk I/O by program',
    unit: 'bytes_per_s',
    stacked: false,
    view: 'process',
    device: 'name',
    leaders,
    minStepMs: surveyStepMs,
    series: [
      { name: 'read', sql: ofProgramPerSecond('read_bytes') },
      { name: 'write', sql: ofProgramPerSecond('write_bytes') },
    ],
  },
  process_state: {
    title: 'Processes',
    unit: 'count',
    stacked: false,
    view: 'process_state',
    minStepMs: surveyStepMs,
    series: ['total', 'running', 'uninterruptible', 'zombie', 'threads'].map((name) => ({
      name,
      sql: `avg(${name})`,
    })),
  },
  cgroup_cpu: {
    title: 'CPU by unit and container (100 % is one core)',
    unit: 'pct',
    stacked: false,
    view: 'cgroup',
    where: "kind != 'slice'",
    device: 'path',
    leaders,
    minStepMs: surveyStepMs,
    series: [{ name: 'cpu', sql: `${perSecond('cpu_us')} / 10000` }],
  },
  cgroup_memory: {
    title: 'Memory by unit and container',
    unit: 'bytes',
    stacked: false,
    view: 'cgroup',
    where: "kind != 'slice'",
    device: 'path',
    leaders,
    minStepMs: surveyStepMs,
    series: [{ name: 'memory', sql: 'avg(memory_bytes)' }],
  },
  cgroup_throttled: {
    title: 'Time held back by a CPU limit',
    unit: 'pct',
    stacked: false,
    view: 'cgroup',
    where: 'throttled_us > 0',
    device: 'path',
    leaders,
    minStepMs: surveyStepMs,
    series: [{ name: 'throttled', sql: `${perSecond('throttled_us')} / 10000` }],
  },
  temperature: {
    title: 'Temperatures',
    unit: 'celsius',
    stacked: false,
    view: 'sensor',
    where: 'temperature_celsius IS NOT NULL',
    device: 'device',
    minStepMs: surveyStepMs,
    series: [{ name: 'temperature', sql: 'avg(temperature_celsius)' }],
  },
  fan: {
    title: 'Fans',
    unit: 'rpm',
    stacked: false,
    view: 'sensor',
    where: 'fan_rpm IS NOT NULL',
    device: 'device',
    minStepMs: surveyStepMs,
    series: [{ name: 'speed', sql: 'avg(fan_rpm)' }],
  },
  agent_cpu: {
    title: 'CPU of the agent (100 % is one core)',
    unit: 'pct',
    stacked: false,
    view: 'agent',
    series: [{ name: 'cpu', sql: `${perSecond('cpu_us')} / 10000` }],
  },
  agent_memory: {
    title: 'Memory of the agent',
    unit: 'bytes',
    stacked: false,
    view: 'agent',
    series: [{ name: 'resident', sql: 'avg(rss_bytes)' }],
  },
  agent_spool: {
    title: 'Not yet acknowledged',
    unit: 'bytes',
    stacked: false,
    view: 'agent',
    series: [{ name: 'spool', sql: 'max(spool_bytes)' }],
  },
} as const satisfies Readonly<Record<string, ChartDefinition>>;

export type ChartName = keyof typeof chartDefinitions;
