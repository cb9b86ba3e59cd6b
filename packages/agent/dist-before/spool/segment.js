import { RecordReader, encodeRecord } from "./record.js";
import { decodeHeader, encodeHeader, segmentHeaderBytes } from "./segment-header.js";
export function isNumbered(record) {
    return record.type === 'batch' || record.type === 'gap';
}
/**
 * One append-only file of the spool. `length` is the end of what is known to be good: synced, or found by `scan`.
 * Bytes behind it are the leftovers of a failed append or of an earlier use and are overwritten.
 */
export class Segment {
    path;
    header;
    #file;
    #salt;
    #reader;
    #length;
    /** Where the record behind the last one found starts: reading in order never searches. */
    #cursor;
    constructor(path, file, header) {
        this.path = path;
        this.header = header;
        this.#file = file;
        this.#salt = header.salt;
        this.#reader = new RecordReader(file, header.salt);
        this.#length = file.size();
        this.#cursor = { seq: header.firstSeq, offset: segmentHeaderBytes };
    }
    /** Writes the header over an empty or preallocated file. Synced with the first append. */
    static begin(path, file, header) {
        const bytes = encodeHeader(header);
        file.write(bytes, 0);
        const segment = new Segment(path, file, decodeHeader(bytes));
        segment.#length = segmentHeaderBytes;
        return segment;
    }
    /** undefined: the header does not check. */
    static open(fileSystem, path) {
        const file = fileSystem.open(path);
        const bytes = Buffer.alloc(segmentHeaderBytes);
        const header = file.read(bytes, 0) === segmentHeaderBytes ? decodeHeader(bytes) : undefined;
        if (header !== undefined)
            return new Segment(path, file, header);
        file.close();
        return undefined;
    }
    get hasRecords() {
        return this.#length > segmentHeaderBytes;
    }
    get length() {
        return this.#length;
    }
    /** Bytes it takes on the disk: more than its length when it was preallocated. */
    get diskBytes() {
        return this.header.preallocated ? Math.max(this.#length, this.#file.size()) : this.#length;
    }
    /** Reads everything, sets the end behind the last good record and cuts what follows. */
    scan() {
        const records = [];
        const size = this.#file.size();
        let offset = segmentHeaderBytes;
        let damagedTail;
        while (offset < size) {
            const outcome = this.#reader.read(offset, size);
            const record = outcome.kind === 'record' ? outcome.record : this.#reader.findAfter(offset, size);
            if (record === undefined) {
                if (outcome.kind === 'damaged')
                    damagedTail = { seq: outcome.seq };
                break;
            }
            records.push(record);
            offset = record.offset + record.length;
        }
        this.#length = offset;
        this.#cut();
        return { records, damagedTail };
    }
    /** Appends and syncs. When it throws nothing has changed; after a failed sync the segment must be given up. */
    async append(records) {
        const bytes = Buffer.concat(records.map((record) => encodeRecord(record, this.#salt)));
        try {
            this.#file.write(bytes, this.#length);
        }
        catch (error) {
            this.#cut();
            throw error;
        }
        await this.#file.sync();
        this.#length += bytes.length;
    }
    sync() {
        return this.#file.sync();
    }
    /** The first numbered record with this number or a higher one. */
    find(seq) {
        let offset = seq === this.#cursor.seq ? this.#cursor.offset : segmentHeaderBytes;
        let before;
        while (offset < this.#length) {
            const outcome = this.#reader.read(offset, this.#length);
            const record = outcome.kind === 'record' ? outcome.record : this.#reader.findAfter(offset, this.#length);
            if (record === undefined)
                break;
            offset = record.offset + record.length;
            if (!isNumbered(record))
                continue;
            if (record.seq >= seq) {
                this.#cursor = { seq: record.seq + 1, offset };
                return { record, before };
            }
            before = record;
        }
        return { record: undefined, before };
    }
    close() {
        this.#file.close();
    }
    #cut() {
        if (this.header.preallocated || this.#file.size() <= this.#length)
            return;
        try {
            this.#file.truncate(this.#length);
        }
        catch {
            // Leftovers behind the end do no harm: they are overwritten, and a scan stops before them.
        }
    }
}
//# sourceMappingURL=segment.js.map