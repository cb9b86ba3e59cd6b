import type { NackCode } from '@hostwire/protocol';
export interface DeadLetter {
    readonly epoch: string;
    readonly seq: number;
    readonly code: NackCode;
    readonly detail: string;
    /** The encoded frame, as it was sent. */
    readonly frame: Uint8Array;
}
/** Batches that the collector refused, for people to look at. One file each; losing one loses no more than that. */
export declare class DeadLetters {
    #private;
    constructor(folder: string);
    /** Once per batch: a batch that is refused again after a reconnect replaces its file. */
    file({ epoch, seq, code, detail, frame }: DeadLetter): void;
}
