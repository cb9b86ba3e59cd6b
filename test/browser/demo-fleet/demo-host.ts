import { columnGroup, type GroupName, type Inventory, type Reading, type Sample } from '@hostwire/protocol';
import { roles, type Role } from './roles.ts';

const mib = 2 ** 20;
const gib = 2 ** 30;
const dayMs = 86_400_000;

/** A number from 0 to 1 that depends on what it is given, and on nothing else. */
function noise(...seed: readonly (number | string)[]): number {
  let hash = 2166136261;
  for (const char of seed.join('/')) hash = Math.imul(hash ^ char.charCodeAt(0), 16777619);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 2246822519);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/** Noise that moves from one value to the next over some minutes. */
function drift(tsMs: number, minutes: number, seed: string): number {
  const place = tsMs / (minutes * 60_000);
  const before = Math.floor(place);
  const share = (1 - Math.cos((place - before) * Math.PI)) / 2;
  return noise(seed, before) * (1 - share) + noise(seed, before + 1) * share;
}

/** 0 at night, 1 in the afternoon. */
function daytime(tsMs: number): number {
  return (1 - Math.cos(((tsMs % dayMs) / dayMs - 0.125) * 2 * Math.PI)) / 2;
}

type Row = Readonly<Record<string, number>>;

/** One row for each device; columns that are not named are 0. */
function reading(group: GroupName, rows: Readonly<Record<string, Row>>, labels?: Reading['labels']): Reading {
  const { columns } = columnGroup(group);
  const devices = Object.keys(rows);
  const values = new Float64Array(devices.length * columns.length);
  devices.forEach((device, row) => {
    columns.forEach(({ name }, i) => {
      values[row * columns.length + i] = Math.max(0, Math.round(rows[device]![name] ?? 0));
    });
  });
  return labels === undefined ? { devices, values } : { devices, labels, values };
}

/** A host that was made up: its values follow from its name and the time, so every run shows the same fleet. */
export class DemoHost {
  readonly name: string;
  readonly role: Role;

  constructor(name: string, role: string) {
    this.name = name;
    this.role = roles[role]!;
  }

  inventory(): Inventory {
    const { cores, memoryGib } = this.role;
    return {
      type: 'inventory',
      hostname: this.name,
      os: 'Debian GNU/Linux 13 (trixie)',
      kernel: '6.12.41-amd64',
      arch: 'x86_64',
      bootId: `boot-of-${this.name}`,
      bootedMs: Math.round(Date.now() - 31 * dayMs * (0.2 + noise(this.name, 'boot'))),
      cpuModel: 'AMD EPYC 9354P 32-Core Processor',
      cpuCores: cores,
      cpuPhysicalCores: cores / 2,
      cpuSockets: 1,
      memoryBytes: memoryGib * gib,
      virtualisation: 'kvm',
      manufacturer: 'Hetzner',
      model: 'vServer',
      disks: [{ name: 'nvme0n1', model: 'QEMU NVMe', sizeBytes: 240e9, type: 'NVMe' }],
      interfaces: [{ name: 'eth0', mac: '96:00:02:aa:bb:cc', addresses: ['10.0.0.12'], speedMbit: 10_000 }],
      gpus: [],
      agentVersion: '0.1.0',
      nodeVersion: 'v22.11.0',
      cloud: 'hetzner',
      container: '',
    };
  }

  sample(tsMs: number, intervalMs: number): Sample {
    const busy = this.#busy(tsMs);
    return {
      tsMs,
      monoMs: tsMs % (400 * dayMs),
      intervalMs,
      readings: {
        ...this.#cpu(tsMs, intervalMs, busy),
        ...this.#levels(tsMs, busy),
        ...this.#flows(tsMs, intervalMs, busy),
        ...this.#metrics(tsMs, intervalMs),
      },
    };
  }

