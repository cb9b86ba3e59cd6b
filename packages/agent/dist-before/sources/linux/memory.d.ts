import type { KernelBytes } from './kernel-file.ts';
import { type KernelGroup, type KernelReadings } from './kernel-group.ts';
/** A row of the group `memory` with its levels; the increments are missing. */
export declare function parseMeminfo(bytes: Buffer): Float64Array;
/** The counters of `eventKeys` since boot; NaN for what is not there. */
export declare function parseVmstat(bytes: Buffer): Float64Array;
/** Group `memory`, from /proc/meminfo and /proc/vmstat. */
export declare class MemoryGroup implements KernelGroup {
    #private;
    readonly name = "memory";
    readonly leftOut = 0;
    constructor(meminfo: KernelBytes, vmstat: KernelBytes);
    get resets(): number;
    read(): KernelReadings;
    forget(): void;
    close(): void;
}
