import type { FileSystem, OpenFile } from './file-system.ts';
import { type SpoolRecord, type StoredRecord } from './record.ts';
import { type SegmentHeader } from './segment-header.ts';
/** A numbered record at or behind the one asked for, and the one before it if it was met on the way. */
export interface Found {
    readonly record: StoredRecord | undefined;
    readonly before: StoredRecord | undefined;
}
/** What a scan met, in order; `damagedTail` is a record that was written whole and does not check any more. */
export interface Scan {
    readonly records: readonly StoredRecord[];
    readonly damagedTail: {
        readonly seq: number;
    } | undefined;
}
export declare function isNumbered(record: SpoolRecord): boolean;
/**
 * One append-only file of the spool. `length` is the end of what is known to be good: synced, or found by `scan`.
 * Bytes behind it are the leftovers of a failed append or of an earlier use and are overwritten.
 */
export declare class Segment {
    #private;
    readonly path: string;
    readonly header: SegmentHeader;
    private constructor();
    /** Writes the header over an empty or preallocated file. Synced with the first append. */
    static begin(path: string, file: OpenFile, header: SegmentHeader): Segment;
    /** undefined: the header does not check. */
    static open(fileSystem: FileSystem, path: string): Segment | undefined;
    get hasRecords(): boolean;
    get length(): number;
    /** Bytes it takes on the disk: more than its length when it was preallocated. */
    get diskBytes(): number;
    /** Reads everything, sets the end behind the last good record and cuts what follows. */
    scan(): Scan;
    /** Appends and syncs. When it throws nothing has changed; after a failed sync the segment must be given up. */
    append(records: readonly SpoolRecord[]): Promise<void>;
    sync(): Promise<void>;
    /** The first numbered record with this number or a higher one. */
    find(seq: number): Found;
    close(): void;
}