  /** The share of the CPUs in use, 0 to 1: a rhythm of the day, a nightly job at 03:12, and noise. */
  #busy(tsMs: number): number {
    const { cpu } = this.role;
    const minuteOfDay = (tsMs % dayMs) / 60_000;
    const nightly = this.role.nightly && minuteOfDay > 192 && minuteOfDay < 214 ? 0.62 : 0;
    const rhythm = cpu.base + cpu.day * daytime(tsMs) + cpu.noise * drift(tsMs, 7, this.name);
    return Math.min(0.97, rhythm + nightly + 0.04 * noise(this.name, tsMs));
  }

  #cpu(tsMs: number, intervalMs: number, busy: number): Sample['readings'] {
    const { cores } = this.role;
    const ofCore = (core: number): Row => {
      const own = Math.min(0.99, busy * (0.6 + 0.8 * noise(this.name, core, Math.floor(tsMs / 20_000))));
      const used = own * intervalMs;
      const iowait = this.role.iowait * intervalMs * noise(this.name, 'io', tsMs);
      return {
        user_ms: used * 0.72,
        system_ms: used * 0.22,
        softirq_ms: used * 0.06,
        iowait_ms: iowait,
        idle_ms: intervalMs - used - iowait,
      };
    };
    const perCore = Object.fromEntries(
      Array.from({ length: cores }, (_, core) => [String(core), ofCore(core)]),
    );
    const sum = (column: string): number =>
      Object.values(perCore).reduce((total, row) => total + (row[column] ?? 0), 0);
    const states = ['user_ms', 'system_ms', 'softirq_ms', 'iowait_ms', 'idle_ms'];
    const cpu = Object.fromEntries(states.map((state) => [state, sum(state)]));
    const load = busy * cores * 1.1;
    return {
      cpu: reading('cpu', {
        '': {
          ...cpu,
          cores,
          context_switches: busy * 9_000,
          interrupts: busy * 5_000,
          forks: 3,
          procs_running: load,
        },
      }),
      cpu_core: reading('cpu_core', perCore),
      load: reading('load', {
        '': { load1_centi: load * 100, load5_centi: load * 96, load15_centi: load * 90, tasks: 260 },
      }),
      pressure: reading('pressure', {
        '': {
          cpu_some_us: busy ** 3 * intervalMs * 400,
          io_some_us: this.role.iowait * intervalMs * 900 * drift(tsMs, 5, this.name),
        },
      }),
    };
  }

  #levels(tsMs: number, busy: number): Sample['readings'] {
    const { memoryGib, memory, mounts } = this.role;
    const total = memoryGib * gib;
    const used = total * Math.min(0.96, memory + 0.1 * busy + 0.05 * drift(tsMs, 60, `${this.name} memory`));
    const free = (total - used) * 0.35;
    const names = Object.keys(mounts);
    const filesystems = Object.fromEntries(
      names.map((mount) => {
        const { sizeGib, used: share, perDay } = mounts[mount]!;
        const taken = Math.min(
          0.985,
          share + (perDay * ((tsMs % (30 * dayMs)) / dayMs)) / 100 + 0.01 * noise(this.name, mount),
        );
        const size = sizeGib * gib;
        const left = size * (1 - taken);
        return [
          mount,
          {
            size_bytes: size,
            free_bytes: left,
            available_bytes: left * 0.97,
            inodes_total: 6_500_000,
            inodes_free: 6_000_000,
          },
        ];
      }),
    );
    return {
      memory: reading('memory', {
        '': {
          total_bytes: total,
          available_bytes: total - used,
          free_bytes: free,
          cached_bytes: (total - used) * 0.6,
          swap_total_bytes: 2 * gib,
          swap_free_bytes: 1.9 * gib,
          page_faults: 1_200 * busy,
        },
      }),
      filesystem: reading('filesystem', filesystems, {
        device: names.map((_, i) => `/dev/nvme0n1p${i + 1}`),
        type: names.map(() => 'ext4'),
      }),
      process_state: reading('process_state', {
        '': { running: 1 + busy * 6, sleeping: 180, idle: 60, threads: 640 },
      }),
      ...this.#programs(tsMs, busy),
    };
  }

  /** What runs, with its share of what the host does. */
  #programs(tsMs: number, busy: number): Sample['readings'] {
    const { programs, cores, memoryGib } = this.role;
    const spanMs = 10_000;
    const list = programs.map((program, i) => {
      const share = program.cpu * (0.7 + 0.6 * drift(tsMs, 3, `${this.name} ${program.name}`));
      const cpuMs = busy * cores * share * spanMs;
      const memory = program.memory * memoryGib * gib;
      const io = program.io * busy * 8 * mib;
      return { program, pid: String(812 + i * 97), cpuMs, memory, io };
    });
    const processes = Object.fromEntries(
      list.map(({ pid, cpuMs, memory, io }) => [
        pid,
        {
          cpu_ms: cpuMs,
          interval_ms: spanMs,
          rss_bytes: memory,
          threads: 8,
          write_bytes: io * 10,
          read_bytes: io * 4,
        },
      ]),
    );
    const cgroups = Object.fromEntries(
      list.map(({ program, cpuMs, memory, io }) => [
        `/system.slice/${program.name}.service`,
        {
          cpu_us: cpuMs * 1_000,
          interval_ms: spanMs,
          memory_bytes: memory * 1.2,
          tasks: 9,
          write_bytes: io * 10,
          memory_max_bytes: 0.9 * memoryGib * gib,
        },
      ]),
    );
    return {
      process: reading('process', processes, {
        program: programs.map(({ name }) => name),
        user: programs.map(({ user }) => user),
      }),
      cgroup: reading('cgroup', cgroups, { kind: programs.map(() => 'unit') }),
    };
  }

  /** What a program of its tells the agent. */
  #metrics(tsMs: number, intervalMs: number): Sample['readings'] {
    const { deploysEveryMs } = this.role;
    if (deploysEveryMs === undefined || tsMs % deploysEveryMs >= intervalMs) return {};
    const deploys = { 'deploys{app="shop"}': { increment: 1, interval_ms: 10_000 } };
    return { metric: reading('metric', deploys, { kind: ['counter'], source: ['statsd'] }) };
  }

  #flows(tsMs: number, intervalMs: number, busy: number): Sample['readings'] {
    const { networkMib, diskMib } = this.role;
    const seconds = intervalMs / 1_000;
    const burst = 0.5 + drift(tsMs, 2, `${this.name} net`);
    const written = diskMib * mib * seconds * busy * (0.4 + drift(tsMs, 4, `${this.name} disk`));
    const received = networkMib * mib * seconds * busy * burst;
    return {
      disk: reading('disk', {
        nvme0n1: {
          read_ops: (written / 90_000) * 0.4,
          read_bytes: written * 0.35,
          read_ms: (written / 90_000) * 0.2,
          write_ops: written / 60_000,
          write_bytes: written,
          write_ms: (written / 60_000) * 0.8,
          busy_ms: Math.min(0.95, busy * this.role.iowait * 6) * intervalMs,
          weighted_ms: busy * intervalMs * 0.4,
        },
      }),
      network: reading('network', {
        lo: { receive_bytes: 9_000, transmit_bytes: 9_000 },
        eth0: {
          receive_bytes: received,
          receive_packets: received / 900,
          transmit_bytes: received * 1.7,
          transmit_packets: received / 800,
        },
      }),
      socket: reading('socket', {
        '': {
          in_use: 240,
          tcp_in_use: 180,
          tcp_established: 60 + 400 * busy,
          tcp_time_wait: 40 * busy,
          tcp_segments_sent: received / 900,
          tcp_segments_received: received / 900,
          tcp_segments_retransmitted: received / 900_000,
        },
      }),
      agent: reading('agent', {
        '': {
          cpu_us: 1_700 * seconds,
          rss_bytes: 48 * mib,
          sent_bytes: 190 * seconds,
          spool_bytes: 900,
          spool_batches: 1,
          read_us: 600,
        },
      }),
    };
  }
}
