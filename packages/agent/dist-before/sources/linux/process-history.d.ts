import type { ProcessIo, ProcessStat } from './process-files.ts';
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
export declare class ProcessHistory {
    #private;
    /** Processes whose counters went backwards, since the start. */
    resets: number;
    forget(): void;
    /** Whether the process used the CPU since the previous look, or may have. */
    ran(pid: string, { startTicks, cpuTicks }: ProcessStat): boolean;
    measure({ pid, stat, io }: {
        pid: string;
        stat: ProcessStat;
        io: ProcessIo | undefined;
    }): void;
    /** The processes of this look, and how long ago the previous one was (NaN: there was none). */
    finish(at: {
        monoMs: number;
        uptimeTicks: number;
    }): {
        intervalMs: number;
        processes: ProcessRecord[];
    };
}
