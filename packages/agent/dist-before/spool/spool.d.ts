import { type GapReason, type Sample } from '@hostwire/protocol';
import { type Clock, type Logger } from '@hostwire/runtime';
import type { FileSystem } from './file-system.ts';
import { type PreviousRun } from './note.ts';
import { type Outgoing } from './outgoing.ts';
import { type SpoolLimits } from './retention.ts';
export interface SpoolOptions {
    readonly fileSystem: FileSystem;
    readonly limits: SpoolLimits;
    readonly clock: Clock;
    readonly bootId: string;
    readonly logger: Logger;
    /** Default: random. */
    readonly newEpoch?: () => string;
}
export interface SpoolStatus {
    readonly epoch: string;
    /** The oldest and newest number; firstSeq is lastSeq + 1 when there is none. */
    readonly firstSeq: number;
    readonly lastSeq: number;
    /** Not acknowledged: numbers, and (estimated within a segment) bytes. */
    readonly batches: number;
    readonly bytes: number;
    /** Numbered but not on the disk, because it takes nothing at present. */
    readonly waiting: number;
}
export declare class Spool {
    #private;
    private constructor();
    /** Never fails because of what the files hold; only when the folder cannot be used at all. */
    static open(path: string, options: SpoolOptions): Promise<Spool>;
    get epoch(): string;
    /** The last number that is on the disk: `read` gives everything up to it. */
    get sealedSeq(): number;
    get ackedSeq(): number;
    /**
     * The last number that an earlier process may have given out. Whatever comes after it was made by this one.
     */
    get inheritedSeq(): number;
    get firstRetainedSeq(): number;
    /** undefined for the first run on this folder. */
    get previousRun(): PreviousRun | undefined;
    /** Wall clock of the last sample that this spool has seen, in this run or before it. */
    get lastSampleMs(): number | undefined;
    /** Takes a sample into the running interval. Throws ProtocolError for one that cannot be encoded, and keeps going. */
    appendDraft(sample: Sample): {
        readonly sealIsDue: boolean;
    };
    /** Makes a batch of the drafts. Resolves when it is sealed, or waits in the backlog because the disk takes nothing. */
    seal(): Promise<void>;
    /** Records that samples are missing between two instants. Takes the next number, after the drafts at hand. */
    recordGap(reason: GapReason, fromMs: number, toMs: number): Promise<void>;
    /** The frame that starts at `seq`; undefined when that is not sealed yet. */
    read(seq: number): Outgoing | undefined;
    /** Hash of the frame before `seq`; '' when it is not here any more. */
    hashBefore(seq: number): string;
    /** Everything up to `seq` is committed. A lower number than before changes nothing: see `rewind`. */
    acknowledge(seq: number): void;
    /** The collector has lost what follows `seq`: it is not acknowledged any more. */
    rewind(seq: number): void;
    /**
     * The numbers from `seq` on were given to other content elsewhere (a disk rolled back, a clone): ends this epoch
     * and carries what follows into a new one. The files of the old one are moved aside.
     */
    beginEpochFrom(seq: number): Promise<void>;
    status(): SpoolStatus;
    /** `stopped`: leaves the mark by which the next run tells an orderly end from a kill. */
    close({ stopped }: {
        stopped: boolean;
    }): Promise<void>;
}
