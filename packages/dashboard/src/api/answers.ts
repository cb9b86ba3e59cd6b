// What the collector's HTTP API answers (packages/collector/src/api/schemas). Times are ms since 1970.

export type HostState = 'live' | 'late' | 'silent' | 'waiting' | 'revoked';

export interface HostSummary {
  host: string;
  displayName: string;
  agentId: string;
  state: HostState;
  lastSeenMs: number | null;
  enrolledMs: number;
  labels: Record<string, string>;
  os: string;
  kernel: string;
  cpuCores: number;
  memoryBytes: number;
  agentVersion: string;
  cpuBusyPct: number | null;
  memoryUsedPct: number | null;
  load1: number | null;
  worstFilesystem: { mount: string; usedPct: number } | null;
  diskBusyPct: number | null;
  receiveBytesPerS: number | null;
  transmitBytesPerS: number | null;
  firing: number;
  /** 15 minutes, one value per 30 s, oldest first. */
  cpuSpark: (number | null)[];
}

/** What the agent found at its start; texts are empty where nothing was found. */
export interface Inventory {
  arch: string;
  bootedMs: number;
  cpuModel: string;
  virtualisation: string;
  manufacturer: string;
  model: string;
}

export interface HostDetail extends HostSummary {
  inventory: Inventory | null;
  connected: boolean;
}

export type Unit = 'pct' | 'bytes' | 'bytes_per_s' | 'ops_per_s' | 'ms' | 'load' | 'count';

export interface ChartSeries {
  name: string;
  /** Empty for a measurement without devices. */
  device: string;
  values: (number | null)[];
}

export interface Chart {
  chart: string;
  title: string;
  unit: Unit;
  stacked: boolean;
  sql: string;
  tsMs: number[];
  series: ChartSeries[];
}

/** A time without samples; `reason` is empty when nothing explains it. */
export interface ChartGap {
  fromMs: number;
  toMs: number;
  reason: string;
}

export interface ChartSet {
  fromMs: number;
  toMs: number;
  stepMs: number;
  charts: Chart[];
  gaps: ChartGap[];
}

export interface Alert {
  id: string;
  rule: string;
  host: string;
  device: string;
  severity: 'warning' | 'critical';
  state: 'pending' | 'firing' | 'resolved';
  sinceMs: number;
  firedMs: number | null;
  resolvedMs: number | null;
  value: number;
  summary: string;
}
