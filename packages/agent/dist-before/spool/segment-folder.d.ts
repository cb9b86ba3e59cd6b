import type { FileSystem } from './file-system.ts';
import { Segment } from './segment.ts';
import type { SegmentHeader } from './segment-header.ts';
export declare class SegmentFolder {
    #private;
    constructor(fileSystem: FileSystem, folder: string, segmentBytes: number);
    get segments(): readonly Segment[];
    get bytes(): number;
    /** Opens every segment of the newest epoch; all other segment files are moved aside. Returns what was moved. */
    load(): string[];
    /** A new last segment. EEXIST cannot happen: a file of that name is an abandoned one without a good record. */
    add(header: Omit<SegmentHeader, 'preallocated'>): Promise<Segment>;
    /** The same over the reserve; undefined when there is none. Needs no free block. */
    addFromReserve(header: Omit<SegmentHeader, 'preallocated'>): Promise<Segment | undefined>;
    /** Which files there are is on the disk when this resolves. */
    sync(): Promise<void>;
    /** Writes the reserve if it is missing. A disk without room for it is tried again at the next call. */
    refillReserve(): void;
    /** Takes the oldest out of the list; `removeFile` deletes it. */
    shift(): Segment | undefined;
    /** A preallocated file becomes the reserve again when there is none. */
    removeFile(segment: Segment): void;
    /** Moves all segments aside: the epoch ends. Newest first, so that a crash in between leaves a prefix. */
    moveAllAside(): Promise<void>;
    /** The segment that holds a number, if any does. */
    holding(seq: number): {
        readonly segment: Segment;
        readonly nextFirstSeq: number | undefined;
    } | undefined;
    close(): void;
}
