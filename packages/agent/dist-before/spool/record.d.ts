import type { OpenFile } from './file-system.ts';
declare const typeCodes: {
    readonly batch: 1;
    readonly gap: 2;
    readonly draft: 3;
    readonly started: 4;
    readonly stopped: 5;
    readonly dropped: 6;
};
export type RecordType = keyof typeof typeCodes;
export interface SpoolRecord {
    readonly type: RecordType;
    readonly seq: number;
    readonly payload: Uint8Array;
}
export interface StoredRecord extends SpoolRecord {
    /** Where it starts in the file. */
    readonly offset: number;
    /** With its head. */
    readonly length: number;
}
export declare const recordOverheadBytes: number;
export declare function encodeRecord({ type, seq, payload }: SpoolRecord, salt: number): Uint8Array;
/** What stands at an offset: a record, nothing, or bytes that claim to be a whole record but do not check. */
export type ReadOutcome = {
    readonly kind: 'record';
    readonly record: StoredRecord;
} | {
    readonly kind: 'none';
} | {
    readonly kind: 'damaged';
    readonly seq: number;
};
/** Reads the records of one file. */
export declare class RecordReader {
    #private;
    constructor(file: OpenFile, salt: number);
    /** `end` is where the readable part of the file ends. */
    read(offset: number, end: number): ReadOutcome;
    /** The next record that checks, starting anywhere after `offset`: how reading goes on behind a damaged one. */
    findAfter(offset: number, end: number): StoredRecord | undefined;
}
export {};
