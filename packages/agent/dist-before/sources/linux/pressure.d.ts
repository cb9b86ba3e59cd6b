import type { KernelBytes } from './kernel-file.ts';
import type { KernelGroup, KernelReadings } from './kernel-group.ts';
/** Pressure stall information: the share of time in which some, or all, tasks waited for a resource. */
declare const pressureResources: readonly ["cpu", "memory", "io"];
export type PressureResource = (typeof pressureResources)[number];
export interface PressureLine {
    /** Over the last 10, 60 and 300 s: hundredths of a percent, which is what the kernel prints. */
    readonly averagesCenti: readonly number[];
    /** Since boot, µs. */
    readonly stalledUs: number;
}
/** Line `some avg10=1.32 avg60=1.07 avg300=0.56 total=17433569`, or `full`; undefined when it is not there. */
export declare function parsePressure(bytes: Buffer, share: 'some' | 'full'): PressureLine | undefined;
/**
 * Group `pressure`, from /proc/pressure. The stalled time is in every sample. The averages are in one sample of ten
 * seconds: they are made of the same time, and even the fastest moves slowly. A kernel without the files has no group.
 */
export declare class PressureGroup implements KernelGroup {
    #private;
    readonly name = "pressure";
    readonly leftOut = 0;
    constructor(files: Readonly<Record<PressureResource, KernelBytes>>);
    get resets(): number;
    read(monoMs: number): KernelReadings;
    forget(): void;
    close(): void;
}
export {};
