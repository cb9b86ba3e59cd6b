import type { ProcessIo, ProcessStat } from './process-files.ts';

const unknownIo: ProcessIo = { readBytes: NaN, writeBytes: NaN };

/** USER_HZ is 100 (cpu.ts). */
const tickMs = 10;

/** A process as the last look found it, and what it did since the look before. */
export interface ProcessRecord {
  readonly pid: string;
  readonly startTicks: number;
  program: string;
  state: string;
  threads: number;
  rssPages: number;
  /** Totals; those of I/O are NaN where they were not read, or are not ours to read. */
  cpuTicks: number;
  totalReadBytes: number;
  totalWriteBytes: number;
  /** Since the look before; NaN where nothing is known. */
  cpuMs: number;
  readBytes: number;
  writeBytes: number;
  /** Number of the look that found it. */
  look: number;
  /** Of its /proc/PID/stat. */
  checksum: number;
}

/**
 * Increments of processes from one look at them to the next: `measure` for each process, then `finish`.
 *
 * State: a record of each process of the last look, changed in place, because ten thousand new ones per look would keep
 * the garbage collector busy for longer than anything else here. Processes are told apart by id and start, so an id that
 * is used again is another process. One that began after the previous look counts from 0. One that was there and was
 * not measured has no increments.
 *
 * A look that is not finished is ended by `forget`.
 */
export class ProcessHistory {
  /** Processes whose counters went backwards, since the start. */
  resets = 0;
  readonly #records = new Map<string, ProcessRecord>();
  #look = 0;
  #previousMs = NaN;
  /** Since boot, when the previous look began; what started later is new. */
  #previousUptimeTicks = Infinity;

  forget(): void {
    this.#records.clear();
    this.#previousMs = NaN;
    this.#previousUptimeTicks = Infinity;
  }

  /**
   * Whether nothing of the process changed since the previous look, told by a checksum of its /proc/PID/stat; then that
   * is noted. A CRC misses no change of one number of up to four digits, and one in 4 billion of all others, which the
   * next change makes good.
   */
  keep(pid: string, checksum: number): boolean {
    const record = this.#records.get(pid);
    if (record?.checksum !== checksum) return false;
    record.cpuMs = 0;
    record.readBytes = record.totalReadBytes - record.totalReadBytes; // NaN where it is not known
    record.writeBytes = record.totalWriteBytes - record.totalWriteBytes;
    record.look = this.#look;
    return true;
  }

  /** Whether the process used the CPU since the previous look, or may have. */
  ran(pid: string, { startTicks, cpuTicks }: ProcessStat): boolean {
    const record = this.#records.get(pid);
    return record?.startTicks !== startTicks || record.cpuTicks !== cpuTicks;
  }

  /** `io`: undefined where it cannot be read, 'unchanged' where it was not read because the process did not run. */
  measure(of: {
    pid: string;
    stat: ProcessStat;
    io: ProcessIo | 'unchanged' | undefined;
    checksum: number;
  }): void {
    const { pid, stat, io, checksum } = of;
    const record = this.#recordOf(pid, stat);
    const { readBytes, writeBytes } = io === 'unchanged' ? totalsOf(record) : (io ?? unknownIo);
    record.cpuMs = (stat.cpuTicks - record.cpuTicks) * tickMs;
    record.readBytes = readBytes - record.totalReadBytes;
    record.writeBytes = writeBytes - record.totalWriteBytes;
    if (record.cpuMs < 0 || record.readBytes < 0 || record.writeBytes < 0) {
      this.resets++;
      record.cpuMs = record.readBytes = record.writeBytes = NaN;
    }
    record.cpuTicks = stat.cpuTicks;
    record.totalReadBytes = readBytes;
    record.totalWriteBytes = writeBytes;
    if (record.program !== stat.program) record.program = stat.program;
    record.state = stat.state;
    record.threads = stat.threads;
    record.rssPages = stat.rssPages;
    record.look = this.#look;
    record.checksum = checksum;
  }

  /** The processes of this look, and how long ago the previous one was (NaN: there was none). */
  finish(at: { monoMs: number; uptimeTicks: number }): { intervalMs: number; processes: ProcessRecord[] } {
    for (const [pid, { look }] of this.#records) if (look !== this.#look) this.#records.delete(pid);
    const intervalMs = at.monoMs - this.#previousMs;
    this.#previousMs = at.monoMs;
    this.#previousUptimeTicks = at.uptimeTicks;
    this.#look++;
    return { intervalMs, processes: [...this.#records.values()] };
  }

  /** With the totals that the increments of this look begin at; NaN where they are not known. */
  #recordOf(pid: string, { startTicks, program, state, threads, rssPages }: ProcessStat): ProcessRecord {
    const known = this.#records.get(pid);
    if (known?.startTicks === startTicks) return known;
    const total = startTicks >= this.#previousUptimeTicks ? 0 : NaN;
    const totals = { cpuTicks: total, totalReadBytes: total, totalWriteBytes: total };
    const increments = { cpuMs: NaN, readBytes: NaN, writeBytes: NaN };
    const record = {
      pid,
      startTicks,
      program,
      state,
      threads,
      rssPages,
      ...totals,
      ...increments,
      look: this.#look,
      checksum: NaN,
    };
    this.#records.set(pid, record);
    return record;
  }
}

function totalsOf({ totalReadBytes, totalWriteBytes }: ProcessRecord): ProcessIo {
  return { readBytes: totalReadBytes, writeBytes: totalWriteBytes };
}
