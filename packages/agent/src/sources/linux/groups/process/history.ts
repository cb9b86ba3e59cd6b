import type { ProcessIo, ProcessStat, ProcessStatus } from './files.ts';

const unknownIo: ProcessIo = { readBytes: NaN, writeBytes: NaN };

/** USER_HZ is 100 (cpu.ts). */
const tickMs = 10;

/** A process as the last look found it, and what it did since the look before. */
export interface ProcessRecord {
  readonly pid: string;
  readonly startTicks: number;
  readonly isKernelThread: boolean;
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
  /** Between the look before and this one; NaN where nothing is known. */
  intervalMs: number;
  /** Monotonic; when it was looked at. */
  lookedMs: number;
  /** Number of the look that found it. */
  look: number;
  /** Number of the last look that is to find it because it led in the one before. */
  leadsLook: number;
  /** The last look at it found nothing changed. */
  isAsleep: boolean;
  /** Of its /proc/PID/stat. */
  checksum: number;
  /** What /proc/PID/status said; undefined: not read since its /proc/PID/stat was another, or not looked at. */
  status: ProcessStatus | undefined;
}

/** One that sleeps and leads in nothing may wait this many looks for the next one at it. */
const patientLooks = 3;

/**
 * Increments of processes from one look at them to the next: `begin`, then `keep`, `measure` or `wait` for each process,
 * then `finish`.
 *
 * State: a record of each process of the last look, changed in place, because ten thousand new ones per look would keep
 * the garbage collector busy for longer than anything else here. Processes are told apart by id and start, so an id that
 * is used again is another process. One that began after the previous look counts from 0. One that was there and was
 * not measured has no increments. One that waited is measured from the last look at it, over that longer interval.
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
  #nowMs = NaN;
  #nowUptimeTicks = NaN;

  forget(): void {
    this.#records.clear();
    this.#previousMs = NaN;
    this.#previousUptimeTicks = Infinity;
  }

  /** A look begins. `uptimeTicks`: since boot; NaN where it is not known. */
  begin(at: { monoMs: number; uptimeTicks: number }): void {
    this.#nowMs = at.monoMs;
    this.#nowUptimeTicks = at.uptimeTicks;
  }

  /**
   * Whether this look may pass over the process: it slept at the last one, leads in nothing, and its turn comes in one
   * of the next two. Then that is noted, and nothing is known of it for this look but what the last one found.
   */
  wait(pid: string, who: 'all' | 'kernel threads'): boolean {
    const record = this.#records.get(pid);
    if (record === undefined || !record.isAsleep || record.leadsLook === this.#look) return false;
    if (who === 'kernel threads' && !record.isKernelThread) return false;
    if ((Number(pid) + this.#look) % patientLooks === 0) return false;
    record.cpuMs = record.readBytes = record.writeBytes = record.intervalMs = NaN;
    record.status = undefined;
    record.look = this.#look;
    return true;
  }

  /** The next look finds these in any case. */
  lead(records: readonly ProcessRecord[]): void {
    for (const record of records) record.leadsLook = this.#look;
  }

  /**
   * Whether nothing of the process changed since the previous look, told by a checksum of its /proc/PID/stat; then that
   * is noted. A CRC misses no change of one number of up to four digits, and one in 4 billion of all others, which the
   * next change makes good.
   */
  keep(pid: string, checksum: number): boolean {
    const record = this.#records.get(pid);
    if (record?.checksum !== checksum) return false;
    this.#note(record);
    record.isAsleep = true;
    record.cpuMs = 0;
    record.readBytes = record.totalReadBytes - record.totalReadBytes; // NaN where it is not known
    record.writeBytes = record.totalWriteBytes - record.totalWriteBytes;
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
    this.#note(record);
    record.isAsleep = false;
    record.checksum = checksum;
    record.status = undefined;
  }

  /** The processes of this look. */
  finish(): ProcessRecord[] {
    this.#records.forEach(({ look }, pid) => look !== this.#look && this.#records.delete(pid));
    this.#previousMs = this.#nowMs;
    this.#previousUptimeTicks = this.#nowUptimeTicks;
    this.#look++;
    return [...this.#records.values()];
  }

  #note(record: ProcessRecord): void {
    record.intervalMs = this.#nowMs - record.lookedMs;
    record.lookedMs = this.#nowMs;
    record.look = this.#look;
  }

  /** With the totals that the increments of this look begin at; NaN where they are not known. */
  #recordOf(pid: string, stat: ProcessStat): ProcessRecord {
    const { startTicks, isKernelThread, program, state, threads, rssPages } = stat;
    const known = this.#records.get(pid);
    if (known?.startTicks === startTicks) return known;
    const total = startTicks >= this.#previousUptimeTicks ? 0 : NaN;
    const totals = { cpuTicks: total, totalReadBytes: total, totalWriteBytes: total };
    const increments = { cpuMs: NaN, readBytes: NaN, writeBytes: NaN };
    const record = {
      pid,
      startTicks,
      isKernelThread,
      program,
      state,
      threads,
      rssPages,
      ...totals,
      ...increments,
      intervalMs: NaN,
      lookedMs: this.#previousMs,
      look: this.#look,
      leadsLook: NaN,
      isAsleep: false,
      checksum: NaN,
      status: undefined,
    };
    this.#records.set(pid, record);
    return record;
  }
}

function totalsOf({ totalReadBytes, totalWriteBytes }: ProcessRecord): ProcessIo {
  return { readBytes: totalReadBytes, writeBytes: totalWriteBytes };
}
