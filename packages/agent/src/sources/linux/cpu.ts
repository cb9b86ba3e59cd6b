import type { Reading } from '@hostwire/protocol';
import { blankRow, columnPosition, scalarReading } from './columns.ts';
import { DeviceColumns, maxDevices, type KernelTable } from './device-columns.ts';
import { Increments } from './increments.ts';
import type { KernelBytes } from './kernel-file.ts';
import { malformed, type KernelGroup, type KernelReadings } from './kernel-group.ts';
import { addNumbers, LineValues } from './line-values.ts';

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

const eventColumns = ['context_switches', 'interrupts', 'forks'] as const;
const eventPositions = eventColumns.map((column) => columnPosition('cpu', column));

const position = {
  cores: columnPosition('cpu', 'cores'),
  procsRunning: columnPosition('cpu', 'procs_running'),
  procsBlocked: columnPosition('cpu', 'procs_blocked'),
};

/** `cpu` is all, `cpu0` one. */
const cpu = /^cpu(\S*)(.*)/;
const belowCores = /^(?!cpu)/m;
const missing = new Array<number>(states).fill(NaN);

/** /proc/stat as it stands: ticks since boot. */
export interface KernelStat {
  /** All cores together: one row. */
  readonly total: KernelTable;
  /** One row per core that is online; the name is its number. */
  readonly cores: KernelTable;
  /** ctxt, intr (its first number), processes; NaN when absent. */
  readonly events: Float64Array;
  readonly procsRunning: number;
  readonly procsBlocked: number;
}

/** The lines below the cores, the long one with every interrupt first. */
const restKeys = ['intr ', 'ctxt ', 'processes ', 'procs_running ', 'procs_blocked '];

export function parseStat(bytes: Buffer, rest = new LineValues(restKeys)): KernelStat {
  const text = bytes.toString('latin1');
  const below = text.search(belowCores);
  const coresEnd = below < 0 ? text.length : below;
  let total: number[] = missing;
  const devices: string[] = [];
  const ticks: number[] = [];
  let leftOut = 0;
  for (const line of text.slice(0, coresEnd).split('\n')) {
    const [, core, counters] = cpu.exec(line) ?? [];
    if (core === undefined || counters === undefined) continue;
    if (core === '') addNumbers((total = []), counters, states);
    else if (devices.length === maxDevices) leftOut++;
    else {
      devices.push(core);
      addNumbers(ticks, counters, states);
    }
  }
  const [interrupts, contextSwitches, forks, procsRunning, procsBlocked] = rest.parse(text.slice(coresEnd));
  return {
    total: { devices: [''], fields: Float64Array.from(total), leftOut: 0 },
    cores: { devices, fields: Float64Array.from(ticks), leftOut },
    events: Float64Array.of(contextSwitches!, interrupts!, forks!),
    procsRunning: procsRunning!,
    procsBlocked: procsBlocked!,
  };
}

/** Groups `cpu` and `cpu_core`, from one read of /proc/stat. */
export class CpuGroup implements KernelGroup {
  readonly name = 'cpu';
  readonly #file: KernelBytes;
  readonly #rest = new LineValues(restKeys);
  /** The states of a CPU share its time, so one that went backwards (iowait may) makes all of them unusable. */
  readonly #states = new Increments(states);
  readonly #events = new Increments(1);
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

  read(): KernelReadings {
    const stat = parseStat(this.#file.read(), this.#rest);
    if (Number.isNaN(stat.total.fields[0])) malformed(this.#file.path, 'line "cpu"');
    const cores = this.#cores.reading(stat.cores);
    return { cpu: this.#total(stat), ...(cores === undefined ? {} : { cpu_core: cores }) };
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
    const events = this.#events.since(eventColumns, stat.events);
    eventPositions.forEach((at, i) => events.measured[i] === 1 && (values[at] = events.values[i]!));
    values[position.cores] = stat.cores.devices.length + stat.cores.leftOut;
    values[position.procsRunning] = stat.procsRunning;
    values[position.procsBlocked] = stat.procsBlocked;
    return scalarReading(values);
  }
}
