import type { KernelBytes } from './kernel-file.ts';
import { type KernelGroup, type KernelReadings } from './kernel-group.ts';
export interface KernelLoad {
    /** Hundredths, which is what the kernel prints. */
    readonly load1Centi: number;
    readonly load5Centi: number;
    readonly load15Centi: number;
    /** Kernel scheduling entities that exist. */
    readonly tasks: number;
}
/** `0.32 0.18 0.11 1/96 8180`; NaN for what is not there. */
export declare function parseLoad(bytes: Buffer): KernelLoad;
/** Group `load`, from /proc/loadavg. Gauges only. */
export declare class LoadGroup implements KernelGroup {
    #private;
    readonly name = "load";
    readonly resets = 0;
    readonly leftOut = 0;
    constructor(file: KernelBytes);
    read(): KernelReadings;
    forget(): void;
    close(): void;
}
