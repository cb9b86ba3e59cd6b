import type { FileSystem } from './file-system.ts';
import { type StoredRecord } from './record.ts';
/**
 * The samples of the running flush interval, one record each, never synced: they outlive the process, not the host.
 * The file is written from its start again once everything in it is sealed; what remains of earlier use behind the
 * end has numbers that the segments hold, which is how `load` tells it apart.
 * A file that cannot be written costs no more than this safety: every call goes on without it.
 */
export declare class DraftFile {
    #private;
    constructor(fileSystem: FileSystem, path: string, exists: boolean);
    /** The drafts of this epoch whose numbers are above `sealedSeq`, in order; undefined when the file is of another epoch. */
    load(epoch: string, sealedSeq: number): StoredRecord[] | undefined;
    /** For a new epoch: forgets what was there. */
    begin(epoch: string, createdMs: number): void;
    /** `seq` is the number that the batch with this sample will have if all goes well. */
    append(seq: number, payload: Uint8Array): void;
    /** Batches up to this number are on the disk. */
    settle(sealedSeq: number): void;
    close(): void;
}
