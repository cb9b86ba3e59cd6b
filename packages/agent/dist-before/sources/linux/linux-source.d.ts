import type { Sample } from '@hostwire/protocol';
import { type Clock } from '@hostwire/runtime';
import type { SelfMeasurement, Source, Trouble } from '../source.ts';
import type { Statfs } from './mount-survey.ts';
import type { NameFilterOptions } from './name-filter.ts';
/**
 * The kernel's own files as samples.
 *
 * States: stopped (no descriptors, no baseline; `read` gives undefined) → `start` → baseline due → the first `read`
 * → sampling, until `stop`. Both may be repeated.
 *
 * Groups are isolated. One that throws is absent from that sample, is in `troubles` until it reads again, and starts
 * from a new baseline then: an increment always covers exactly the interval of its sample.
 *
 * Time: a sample carries the wall clock as it is, and boot time (boot-time.ts), both in whole ms; the interval is the
 * difference of two boot times as sent, so intervals add up to the time between any two samples.
 */
export interface LinuxSourceOptions {
    readonly clock: Clock;
    readonly procRoot?: string;
    readonly sysRoot?: string;
    /** What the agent knows about itself; without it samples have no group `agent`. */
    readonly self?: () => SelfMeasurement;
    readonly filters?: LinuxFilters;
    /** statfs(2); another in tests. */
    readonly statfs?: Statfs;
}
/** By glob. Defaults: defaultDiskExclude, defaultInterfaceExclude, defaultMountExclude, defaultTypeExclude. */
interface LinuxFilters {
    readonly disks?: NameFilterOptions;
    readonly interfaces?: NameFilterOptions;
    readonly mounts?: NameFilterOptions;
    readonly filesystemTypes?: NameFilterOptions;
}
export declare class LinuxSource implements Source {
    #private;
    constructor(options: LinuxSourceOptions);
    start(): Promise<void>;
    /** Does not wait for surveys: that of the mounts may never end. */
    stop(): Promise<void>;
    read(): Sample | undefined;
    troubles(): readonly Trouble[];
    /** What each group took at the last read, in µs. */
    readUs(): ReadonlyMap<string, number>;
}
/** The source for Linux. Reads nothing before `start`. */
export declare function createLinuxSource(options: LinuxSourceOptions): LinuxSource;
export {};
