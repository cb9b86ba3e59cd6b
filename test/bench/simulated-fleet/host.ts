import { columnGroup, type GroupName, type Reading, type Sample } from '@hostwire/protocol';

/** How a column moves: around `mean`, in steps of `unit`; in `still` of all samples it does not (an increment is 0). */
interface Course {
  readonly mean: number;
  readonly unit?: number;
  readonly still?: number;
}

const page = 4096;
const gib = 2 ** 30;
const interfaceName = 'eth0';

const devices: Partial<Record<GroupName, readonly string[]>> = {
  cpu_core: ['0', '1', '2', '3'],
  disk: ['nvme0n1', 'sda'],
  network: ['lo', interfaceName],
  filesystem: ['/', '/boot', '/var', '/home'],
};
const labels: Partial<Record<GroupName, Reading['labels']>> = {
  filesystem: {
    device: ['/dev/nvme0n1p2', '/dev/nvme0n1p1', '/dev/nvme0n1p3', '/dev/sda1'],
    type: ['ext4', 'ext4', 'xfs', 'xfs'],
  },
};

/** Columns that are not named stay 0, as most do on a healthy host. */
const courses: Partial<Record<GroupName, Readonly<Record<string, Course>>>> = {
  cpu: {
    cores: { mean: 4, still: 1 },
    context_switches: { mean: 2_400 },
    interrupts: { mean: 1_300 },
    forks: { mean: 4, still: 0.6 },
    procs_running: { mean: 2, still: 0.5 },
  },
  load: {
    load1_centi: { mean: 80 },
    load5_centi: { mean: 75, still: 0.6 },
    load15_centi: { mean: 70, still: 0.8 },
    tasks: { mean: 310, still: 0.4 },
  },
  memory: {
    total_bytes: { mean: 16 * gib, still: 1 },
    free_bytes: { mean: 3 * gib, unit: page },
    available_bytes: { mean: 9 * gib, unit: page },
    buffers_bytes: { mean: 0.3 * gib, unit: page, still: 0.8 },
    cached_bytes: { mean: 5 * gib, unit: page },
    active_bytes: { mean: 4 * gib, unit: page },
    inactive_bytes: { mean: 5 * gib, unit: page },
    dirty_bytes: { mean: 2 ** 22, unit: page },
    slab_reclaimable_bytes: { mean: 0.4 * gib, unit: page, still: 0.5 },
    slab_unreclaimable_bytes: { mean: 0.1 * gib, unit: page, still: 0.7 },
    shmem_bytes: { mean: 0.1 * gib, unit: page, still: 0.9 },
    anon_bytes: { mean: 4 * gib, unit: page },
    mapped_bytes: { mean: 0.8 * gib, unit: page, still: 0.5 },
    committed_bytes: { mean: 9 * gib, unit: page },
    swap_total_bytes: { mean: 2 * gib, still: 1 },
    swap_free_bytes: { mean: 2 * gib, still: 1 },
    page_faults: { mean: 1_800 },
    major_page_faults: { mean: 1, still: 0.95 },
  },
  disk: {
    read_ops: { mean: 12, still: 0.6 },
    read_bytes: { mean: 400_000, unit: 512, still: 0.6 },
    read_ms: { mean: 6, still: 0.6 },
    write_ops: { mean: 25, still: 0.2 },
    write_bytes: { mean: 900_000, unit: 512, still: 0.2 },
    write_ms: { mean: 30, still: 0.2 },
    in_flight_ops: { mean: 0.4, still: 0.9 },
    busy_ms: { mean: 24, still: 0.2 },
    weighted_ms: { mean: 36, still: 0.2 },
  },
  filesystem: {
    size_bytes: { mean: 100 * gib, still: 1 },
    free_bytes: { mean: 55 * gib, unit: page, still: 0.5 },
    available_bytes: { mean: 50 * gib, unit: page, still: 0.5 },
    inodes_total: { mean: 6_553_600, still: 1 },
    inodes_free: { mean: 6_100_000, still: 0.5 },
  },
  network: {
    receive_bytes: { mean: 60_000 },
    receive_packets: { mean: 220 },
    receive_multicast: { mean: 1, still: 0.9 },
    transmit_bytes: { mean: 45_000 },
    transmit_packets: { mean: 200 },
  },
  agent: {
    cpu_us: { mean: 1_700 },
    rss_bytes: { mean: 50 * 2 ** 20, unit: page, still: 0.8 },
    sent_bytes: { mean: 330, still: 0.5 },
    spool_bytes: { mean: 700 },
    spool_batches: { mean: 2, still: 0.7 },
    read_us: { mean: 600 },
  },
};

