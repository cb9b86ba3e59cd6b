import { cpus } from 'node:os';
import type { Reading } from '@hostwire/protocol';
import { blankRow, columnPosition, scalarReading } from '../../sampling/columns.ts';
import { DeviceColumns, maxDevices, type DeviceTable } from '../../sampling/device-columns.ts';
import { Increments } from '../../sampling/increments.ts';
import type { Readings, SampledGroup } from '../../sampling/sampled-group.ts';
import { ScalarIncrements } from '../../sampling/scalar-increments.ts';
import type { KernelBytes } from '../files/kernel-file.ts';
import { addNumbers, eachMatch, LineValues, numbersOfLine } from '../files/line-values.ts';
import { malformed } from '../files/malformed.ts';
import { numbersIn, type CrossCheckFiles, type CrossCheckValue, type Seen } from './cross-check.ts';
import type { SampledDefinition } from './definition.ts';

/**
 * /proc/stat counts CPU time in USER_HZ ticks, whatever the kernel's own HZ is. USER_HZ is part of the ABI and 100 on
 * every architecture that Node runs on (1024 only on Alpha and IA-64).
 */
const tickMs = 10;

/** In the order of the kernel. guest is contained in user and guest_nice in nice; they are passed on as counted. */
const stateColumns = [
  'user_ms',
  'nice_ms',
  'system_ms',
  'idle_ms',
  'iowait_ms',
  'irq_ms',
  'softirq_ms',
  'steal_ms',
  'guest_ms',
  'guest_nice_ms',
] as const;
const states = stateColumns.length;
const statePositions = stateColumns.map((column) => columnPosition('cpu', column));

const eventPositions = ['context_switches', 'interrupts', 'forks'].map((column) =>
  columnPosition('cpu', column),
);

const position = {
  cores: columnPosition('cpu', 'cores'),
  procsRunning: columnPosition('cpu', 'procs_running'),
  procsBlocked: columnPosition('cpu', 'procs_blocked'),
};

/** `cpu` is all, `cpu0` one. */
const cpu = new RegExp(`^cpu(\\d*)${numbersOfLine(states)}`, 'gm');
const missing: readonly number[] = new Array<number>(states).fill(NaN);

/** /proc/stat as it stands: ticks since boot. */
export interface KernelStat {
  /** All cores together: one row. */
  readonly total: DeviceTable;
  /** One row per core that is online; the name is its number. */
  readonly cores: DeviceTable;
  /** ctxt, intr (its first number), processes; NaN when absent. */
  readonly events: Float64Array;
  readonly procsRunning: number;
  readonly procsBlocked: number;
}

/** The lines below the cores, the long one with every interrupt first. */
const restKeys = ['intr ', 'ctxt ', 'processes ', 'procs_running ', 'procs_blocked '];

export function parseStat(bytes: Buffer, rest = new LineValues(restKeys)): KernelStat {
  const text = bytes.toString('latin1');
  const total: number[] = [];
  const devices: string[] = [];
  const ticks: number[] = [];
  let leftOut = 0;
  eachMatch(cpu, text, (match) => {
    const core = match[1]!;
    if (core === '') addNumbers(total, match, 2);
    else if (devices.length === maxDevices) leftOut++;
    else {
      devices.push(core);
      addNumbers(ticks, match, 2);
    }
  });
  const [interrupts, contextSwitches, forks, procsRunning, procsBlocked] = rest.parse(text);
  return {
    total: { devices: [''], fields: Float64Array.from(total.length === 0 ? missing : total), leftOut: 0 },
    cores: { devices, fields: Float64Array.from(ticks), leftOut },
    events: Float64Array.of(contextSwitches!, interrupts!, forks!),
    procsRunning: procsRunning!,
    procsBlocked: procsBlocked!,
  };
}

