import { zeroHash } from '@hostwire/protocol';
import { RecordReader, encodeRecord, recordOverheadBytes } from "./record.js";
import { decodeHeader, encodeHeader, segmentHeaderBytes } from "./segment-header.js";
/** Drafts beyond this stay in memory only; reached when sealing fails for long. */
const limitBytes = 4 * 1024 * 1024;
/**
 * The samples of the running flush interval, one record each, never synced: they outlive the process, not the host.
 * The file is written from its start again once everything in it is sealed; what remains of earlier use behind the
 * end has numbers that the segments hold, which is how `load` tells it apart.
 * A file that cannot be written costs no more than this safety: every call goes on without it.
 */
export class DraftFile {
    #file;
    #salt = 0;
    #length = segmentHeaderBytes;
    #lastSeq = 0;
    constructor(fileSystem, path, exists) {
        this.#file = withoutFailure(() => (exists ? fileSystem.open(path) : fileSystem.create(path)));
    }
    /** The drafts of this epoch whose numbers are above `sealedSeq`, in order; undefined when the file is of another epoch. */
    load(epoch, sealedSeq) {
        const header = this.#readHeader();
        if (this.#file === undefined || header === undefined || header.epoch !== epoch)
            return undefined;
        this.#salt = header.salt;
        const reader = new RecordReader(this.#file, header.salt);
        const size = this.#file.size();
        const drafts = [];
        for (let offset = segmentHeaderBytes; offset < size;) {
            const outcome = reader.read(offset, size);
            const record = outcome.kind === 'record' ? outcome.record : reader.findAfter(offset, size);
            if (record === undefined)
                break;
            offset = record.offset + record.length;
            if (record.seq <= sealedSeq)
                continue;
            drafts.push(record);
            this.#length = offset;
            this.#lastSeq = Math.max(this.#lastSeq, record.seq);
        }
        return drafts;
    }
    /** For a new epoch: forgets what was there. */
    begin(epoch, createdMs) {
        const bytes = encodeHeader({ epoch, firstSeq: 0, prevHash: zeroHash, createdMs, preallocated: false });
        this.#salt = decodeHeader(bytes).salt;
        withoutFailure(() => this.#file?.write(bytes, 0));
        this.#length = segmentHeaderBytes;
        this.#lastSeq = 0;
    }
    /** `seq` is the number that the batch with this sample will have if all goes well. */
    append(seq, payload) {
        if (this.#length + recordOverheadBytes + payload.length > limitBytes)
            return;
        const bytes = encodeRecord({ type: 'draft', seq, payload }, this.#salt);
        withoutFailure(() => {
            this.#file?.write(bytes, this.#length);
            this.#length += bytes.length;
            this.#lastSeq = seq;
        });
    }
    /** Batches up to this number are on the disk. */
    settle(sealedSeq) {
        if (this.#lastSeq <= sealedSeq)
            this.#length = segmentHeaderBytes;
    }
    close() {
        this.#file?.close();
    }
    #readHeader() {
        const bytes = Buffer.alloc(segmentHeaderBytes);
        return this.#file?.read(bytes, 0) === segmentHeaderBytes ? decodeHeader(bytes) : undefined;
    }
}
function withoutFailure(step) {
    try {
        return step();
    }
    catch {
        return undefined; // the samples are in memory and go into the next batch
    }
}
//# sourceMappingURL=draft-file.js.map