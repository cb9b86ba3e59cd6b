import { type Batch, type Gap } from '@hostwire/protocol';
import type { RecordType, SpoolRecord } from './record.ts';
/** A frame before it has its place in the sequence. */
export type UnplacedFrame = Omit<Batch, 'seq' | 'prevHash'> | Omit<Gap, 'firstSeq' | 'lastSeq' | 'prevHash'>;
/** The end of a sequence: what the next frame is chained to. */
export interface ChainEnd {
    readonly seq: number;
    readonly hash: string;
}
/**
 * What has its number but is not on the disk yet: for milliseconds while a sync runs, for longer when the disk is full
 * or broken. None of it was sent, so its numbers may still be given to other content: when it outgrows `limitBytes`
 * the older half becomes one gap and the rest is chained anew.
 */
export declare class Backlog {
    #private;
    /** `end` is the last of the sequence that is on the disk. */
    constructor(epoch: string, end: ChainEnd, limitBytes: number);
    /** What is on the disk ends here. */
    get start(): ChainEnd;
    /** The last number given and the hash of its frame. */
    get end(): ChainEnd;
    get isEmpty(): boolean;
    get frames(): readonly (Batch | Gap)[];
    place(unplaced: UnplacedFrame): void;
    addNote(type: RecordType, payload: Uint8Array): void;
    /**
     * The oldest records, together at most `limitBytes` unless the first alone is longer. They do not change until
     * `remove` (they are on the disk) or `putBack` (they are not).
     */
    take(limitBytes: number): SpoolRecord[];
    remove(): void;
    putBack(): void;
}