/** Groups `cpu` and `cpu_core`, from one read of /proc/stat. */
export class CpuGroup implements SampledGroup {
  readonly name = 'cpu';
  readonly #file: KernelBytes;
  readonly #rest = new LineValues(restKeys);
  /** The states of a CPU share its time, so one that went backwards (iowait may) makes all of them unusable. */
  readonly #states = new Increments(states);
  readonly #events = new ScalarIncrements(eventPositions);
  readonly #cores = new DeviceColumns({
    group: 'cpu_core',
    width: states,
    fields: stateColumns.map((column, field) => ({ column, field, unit: tickMs })),
  });

  constructor(file: KernelBytes) {
    this.#file = file;
  }

  get resets(): number {
    return this.#states.resets + this.#events.resets + this.#cores.resets;
  }

  get leftOut(): number {
    return this.#cores.leftOut;
  }

  read(): Readings {
    const stat = parseStat(this.#file.read(), this.#rest);
    if (Number.isNaN(stat.total.fields[0])) malformed(this.#file.path, 'line "cpu"');
    const cores = this.#cores.reading(stat.cores);
    const cpu = this.#total(stat);
    return cores === undefined ? { cpu } : { cpu, cpu_core: cores };
  }

  forget(): void {
    this.#states.forget();
    this.#events.forget();
    this.#cores.forget();
  }

  close(): void {
    this.#file.close();
  }

  #total(stat: KernelStat): Reading {
    const values = blankRow('cpu');
    const time = this.#states.since(stat.total.devices, stat.total.fields);
    if (time.measured[0] === 1) statePositions.forEach((at, i) => (values[at] = time.values[i]! * tickMs));
    this.#events.put(stat.events, values);
    values[position.cores] = stat.cores.devices.length + stat.cores.leftOut;
    values[position.procsRunning] = stat.procsRunning;
    values[position.procsBlocked] = stat.procsBlocked;
    return scalarReading(values);
  }
}

export const cpuGroup: SampledDefinition = {
  create: ({ file }) => new CpuGroup(file('stat')),
  crossChecks: (files) => [
    { group: 'cpu', how: '/sys/fs/cgroup/cpu.stat', read: async () => rootCgroupCpu(files) },
    { group: 'cpu', how: '/proc/uptime', read: async (seen) => idleOfUptime(files, seen) },
    { group: 'cpu', how: 'os.cpus()', read: async () => timesOfLibuv() },
  ],
};

/** Fractions of a ms; the kernel adds up its own cores, and nice to user, interrupts to system. */
function rootCgroupCpu(files: CrossCheckFiles): CrossCheckValue[] {
  const text = files.sys('fs/cgroup/cpu.stat');
  const value = (columns: readonly string[], key: string): CrossCheckValue => {
    const grain = tickMs * (columns.length + 1); // each column is cut to a tick
    const how = `/sys/fs/cgroup/cpu.stat ${key}`;
    const us = Number(new RegExp(`^${key}\\s+(\\d+)`, 'm').exec(text)?.[1] ?? NaN);
    return { group: 'cpu', columns, kind: 'counter', value: us / 1000, grain, how };
  };
  return [
    value(['user_ms', 'nice_ms'], 'user_usec'),
    value(['system_ms', 'irq_ms', 'softirq_ms'], 'system_usec'),
  ];
}

/** Hundredths of a second. */
function idleOfUptime(files: CrossCheckFiles, seen: Seen): CrossCheckValue[] {
  const [, idle = NaN] = numbersIn(files.proc('uptime'));
  const cores = seen.newest({ group: 'cpu', column: 'cores' }) ?? 1;
  const of = { group: 'cpu', columns: ['idle_ms'], kind: 'counter' } as const;
  return [{ ...of, value: idle * 1000, grain: tickMs * (cores + 1), how: '/proc/uptime, second number' }];
}

/** Through libuv, which Node has inside. */
function timesOfLibuv(): CrossCheckValue[] {
  const times = cpus().map((core) => core.times);
  const ofState = [
    ['user_ms', 'user'],
    ['nice_ms', 'nice'],
    ['system_ms', 'sys'],
    ['idle_ms', 'idle'],
    ['irq_ms', 'irq'],
  ] as const;
  return ofState.flatMap(([column, state]) => {
    const of = { columns: [column], kind: 'counter', how: `os.cpus() ${state}` } as const;
    const sum = times.reduce((total, time) => total + time[state], 0);
    const total = { ...of, group: 'cpu', value: sum, grain: tickMs * (times.length + 1) } as const;
    const cores = times.map((time, i): CrossCheckValue => {
      return { ...of, group: 'cpu_core', device: `${i}`, value: time[state], grain: 0 };
    });
    return [total, ...cores];
  });
}
