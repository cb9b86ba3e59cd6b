/** How much the spool may keep, and how long. */
export interface SpoolLimits {
    /** All segments together; beyond it the oldest goes, acknowledged or not. */
    readonly spoolBytes: number;
    readonly segmentBytes: number;
    /** Numbered batches held in memory while the disk takes none. */
    readonly backlogBytes: number;
    /** Acknowledged segments stay this long, or ... */
    readonly graceMs: number;
    /** ... until they take this much: a database that lost its last seconds is refilled from them. */
    readonly graceBytes: number;
}
export declare const defaultLimits: SpoolLimits;
/** The limits for a file system of this size: 512 MiB or 5 % of it if that is less, in at least eight segments. */
export declare function limitsFor(fileSystemBytes: number): SpoolLimits;
/** One segment as retention sees it, oldest first; `ackedMs`: since when everything in it is acknowledged (monotonic). */
export interface RetainedSegment {
    readonly bytes: number;
    readonly ackedMs: number | undefined;
}
/**
 * How many of the oldest segments go. The last is never among them: it is being written.
 * `expired` were acknowledged and have had their grace; `dropped` go after those because of the size limit.
 */
export declare function retire(segments: readonly RetainedSegment[], limits: SpoolLimits, monoMs: number): {
    readonly expired: number;
    readonly dropped: number;
};
