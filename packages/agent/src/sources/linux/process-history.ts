import type { ProcessIo, ProcessStat } from './process-files.ts';

/** USER_HZ is 100 (cpu.ts). */
const tickMs = 10;

/** A process as one survey found it. */
export interface FoundProcess extends ProcessStat {
  readonly pid: string;
  /** undefined: not read, or not ours to read. */
  readonly io: ProcessIo | undefined;
  /** Since the previous survey; NaN where nothing is known. */
  readonly cpuMs: number;
  readonly readBytes: number;
  readonly writeBytes: number;
}

export interface ProcessLook {
  readonly monoMs: number;
  /** Since boot, at its beginning. */
  readonly uptimeTicks: number;
  readonly processes: ReadonlyMap<string, FoundProcess>;
}

type Counters = Pick<FoundProcess, 'cpuTicks' | 'io'>;

const nothingYet: Counters = { cpuTicks: 0, io: { readBytes: 0, writeBytes: 0 } };
const unknown: Counters = { cpuTicks: NaN, io: undefined };

/**
 * Increments of processes from one look at them to the next.
 *
 * State: the previous look. Processes are told apart by id and start, so an id that is used again is another process.
 * One that began after the previous look counts from 0. One that was there and was not measured has no increments.
 */
export class ProcessHistory {
  /** Processes whose counters went backwards, since the start. */
  resets = 0;
  #previous: ProcessLook | undefined;

  forget(): void {
    this.#previous = undefined;
  }

  remember(look: ProcessLook): void {
    this.#previous = look;
  }

  /** NaN before the first look. */
  intervalMs(monoMs: number): number {
    return monoMs - (this.#previous?.monoMs ?? NaN);
  }

  /** Whether the process used the CPU since the previous look, or may have. */
  ran(pid: string, stat: ProcessStat): boolean {
    return stat.cpuTicks !== this.#before(pid, stat).cpuTicks;
  }

  measure(of: { pid: string; stat: ProcessStat; io: ProcessIo | undefined }): FoundProcess {
    const { pid, stat, io } = of;
    const before = this.#before(pid, stat);
    const cpuMs = (stat.cpuTicks - before.cpuTicks) * tickMs;
    const readBytes = growth(io?.readBytes, before.io?.readBytes);
    const writeBytes = growth(io?.writeBytes, before.io?.writeBytes);
    if (!(cpuMs < 0 || readBytes < 0 || writeBytes < 0))
      return { ...stat, pid, io, cpuMs, readBytes, writeBytes };
    this.resets++;
    return { ...stat, pid, io, cpuMs: NaN, readBytes: NaN, writeBytes: NaN };
  }

  #before(pid: string, { startTicks }: ProcessStat): Counters {
    const before = this.#previous?.processes.get(pid);
    if (before?.startTicks === startTicks) return before;
    return startTicks >= (this.#previous?.uptimeTicks ?? Infinity) ? nothingYet : unknown;
  }
}

function growth(now = NaN, before = NaN): number {
  return now - before;
}
