// Samples of a host that does not exist, with values of the size and the jitter that real ones have.
import { columnGroups } from '../dist/index.js';

/** What leads on a web server, by CPU, memory or I/O. */
const programs = [
  ...['postgres', 'node', 'nginx', 'nginx', 'redis-server', 'postgres', 'postgres', 'postgres', 'systemd'],
  ...['systemd-journal', 'dockerd', 'containerd', 'hostwire-agent', 'rsyslogd', 'kworker/0:1', 'sshd'],
  ...['systemd-logind', 'systemd-udevd', 'cron', 'dbus-daemon', 'snapd', 'multipathd', 'polkitd', 'agetty'],
  ...['unattended-upgr', 'ksoftirqd/0', 'rcu_preempt', 'jbd2/nvme0n1p2-'],
];
const users = {
  postgres: 'postgres',
  nginx: 'www-data',
  node: 'app',
  'redis-server': 'redis',
  rsyslogd: 'syslog',
};
const units = [
  ...['system.slice', 'user.slice', 'postgresql@16-main.service', 'app.service', 'nginx.service'],
  ...[
    'redis-server.service',
    'docker.service',
    'containerd.service',
    'hostwire-agent.service',
    'rsyslog.service',
  ],
  ...[
    'systemd-journald.service',
    'ssh.service',
    'systemd-udevd.service',
    'systemd-logind.service',
    'cron.service',
  ],
  ...['dbus.service', 'snapd.service', 'multipathd.service', 'polkit.service', 'systemd-networkd.service'],
  ...[
    'systemd-resolved.service',
    'systemd-timesyncd.service',
    'unattended-upgrades.service',
    'udisks2.service',
  ],
];
const sensors = [
  ['coretemp.0/temp1', 'coretemp', 'Package id 0'],
  ...[0, 1, 2, 3].map((core) => [`coretemp.0/temp${core + 2}`, 'coretemp', `Core ${core}`]),
  ['nvme0/temp1', 'nvme', 'Composite'],
  ['nvme1/temp1', 'nvme', 'Composite'],
];

/** The host that the design's promise of 200 bytes per sample speaks of. */
export const fourCoreHost = {
  seed: 42,
  cores: 4,
  memoryBytes: 16_777_216_000,
  ...{ programs, units, sensors },
  disks: ['nvme0n1', 'nvme1n1'],
  interfaces: ['eth0', 'lo'],
  mounts: [
    ['/', '/dev/nvme0n1p2', 'ext4'],
    ['/boot/efi', '/dev/nvme0n1p1', 'vfat'],
    ['/home', '/dev/nvme1n1p1', 'ext4'],
  ],
};

const slowS = 10;
/** In which second of ten the groups that are not in every sample come. */
const slow = { filesystem: 0, link: 0, sensor: 1, process_state: 2, process: 2, cgroup: 3, agent_group: 0 };
/** What the agent says of its own cost, group by group. */
const costs = [
  ...['cpu', 'load', 'memory', 'disk', 'network', 'pressure', 'socket'],
  ...['filesystem', 'link', 'sensor', 'process', 'cgroup'],
];
const none = (count) => Array.from({ length: count }, () => NaN);

