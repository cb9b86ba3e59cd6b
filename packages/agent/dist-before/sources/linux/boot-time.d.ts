import type { Clock } from '@hostwire/runtime';
import type { KernelBytes } from './kernel-file.ts';
export declare class BootTime {
    #private;
    constructor(clock: Clock, uptime: KernelBytes);
    /** The clock's monotonic time plus all sleep seen since the first look. */
    monoMs(): number;
    /** Takes in sleep since the last look. Throws what reading /proc/uptime throws. */
    look(): void;
    close(): void;
}
/** The first number of /proc/uptime in ms. */
export declare function parseUptime(bytes: Buffer): number;
