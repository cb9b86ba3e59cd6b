import { type KernelTable } from './device-columns.ts';
import type { KernelBytes } from './kernel-file.ts';
import type { KernelGroup, KernelReadings } from './kernel-group.ts';
import { NameFilter, type NameFilterOptions } from './name-filter.ts';
/**
 * /proc/diskstats. Partitions are left out where their whole disk is listed: its counters contain theirs. A partition
 * without a disk (Xen gives a guest `xvda1` alone) is a disk.
 */
export declare function parseDiskstats(bytes: Buffer, filter: NameFilter): KernelTable;
/** Group `disk`, from /proc/diskstats. */
export declare class DiskGroup implements KernelGroup {
    #private;
    readonly name = "disk";
    constructor(file: KernelBytes, filter?: NameFilterOptions);
    get resets(): number;
    get leftOut(): number;
    read(): KernelReadings;
    forget(): void;
    close(): void;
}
