export interface SegmentHeader {
    /** 16 hex digits. */
    readonly epoch: string;
    /** The number of the first batch or gap in this file. */
    readonly firstSeq: number;
    /** Hash of the batch or gap before it. */
    readonly prevHash: string;
    readonly createdMs: number;
    /** Written over blocks that were taken before the disk was full: keep its length. */
    readonly preallocated: boolean;
}
export declare const segmentHeaderBytes = 64;
export declare function encodeHeader(header: SegmentHeader): Uint8Array;
/** undefined: not a header of this version, or damaged. `salt` is what the records of this file are checked with. */
export declare function decodeHeader(bytes: Uint8Array): (SegmentHeader & {
    readonly salt: number;
}) | undefined;
