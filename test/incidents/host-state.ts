/** A host as the incident set describes it: the values that alert rules look at, on an ordinary weekday. */
import { tableRow } from '@hostwire/testing/storage';
import { Random } from '../chaos/random.ts';

export interface HostState {
  cpuBusyPct: number;
  cpuStealPct: number;
  /** Share of the time in which some task waited for a CPU. */
  cpuPressurePct: number;
  memoryAvailablePct: number;
  swapInPages: number;
  swapOutPages: number;
  oomKills: number;
  /** Of the unit `app.service`. */
  throttledPct: number;
  rootUsedPct: number;
  varUsedPct: number;
  varInodesUsedPct: number;
  varReadOnly: boolean;
  diskOps: number;
  diskAwaitMs: number;
  deadMounts: number;
  packets: number;
  receiveErrors: number;
  receiveDrops: number;
  isLinkUp: boolean;
  carrierChanges: number;
  conntrackPct: number;
  listenOverflows: number;
  cpuCelsius: number;
  /** undefined: the host does not report the metric. */
  degradedArrays: number | undefined;
  isOverBudget: boolean;
  spoolBytes: number;
}

/** From 0 up to 1. */
export type Noise = () => number;

/** The same values for the same seed. */
export function noiseOf(seed: number): Noise {
  const random = new Random(seed);
  return () => random.next();
}

/** An ordinary server at work; every value moves. */
export function ordinary(noise: Noise): HostState {
  const around = (centre: number, spread: number) => Math.max(0, centre + spread * (noise() - 0.5));
  return {
    cpuBusyPct: around(30, 30),
    cpuStealPct: around(0.5, 1),
    cpuPressurePct: around(6, 10),
    memoryAvailablePct: around(42, 6),
    swapInPages: 0,
    swapOutPages: noise() < 0.02 ? 200 : 0,
    oomKills: 0,
    throttledPct: around(3, 5),
    rootUsedPct: 48,
    varUsedPct: around(63, 0.4),
    varInodesUsedPct: 22,
    varReadOnly: false,
    diskOps: around(400, 300),
    diskAwaitMs: around(2.5, 2),
    deadMounts: 0,
    packets: around(30_000, 10_000),
    receiveErrors: noise() < 0.01 ? 1 : 0,
    receiveDrops: noise() < 0.2 ? 2 : 0,
    isLinkUp: true,
    carrierChanges: 0,
    conntrackPct: around(12, 4),
    listenOverflows: 0,
    cpuCelsius: around(58, 8),
    degradedArrays: undefined,
    isOverBudget: false,
    spoolBytes: around(40_000, 20_000),
  };
}

const sizeBytes = 500_000_000_000;
const memoryBytes = 32_000_000_000;
const cores = 8;

/** The row of `samples` of one instant. */
export function rowOf(
  state: HostState,
  { host, agentId, tsMs, intervalMs }: { host: string; agentId: string; tsMs: number; intervalMs: number },
): Record<string, unknown> {
  const ts = (tsMs / 1000).toFixed(3);
  const share = (pct: number) => Math.round((pct / 100) * intervalMs);
  const bytesFree = (usedPct: number) => Math.round(sizeBytes * (1 - usedPct / 100));
  const cpuMs = cores * intervalMs;
  const stealMs = Math.round((state.cpuStealPct / 100) * cpuMs);
  const busyMs = Math.round((state.cpuBusyPct / 100) * cpuMs);
  const ops = Math.round((state.diskOps * intervalMs) / 1000);
  const inodes = 10_000_000;
  return tableRow({
    ...{ agent_id: agentId, host, epoch: 1, seq: tsMs, kind: 'sample', day: ts2day(tsMs) },
    ...{ ts, recv_ts: ts, interval_ms: intervalMs },
    ...{
      cpu_user_ms: busyMs,
      cpu_system_ms: 0,
      cpu_idle_ms: Math.max(0, cpuMs - busyMs - stealMs),
      cpu_steal_ms: stealMs,
    },
    cpu_cores: cores,
    pressure_cpu_some_us: share(state.cpuPressurePct) * 1000,
    ...{ memory_total_bytes: memoryBytes, memory_oom_kills: state.oomKills },
    memory_available_bytes: Math.round((memoryBytes * state.memoryAvailablePct) / 100),
    memory_swap_in_pages: Math.round((state.swapInPages * intervalMs) / 1000),
    memory_swap_out_pages: Math.round((state.swapOutPages * intervalMs) / 1000),
    'cgroup.name': ['/system.slice/app.service'],
    'cgroup.kind': ['service'],
    'cgroup.interval_ms': [intervalMs],
    'cgroup.throttled_us': [share(state.throttledPct) * 1000],
    'filesystem.name': ['/', '/var', '/snap/core'],
    'filesystem.type': ['ext4', 'ext4', 'squashfs'],
    'filesystem.size_bytes': [sizeBytes, sizeBytes, 50_000_000],
    'filesystem.free_bytes': [bytesFree(state.rootUsedPct), bytesFree(state.varUsedPct), 0],
    'filesystem.available_bytes': [bytesFree(state.rootUsedPct), bytesFree(state.varUsedPct), 0],
    'filesystem.inodes_total': [inodes, inodes, 1_000],
    'filesystem.inodes_free': [
      Math.round(inodes * 0.8),
      Math.round(inodes * (1 - state.varInodesUsedPct / 100)),
      0,
    ],
    'filesystem.read_only': [0, state.varReadOnly ? 1 : 0, 1],
    'disk.name': ['sda'],
    'disk.write_ops': [ops],
    'disk.write_ms': [Math.round(ops * state.diskAwaitMs)],
    'disk.read_ops': [0],
    'disk.read_ms': [0],
    'network.name': ['eth0'],
    'network.receive_packets': [Math.round((state.packets * intervalMs) / 10_000)],
    'network.receive_errors': [Math.round(state.receiveErrors)],
    'network.receive_drops': [Math.round(state.receiveDrops)],
    'network.transmit_errors': [0],
    'link.name': ['eth0', 'eth1'],
    'link.state': [state.isLinkUp ? 'up' : 'down', 'down'],
    'link.carrier_changes': [state.carrierChanges, 0],
    ...{ socket_conntrack_entries: Math.round(2621.44 * state.conntrackPct), socket_conntrack_max: 262_144 },
    socket_tcp_listen_overflows: Math.round(state.listenOverflows),
    'sensor.name': ['hwmon0/temp1'],
    'sensor.chip': ['coretemp'],
    'sensor.label': ['Package id 0'],
    'sensor.temperature_mk': [Math.round(state.cpuCelsius * 1000) + 273_150],
    ...(state.degradedArrays !== undefined && {
      'metric.name': ['raid_degraded'],
      'metric.kind': ['gauge'],
      'metric.interval_ms': [intervalMs],
      'metric.value': [state.degradedArrays],
    }),
    ...{ agent_over_cpu_budget: state.isOverBudget ? 1 : 0, agent_over_rss_budget: 0 },
    ...{ agent_spool_bytes: Math.round(state.spoolBytes), agent_blocked_mounts: state.deadMounts },
  });
}

function ts2day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
