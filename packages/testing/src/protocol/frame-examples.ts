/** For tests: one frame of each kind, and samples, whose bytes are kept as NAME.hex beside this file for ever. */
import {
  columnGroup,
  type Frame,
  type GroupName,
  noMarks,
  type Reading,
  type Sample,
} from '@hostwire/protocol';

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
    stream: 'live',
    marks: { interfaceHash: '1f'.repeat(32), rootFsHash: '2e'.repeat(32), productHash: '3d'.repeat(32) },
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
    stream: 'history',
    marks: noMarks,
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
    codec: 'table',
    rawLength: 4,
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
  issues: {
    type: 'issues',
    issues: [
      {
        group: 'filesystem',
        device: '/mnt/ceph',
        column: 'inodes_free',
        code: 'VALUE_IMPOSSIBLE',
        message: 'inodes_free is left out: more are free than there are',
      },
      { group: 'load', device: '', column: '', code: 'ENOENT', message: '/proc/loadavg' },
    ],
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
      numbers: { 'budget.cpu_pct': 1.5, 'budget.rss_mb': 100, 'process.top': 10 },
    },
  },
  'settings-numbers': {
    type: 'settings',
    settings: { ...settings, numbers: { 'process.top': 10, 'future.share': 0.25 } },
  },
  'settings-upgrade': { type: 'settings', settings: { ...settings, upgradeVersion: '0.2.0' } },
  upgrade_report: {
    type: 'upgrade_report',
    version: '0.2.0',
    state: 'failed',
    detail: 'it did not reach the collector within 120 s',
  },
  go_away: { type: 'go_away', reason: 'restart', retryMinMs: 1000, retryMaxMs: 30_000, detail: 'upgrade' },
  resume: { type: 'resume', nextSeq: 40 },
  server_key: { type: 'server_key', nextPin: 'd4'.repeat(32) },
  key_requested: {
    type: 'key_renewal',
    step: 'requested',
    publicKey: '',
    oldSignature: '',
    newSignature: '',
  },
  key_offered: {
    type: 'key_renewal',
    step: 'offered',
    publicKey: 'e5'.repeat(32),
    oldSignature: 'f6'.repeat(64),
    newSignature: '07'.repeat(64),
  },
};

/** Columns and labels that each group had when the bytes were written; what came later has no part in them. */
const frozenGroups = {
  cpu: { columns: 16, labels: 0 },
  cpu_core: { columns: 10, labels: 0 },
  load: { columns: 4, labels: 0 },
  memory: { columns: 25, labels: 0 },
  disk: { columns: 12, labels: 0 },
  filesystem: { columns: 6, labels: 2 },
  network: { columns: 9, labels: 0 },
  agent: { columns: 12, labels: 0 },
  pressure: { columns: 20, labels: 0 },
  socket: { columns: 27, labels: 0 },
  link: { columns: 2, labels: 2 },
  sensor: { columns: 3, labels: 2 },
  process_state: { columns: 8, labels: 0 },
  process: { columns: 6, labels: 2 },
  cgroup: { columns: 13, labels: 1 },
  metric: { columns: 3, labels: 2 },
  span: { columns: 6, labels: 0 },
  agent_group: { columns: 4, labels: 0 },
} as const satisfies Partial<Record<GroupName, { columns: number; labels: number }>>;

/** Three samples: every group in the first, a device gone in the second, a group gone in the third. */
export const sampleExamples: readonly Sample[] = [0, 1, 2].map((index) => ({
  tsMs: 1_763_900_000_123 + index * 1000 + (index % 2),
  monoMs: 86_400_000 + index * 1000 + (index % 2),
  intervalMs: 1000 + (index % 2),
  readings: Object.fromEntries(
    (Object.keys(frozenGroups) as (keyof typeof frozenGroups)[])
      .filter((name) => index < 2 || name !== 'filesystem')
      .map((name) => [name, readingExample(name, index)]),
  ),
}));

function readingExample(name: keyof typeof frozenGroups, index: number): Reading {
  const group = columnGroup(name);
  const frozen = frozenGroups[name];
  const devices = group.devices ? ['first', 'zweites-Gerät'].slice(0, index === 1 ? 1 : 2) : [''];
  const values = devices.flatMap((_, device) =>
    group.columns.map(({ kind }, column) => {
      if (column >= frozen.columns || (column === 4 && index === 1)) return NaN;
      if (kind === 'real') return device - 0.5 * index;
      return column % 3 === 0 ? 1000 : 2 ** column + index * 3 + device * 100;
    }),
  );
  const labels = Object.fromEntries(
    group.labels.map((label, position) => [
      label.name,
      devices.map((device) => (position < frozen.labels ? `${device} ${label.name}` : '')),
    ]),
  );
  return { devices, ...(group.labels.length > 0 && { labels }), values: Float64Array.from(values) };
}