/** File systems are read every so many samples. */
const samplesPerMountRead = 10;
const tickMs = 10;
/** How far a gauge goes at most from one sample to the next, as a share of its mean. */
const gaugeStep = 0.004;

/** A host with 4 cores, 2 disks, 2 interfaces and 4 file systems whose values move like those of a real one. */
export class SimulatedHost {
  readonly #gauges = new Map<string, number>();
  #samples = 0;

  next(times: Pick<Sample, 'tsMs' | 'monoMs' | 'intervalMs'>): Sample {
    const cores = this.#reading('cpu_core');
    const cpu = this.#reading('cpu');
    fillCpuTimes({ cores, cpu }, times.intervalMs);
    const readings: Partial<Record<GroupName, Reading>> = { cpu, cpu_core: cores };
    for (const name of ['load', 'memory', 'disk', 'network', 'agent'] as const)
      readings[name] = this.#reading(name);
    if (this.#samples++ % samplesPerMountRead === 0) readings.filesystem = this.#reading('filesystem');
    return { ...times, readings };
  }

  #reading(name: GroupName): Reading {
    const { columns } = columnGroup(name);
    const rows = devices[name] ?? [''];
    const values = new Float64Array(rows.length * columns.length);
    for (const [row, device] of rows.entries()) {
      for (const [position, column] of columns.entries()) {
        const course = courses[name]?.[column.name];
        if (course === undefined) continue;
        values[row * columns.length + position] =
          column.kind === 'gauge'
            ? this.#gauge(`${name}/${device}/${column.name}`, course)
            : increment(course);
      }
    }
    const texts = labels[name];
    return texts === undefined ? { devices: rows, values } : { devices: rows, labels: texts, values };
  }

  #gauge(key: string, { mean, unit = 1, still = 0 }: Course): number {
    let value = this.#gauges.get(key);
    if (value === undefined) value = steps(still === 1 ? mean : mean * (0.8 + 0.4 * Math.random()), unit);
    else if (Math.random() >= still)
      value = Math.max(0, value + steps(mean * gaugeStep * (Math.random() - 0.5), unit));
    this.#gauges.set(key, value);
    return value;
  }
}

/** Mostly well below the mean, now and then far above it. */
function increment({ mean, unit = 1, still = 0 }: Course): number {
  if (Math.random() < still) return 0;
  return steps((-Math.log(1 - Math.random()) * mean) / (1 - still), unit);
}

function steps(value: number, unit: number): number {
  return Math.round(value / unit) * unit;
}

/** Each core's states add up to the interval, and those of all cores to those of the host. */
function fillCpuTimes({ cores, cpu }: { cores: Reading; cpu: Reading }, intervalMs: number): void {
  const perCore = columnGroup('cpu_core').columns.map(({ name }) => name);
  const ofHost = columnGroup('cpu').columns.map(({ name }) => name);
  const busy = { user_ms: 90, system_ms: 40, softirq_ms: 4, iowait_ms: 3 };
  for (let core = 0; core < cores.devices.length; core++) {
    const spent = new Map(
      Object.entries(busy).map(([name, mean]) => [name, increment({ mean, unit: tickMs })]),
    );
    const used = [...spent.values()].reduce((sum, ms) => sum + ms, 0);
    if (used > intervalMs) spent.clear();
    spent.set('idle_ms', Math.max(0, intervalMs - (used > intervalMs ? 0 : used)));
    for (const [name, ms] of spent) {
      cores.values[core * perCore.length + perCore.indexOf(name)] = ms;
      cpu.values[ofHost.indexOf(name)]! += ms;
    }
  }
}
