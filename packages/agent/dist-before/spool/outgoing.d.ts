import type { Dropped } from './note.ts';
import type { SegmentFolder } from './segment-folder.ts';
/** One frame of the sequence as it goes over the wire. */
export interface Outgoing {
    readonly type: 'batch' | 'gap';
    readonly firstSeq: number;
    readonly lastSeq: number;
    /** The encoded frame. */
    readonly bytes: Uint8Array;
}
export interface OutgoingContext {
    /** The last number that is on the disk. */
    readonly lastSeq: number;
    readonly dropped: Dropped | undefined;
    readonly nowMs: number;
}
/**
 * The frame that starts at a number on the disk: the record as it was sealed, or, where there is none any more, a gap
 * up to the next record that can be read. Such gaps are made when they are needed: nothing has to be written for them.
 */
export declare function readOutgoing(folder: SegmentFolder, seq: number, context: OutgoingContext): Outgoing;