/** Gives a function from a second to its sample. The same in every run. */
export function madeUpHost({
  seed,
  cores,
  memoryBytes,
  disks,
  interfaces,
  mounts,
  programs,
  units,
  sensors,
}) {
  let state = seed;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const around = (mean, spread) => Math.max(0, Math.round(mean + (random() * 2 - 1) * spread));
  const often = (chance, value) => (random() < chance ? value() : 0);
  const ticks = (mean, spread) => around(mean / 10, spread / 10) * 10; // of 10 ms, as /proc/stat counts
  const pages = (share, spread) => around((memoryBytes * share) / 4096, spread) * 4096;

  const cpu = (n) => [
    ...[ticks(90 * n, 60), 0, ticks(35 * n, 25), ticks(860 * n, 70), often(0.3, () => 10)],
    ...[0, often(0.4, () => 10), 0, 0, 0],
  ];
  const disk = (busy) => {
    if (random() > busy) return Array.from({ length: 12 }, () => 0);
    const [reads, writes] = [often(0.1, () => 2), around(12, 10)];
    const written = writes * around(3, 2) * 4096;
    return [
      reads,
      reads * 4096,
      reads,
      writes,
      written,
      around(8, 7),
      0,
      0,
      0,
      0,
      around(10, 8),
      around(9, 8),
    ];
  };
  const network = (mean, spread) => {
    const [received, sent] = [around(mean, spread), around(mean, spread)];
    return [received * around(400, 200), received, 0, 0, 0, sent * around(700, 300), sent, 0, 0];
  };
  const filesystem = (size) => {
    const free = Math.round((size * 0.6) / 4096) * 4096 + around(0, 300) * 4096;
    return [size, free, free - Math.round(size / 20), Math.round(size / 16_384), around(size / 18_000, 3), 0];
  };
  const memory = () => [
    ...[memoryBytes, pages(0.22, 500), pages(0.7, 500), pages(0.015, 2), pages(0.44, 60), pages(0.3, 80)],
    ...[pages(0.34, 80), around(90, 60) * 4096, 0, pages(0.017, 3), pages(0.0075, 4), pages(0.003, 0)],
    ...[pages(0.2, 400), pages(0.037, 20), pages(0.42, 300), 2_147_479_552, 2_147_479_552, 0, 0, 0],
    ...[around(900, 600), 0, 0, 0, 0],
  ];
  const make = {
    cpu: () => [
      ...cpu(cores),
      ...[
        cores,
        around(650 * cores, 500),
        around(350 * cores, 300),
        often(0.6, () => around(3, 3)),
        around(2, 1),
        0,
      ],
    ],
    cpu_core: () => Array.from({ length: cores }, () => cpu(1)).flat(),
    load: () => [around(45, 2), around(52, 1), 48, around(412, 3)],
    memory,
    disk: () => disks.flatMap((_, i) => disk(i === 0 ? 0.7 : 0.1)),
    filesystem: () => mounts.flatMap((_, i) => filesystem((i + 1) * 52_576_092_160)),
    network: () => interfaces.flatMap((name) => (name === 'lo' ? network(14, 6) : network(60, 25))),
    agent: (second) => [
      ...[around(1500, 300), second % slowS === 0 ? around(13_000, 20) * 4096 : NaN],
      ...[around(400, 60), around(600, 200), 1, around(900, 150), 0, 0, 0, 0, 0, 0],
    ],
    agent_group: () =>
      costs.flatMap((name) => {
        const reads = name in slow ? 1 : slowS;
        return [10_000 + processesLate, reads * around(120, 40), reads, 1];
      }),
    pressure: (second) => [
      ...[around(3000, 2500), 0, 0, often(0.4, () => around(900, 800)), often(0.3, () => around(700, 600))],
      ...(second % slowS === 1 ? [40, 35, 30, 0, 0, 0, 0, 0, 0, 12, 10, 9, 8, 7, 6] : none(15)).map((level) =>
        around(level, level / 4),
      ),
    ],
    socket: (second) => [
      ...[around(74, 30), around(74, 30), often(0.1, () => 1), often(0.4, () => 2), often(0.5, () => 2)],
      ...[0, 0, often(0.1, () => 1), 0, 0, 0, around(4, 3), around(4, 3), 0, 0, 0, 0],
      ...(second % slowS === 1 ? [around(240, 2), around(45, 1), around(38, 1), around(12, 4)] : none(4)),
      ...(second % slowS === 1 ? [0, around(14, 2), 6, 2, around(60, 4), 262_144] : none(6)),
    ],
    link: () => interfaces.filter((name) => name !== 'lo').flatMap(() => [1000, 0]),
    sensor: () => sensors.flatMap(() => [318_150 + around(2000, 2000), NaN, NaN]),
    process_state: () => [around(1, 1), around(140, 2), 0, around(70, 2), 0, 0, 0, around(412, 3)],
    process: () =>
      programs.flatMap((_, i) => [
        often(i < 12 ? 0.9 : 0.05, () => ticks(1200 / (i + 1), 200)),
        ...[10_000 + processesLate, around(90_000 / (i + 1), 5) * 4096, i < 6 ? 12 : 1],
        ...[often(0.05, () => 4096 * around(9, 8)), often(i < 8 ? 0.5 : 0, () => 4096 * around(30, 25))],
      ]),
    cgroup: () =>
      units.flatMap((name, i) => [
        often(0.7, () => around(400_000 / (i + 1), 30_000 / (i + 1))),
        ...[NaN, NaN, 0, often(0.05, () => 4096 * around(9, 8)), often(0.3, () => 4096 * around(30, 25))],
        ...[10_000, around(120_000 / (i + 1), 9) * 4096, NaN, NaN, name.endsWith('slice') ? 80 : 1 + (i % 4)],
        name.endsWith('slice') ? NaN : 19_082,
        NaN, // reclaimable: no memory limits
      ]),
  };
  const devices = {
    agent_group: costs,
    link: interfaces.filter((name) => name !== 'lo'),
    sensor: sensors.map(([device]) => device),
    process: programs.map((_, i) => `${1 + i * i * 97}`),
    cgroup: units.map((name) => (name.endsWith('slice') ? `/${name}` : `/system.slice/${name}`)),
    cpu_core: Array.from({ length: cores }, (_, core) => `${core}`),
    disk: disks,
    filesystem: mounts.map(([mount]) => mount),
    network: interfaces,
  };
  const labels = {
    filesystem: { device: mounts.map(([, device]) => device), type: mounts.map(([, , type]) => type) },
    link: { state: devices.link.map(() => 'up'), duplex: devices.link.map(() => 'full') },
    sensor: { chip: sensors.map(([, chip]) => chip), label: sensors.map(([, , label]) => label) },
    process: { program: programs, user: programs.map((name) => users[name] ?? 'root') },
    cgroup: { kind: units.map((name) => (name.endsWith('slice') ? 'slice' : 'unit')) },
  };
  const phase = around(500, 400);
  const processesLate = around(0, 2);
  let last = { second: NaN, late: 0 };

  return (second) => {
    const late = around(1, 1);
    const lateBefore = last.second === second - 1 ? last.late : around(1, 1);
    last = { second, late };
    const groups = columnGroups.filter(
      ({ name }) => name in make && (slow[name] ?? second % slowS) === second % slowS,
    );
    const readings = groups.map(({ name }) => [
      name,
      {
        devices: devices[name] ?? [''],
        values: Float64Array.from(make[name](second)),
        ...(labels[name] && { labels: labels[name] }),
      },
    ]);
    return {
      tsMs: 1_763_900_000_000 + seed * 7919 + phase + second * 1000 + late,
      monoMs: 86_400_000 + seed * 104_729 + phase + second * 1000 + late,
      intervalMs: 1000 + late - lateBefore,
      readings: Object.fromEntries(readings),
    };
  };
}
