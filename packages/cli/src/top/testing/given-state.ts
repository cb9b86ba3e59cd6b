import type { Chart, ChartId, ChartsResponse, HostDetail, ProgramsResponse } from '@hostwire/api';
import { alertOf, hostSummary } from '@hostwire/testing/api';
import { startState, type TopState } from '../state.ts';

/** 2026-03-14 03:12:05 UTC. */
export const givenNowMs = Date.UTC(2026, 2, 14, 3, 12, 5);

const ramp = Array.from({ length: 30 }, (_, i) => (i === 12 ? null : i * 3));

const hosts = [
  hostSummary({
    host: 'web-1',
    cpuBusyPct: 42.1,
    memoryUsedPct: 61,
    load1: 1.25,
    worstFilesystem: { mount: '/', usedPct: 91.2 },
    receiveBytesPerS: 6_300_000,
    transmitBytesPerS: 512,
    labels: { env: 'prod' },
    cpuSpark: ramp,
    firing: 1,
  }),
  hostSummary({ host: 'db-1', displayName: 'Orders 数据库', cpuBusyPct: 88, cpuSpark: ramp.toReversed() }),
  hostSummary({ host: 'web-2', state: 'silent', cpuBusyPct: 3 }),
];

const alert = alertOf('1', {
  ...{ host: 'web-1', severity: 'critical', value: 91, threshold: 90 },
  summary: '/ on web-1 is 91.2 % full',
});

function chart(id: ChartId, series: Readonly<Record<string, readonly (number | null)[]>>): Chart {
  const named = Object.entries(series).map(([name, values]) => ({ name, device: '', values: [...values] }));
  return {
    chart: id,
    title: id,
    unit: 'pct',
    stacked: true,
    ranked: false,
    sql: '',
    tsMs: ramp.map((_, i) => i),
    series: named,
  };
}

const givenCharts: ChartsResponse = {
  fromMs: 0,
  toMs: 1,
  stepMs: 1,
  gaps: [],
  charts: [
    chart('cpu', { user: ramp.map((v) => v && v * 0.75), system: ramp.map((v) => v && v / 4) }),
    chart('memory', { used: ramp.map(() => 6 * 2 ** 30), free: ramp.map(() => 2 * 2 ** 30) }),
    chart('network_throughput', { receive: ramp.map((v) => v && v * 1e5), transmit: ramp.map(() => 1e5) }),
    chart('disk_throughput', { read: ramp.map(() => null), write: ramp.map(() => 0) }),
  ],
};

const givenPrograms: ProgramsResponse = {
  processes: [
    {
      pid: 812,
      name: 'postgres',
      user: 'postgres',
      cpuPct: 188.2,
      memoryBytes: 3e9,
      threads: 8,
      readBytesPerS: 1e6,
      writeBytesPerS: null,
    },
    {
      pid: 9,
      name: 'evil\u001b[2J',
      user: 'root',
      cpuPct: null,
      memoryBytes: 9e9,
      threads: 1,
      readBytesPerS: 0,
      writeBytesPerS: 0,
    },
  ],
  units: [
    {
      path: '/system.slice/postgres.service',
      kind: 'service',
      cpuPct: 180,
      throttledPct: 0,
      memoryBytes: 3e9,
      memoryMaxBytes: null,
      tasks: 9,
      readBytesPerS: 1e6,
      writeBytesPerS: 1e6,
    },
  ],
};

const [first] = hosts;
if (first === undefined) throw new Error('the given fleet has no host');

const givenDetail: HostDetail = {
  ...first,
  os: 'Debian 13',
  clock: null,
  inventory: null,
  self: null,
  issues: [],
  connected: true,
};

/** A state on a screen of 80×24, with a fleet of three hosts and one alert. */
export function givenState(over: Partial<TopState> = {}): TopState {
  return {
    ...startState({ columns: 80, rows: 24, nowMs: givenNowMs, timeZone: 'UTC' }),
    link: { phase: 'current' },
    fleet: { hosts, alerts: [alert] },
    ...over,
  };
}

/** The page of one of its hosts. */
export function givenHostState(over: Partial<TopState> = {}): TopState {
  const hostData = { host: 'web-1', detail: givenDetail, charts: givenCharts, programs: givenPrograms };
  return givenState({ host: 'web-1', hostData, ...over });
}
