import type { GroupName, Reading } from '@hostwire/protocol';
/** What one kernel file (or a few that belong together) contributes to a sample. */
export interface KernelGroup {
    readonly name: string;
    /** Counters that went backwards since the start. */
    readonly resets: number;
    /** Devices beyond the limit at the last read. */
    readonly leftOut: number;
    /**
     * Reads the files at this instant of the monotonic clock. Groups with nothing to tell are absent. Throws what keeps
     * it from reading.
     */
    read(monoMs: number): KernelReadings;
    /** The next read is a baseline: called after a read that failed, so that no increment spans two intervals. */
    forget(): void;
    close(): void;
}
export type KernelReadings = Partial<Record<GroupName, Reading>>;
/** Throws when a kernel file does not hold what every kernel writes there. */
export declare function malformed(path: string, expected: string): never;
