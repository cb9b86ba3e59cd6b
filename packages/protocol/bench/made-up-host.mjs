// Samples of a host that does not exist, with values of the size and the jitter that real ones have.
import { columnGroups } from '../dist/index.js';

/** The host that the design's promise of 200 bytes per sample speaks of. */
export const fourCoreHost = {
  seed: 42,
  cores: 4,
  memoryBytes: 16_777_216_000,
  disks: ['nvme0n1', 'nvme1n1'],
  interfaces: ['eth0', 'lo'],
  mounts: [
    ['/', '/dev/nvme0n1p2', 'ext4'],
    ['/boot/efi', '/dev/nvme0n1p1', 'vfat'],
    ['/home', '/dev/nvme1n1p1', 'ext4'],
  ],
};

/** Gives a function from a second to its sample; file systems are read every 10 s. The same in every run. */
export function madeUpHost({ seed, cores, memoryBytes, disks, interfaces, mounts }) {
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
    agent: () => [
      ...[around(1500, 300), around(13_000, 20) * 4096, around(400, 60), around(600, 200), 1],
      ...[around(900, 150), 0, 0],
    ],
  };
  const devices = {
    cpu_core: Array.from({ length: cores }, (_, core) => `${core}`),
    disk: disks,
    filesystem: mounts.map(([mount]) => mount),
    network: interfaces,
  };
  const labels = { device: mounts.map(([, device]) => device), type: mounts.map(([, , type]) => type) };
  const phase = around(500, 400);

  return (second) => {
    const late = around(1, 1);
    const groups = columnGroups.filter(({ name }) => name !== 'filesystem' || second % 10 === 0);
    const readings = groups.map(({ name }) => [
      name,
      {
        devices: devices[name] ?? [''],
        values: Float64Array.from(make[name]()),
        ...(name === 'filesystem' && { labels }),
      },
    ]);
    return {
      tsMs: 1_763_900_000_000 + seed * 7919 + phase + second * 1000 + late,
      monoMs: 86_400_000 + seed * 104_729 + phase + second * 1000 + late,
      intervalMs: 1000 + around(0, 1),
      readings: Object.fromEntries(readings),
    };
  };
}
