import { type KernelTable } from './device-columns.ts';
import type { KernelBytes } from './kernel-file.ts';
import { type KernelGroup, type KernelReadings } from './kernel-group.ts';
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
export declare function parseStat(bytes: Buffer): KernelStat;
/** Groups `cpu` and `cpu_core`, from one read of /proc/stat. */
export declare class CpuGroup implements KernelGroup {
    #private;
    readonly name = "cpu";
    constructor(file: KernelBytes);
    get resets(): number;
    get leftOut(): number;
    read(): KernelReadings;
    forget(): void;
    close(): void;
}
