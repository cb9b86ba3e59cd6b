/** For tests: one frame of each kind, and samples, whose bytes are kept as NAME.hex beside this file for ever. */
import { columnGroup } from '../column-groups.ts';
import type { Frame } from '../frame/frame.ts';
import type { Reading, Sample } from '../sample.ts';

const epoch = '0123456789abcdef';
const prevHash = 'fedcba9876543210';
const machineHash = 'a5'.repeat(32);
const settings = { version: 3, intervalMs: 1000, flushMs: 2000 };
const credit = { batches: 64, bytes: 4_194_304 };

export const frameExamples: Readonly<Record<string, Frame>> = {
  hello: {
    type: 'hello',
    protocol: 1,
    agentVersion: '0.1.0',
    epoch,
    firstRetained: 17,
    firstUnacked: 40,
    lastSeq: 2 ** 53 - 1,
    prevHash,
    generation: 7,
    bootId: 'd9cbb0d3-6a4d-4a0e-9e2b-7a4b4f7d2c11',
    machineHash,
    wallMs: 1_763_900_000_123,
    monoMs: 86_400_000,
    lane: 'live',
  },
  'hello-first': {
    type: 'hello',
    protocol: 1,
    agentVersion: '0.1.0',
    epoch,
    firstRetained: 0,
    firstUnacked: 0,
    lastSeq: 0,
    prevHash: '',
    generation: 0,
    bootId: '',
    machineHash,
    wallMs: 0,
    monoMs: 0,
    lane: 'live',
  },
  welcome: {
    type: 'welcome',
    nextSeq: 41,
    credit,
    maxBatchBytes: 1_000_000,
    maxBatchSamples: 10_000,
    serverMs: 1_763_900_000_456,
    generation: 8,
    settings,
    nextPin: 'c3'.repeat(32),
  },
  batch: {
    type: 'batch',
    seq: 41,
    day: 20_415,
    createdMs: 1_763_900_001_123,
    samples: 2,
    prevHash,
    codec: 'raw',
    rawLength: 4,
    payload: Uint8Array.of(1, 2, 3, 255),
  },
  'batch-steps': {
    type: 'batch',
    seq: 42,
    day: 20_415,
    createdMs: 1_763_900_006_123,
    samples: 5,
    prevHash,
    codec: 'steps_deflate',
    rawLength: 2048,
    payload: Uint8Array.of(1, 2, 3, 255),
  },
  'batch-table': {
    type: 'batch',
    seq: 43,
    day: 20_415,
    createdMs: 1_763_900_011_123,
    samples: 5,
    prevHash,
    codec: 'table_deflate',
    rawLength: 2048,
    payload: Uint8Array.of(1, 2, 3, 255),
  },
  ack: { type: 'ack', committedSeq: 41, credit },
  nack: { type: 'nack', seq: 41, code: 'malformed', detail: 'columns: ends inside a number (byte 12)' },
  gap: {
    type: 'gap',
    firstSeq: 42,
    lastSeq: 99,
    day: 20_415,
    fromMs: 1_763_900_001_123,
    toMs: 1_763_900_101_123,
    reason: 'spool_full',
    prevHash,
    createdMs: 1_763_900_101_124,
  },
  inventory: {
    type: 'inventory',
    hostname: 'web-1',
    os: 'Debian GNU/Linux 12',
    kernel: '6.1.0-28-amd64',
    arch: 'x64',
    bootId: 'd9cbb0d3-6a4d-4a0e-9e2b-7a4b4f7d2c11',
    bootedMs: 1_763_813_600_000,
    cpuModel: 'AMD EPYC 7713',
    cpuCores: 8,
    cpuPhysicalCores: 4,
    cpuSockets: 1,
    memoryBytes: 16_777_216_000,
    virtualisation: 'kvm',
    manufacturer: 'QEMU',
    model: 'Standard PC',
    disks: [
      { name: '/dev/vda', model: '', sizeBytes: 53_687_091_200, type: 'HD' },
      { name: '/dev/nvme0n1', model: 'Samsung 990 PRO', sizeBytes: 4_000_787_030_016, type: 'NVMe' },
    ],
    interfaces: [
      { name: 'eth0', mac: '52:54:00:12:34:56', addresses: ['192.0.2.7', '2001:db8::7'], speedMbit: 10_000 },
      { name: 'lo', mac: '', addresses: [], speedMbit: 0 },
    ],
    gpus: ['Cirrus Logic GD 5446'],
    agentVersion: '0.1.0',
    nodeVersion: '20.20.2',
    cloud: '',
    container: '',
  },
  'inventory-cloud': {
    type: 'inventory',
    hostname: 'pod-1',
    os: '',
    kernel: '',
    arch: '',
    bootId: '',
    bootedMs: 0,
    cpuModel: '',
    cpuCores: 0,
    cpuPhysicalCores: 0,
    cpuSockets: 0,
    memoryBytes: 0,
    virtualisation: '',
    manufacturer: '',
    model: '',
    disks: [],
    interfaces: [],
    gpus: [],
    agentVersion: '0.2.0',
    nodeVersion: '',
    cloud: 'aws',
    container: 'kubernetes',
  },
  settings: { type: 'settings', settings },
  'settings-whole': {
    type: 'settings',
    settings: {
      ...settings,
      groups: [
        { group: 'sensor', off: true, intervalMs: 0 },
        { group: 'process', off: false, intervalMs: 30_000 },
      ],
      filters: [{ subject: 'disk', include: ['loop7'], exclude: ['loop*', 'ram*'] }],
      budgetCpuCenti: 150,
      budgetRssMb: 100,
      processTop: 10,
    },
  },
  go_away: { type: 'go_away', reason: 'restart', retryMinMs: 1000, retryMaxMs: 30_000, detail: 'upgrade' },
  resume: { type: 'resume', nextSeq: 40 },
};

/** What protocol 1 began with. Groups that came later have no part in these bytes, which must stay as they are. */
const firstGroups = ['cpu', 'cpu_core', 'load', 'memory', 'disk', 'filesystem', 'network', 'agent'] as const;

/** The group agent began with these; later columns have no part in the bytes either. */
const firstAgentColumns = 8;

/** Three samples: every one of those groups in the first, a device gone in the second, a group gone in the third. */
export const sampleExamples: readonly Sample[] = [0, 1, 2].map((index) => ({
  tsMs: 1_763_900_000_123 + index * 1000 + (index % 2),
  monoMs: 86_400_000 + index * 1000 + (index % 2),
  intervalMs: 1000 + (index % 2),
  readings: Object.fromEntries(
    firstGroups
      .filter((name) => index < 2 || name !== 'filesystem')
      .map((name) => {
        const group = columnGroup(name);
        const devices = group.devices ? ['first', 'zweites-Gerät'].slice(0, index === 1 ? 1 : 2) : [''];
        const values = devices.flatMap((_, device) =>
          group.columns.map((_column, column) => {
            if (name === 'agent' && column >= firstAgentColumns) return NaN;
            if (column === 4) return index === 1 ? NaN : 5;
            return column % 3 === 0 ? 1000 : 2 ** column + index * 3 + device * 100;
          }),
        );
        const labels = Object.fromEntries(
          group.labels.map(({ name }) => [name, devices.map((device) => `${device} ${name}`)]),
        );
        const reading: Reading = {
          devices,
          ...(group.labels.length > 0 && { labels }),
          values: Float64Array.from(values),
        };
        return [group.name, reading];
      }),
  ),
}));
