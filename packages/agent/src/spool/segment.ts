import type { FileSystem, OpenFile } from './file-system.ts';
import { RecordReader, encodeRecord, type SpoolRecord, type StoredRecord } from './record.ts';
import { decodeHeader, encodeHeader, segmentHeaderBytes, type SegmentHeader } from './segment-header.ts';

/** A numbered record at or behind the one asked for, and the one before it if it was met on the way. */
export interface Found {
  readonly record: StoredRecord | undefined;
  readonly before: StoredRecord | undefined;
}

/** What a scan met, in order; `damagedTail` is a record that was written whole and does not check any more. */
export interface Scan {
  readonly records: readonly StoredRecord[];
  readonly damagedTail: { readonly seq: number } | undefined;
}

/** What was appended last is kept in memory until it is asked for when it is no longer than this: segments may be many. */
const keptBytes = 16 * 1024;

export function isNumbered(record: SpoolRecord): boolean {
  return record.type === 'batch' || record.type === 'gap';
}

/**
 * One append-only file of the spool. `length` is the end of what is known to be good: synced, or found by `scan`.
 * Bytes behind it are the leftovers of a failed append or of an earlier use and are overwritten.
 */
export class Segment {
  readonly path: string;
  readonly header: SegmentHeader;
  readonly #file: OpenFile;
  readonly #salt: number;
  readonly #reader: RecordReader;
  #length: number;
  /** Where the record behind the last one found starts: reading in order never searches. */
  #cursor: { readonly seq: number; readonly offset: number };
  /** The last of what was appended, if it is numbered and short: it mostly is asked for at once, and need not be read then. */
  #newest: StoredRecord | undefined;

  private constructor(path: string, file: OpenFile, header: SegmentHeader & { readonly salt: number }) {
    this.path = path;
    this.header = header;
    this.#file = file;
    this.#salt = header.salt;
    this.#reader = new RecordReader(file, header.salt);
    this.#length = file.size();
    this.#cursor = { seq: header.firstSeq, offset: segmentHeaderBytes };
  }

  /** Writes the header over an empty or preallocated file. Synced with the first append. */
  static begin(path: string, file: OpenFile, header: SegmentHeader): Segment {
    const bytes = encodeHeader(header);
    file.write(bytes, 0);
    const segment = new Segment(path, file, decodeHeader(bytes)!);
    segment.#length = segmentHeaderBytes;
    return segment;
  }

  /** undefined: the header does not check. */
  static open(fileSystem: FileSystem, path: string): Segment | undefined {
    const file = fileSystem.open(path);
    const bytes = Buffer.alloc(segmentHeaderBytes);
    const header = file.read(bytes, 0) === segmentHeaderBytes ? decodeHeader(bytes) : undefined;
    if (header !== undefined) return new Segment(path, file, header);
    file.close();
    return undefined;
  }

  get hasRecords(): boolean {
    return this.#length > segmentHeaderBytes;
  }

  get length(): number {
    return this.#length;
  }

  /** Bytes it takes on the disk: more than its length when it was preallocated. */
  get diskBytes(): number {
    return this.header.preallocated ? Math.max(this.#length, this.#file.size()) : this.#length;
  }

  /** Reads everything, sets the end behind the last good record and cuts what follows. */
  scan(): Scan {
    const records: StoredRecord[] = [];
    const size = this.#file.size();
    let offset = segmentHeaderBytes;
    let damagedTail: { seq: number } | undefined;
    while (offset < size) {
      const outcome = this.#reader.read(offset, size);
      const record = outcome.kind === 'record' ? outcome.record : this.#reader.findAfter(offset, size);
      if (record === undefined) {
        if (outcome.kind === 'damaged') damagedTail = { seq: outcome.seq };
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
  async append(records: readonly SpoolRecord[]): Promise<void> {
    const encoded = records.map((record) => encodeRecord(record, this.#salt));
    const bytes = Buffer.concat(encoded);
    try {
      this.#file.write(bytes, this.#length);
    } catch (error) {
      this.#cut();
      throw error;
    }
    await this.#file.sync();
    this.#length += bytes.length;
    const last = records.at(-1)!;
    const { length } = encoded.at(-1)!;
    const isKept = isNumbered(last) && length <= keptBytes;
    this.#newest = isKept ? { ...last, offset: this.#length - length, length } : undefined;
  }

  sync(): Promise<void> {
    return this.#file.sync();
  }

  /** The first numbered record with this number or a higher one. */
  find(seq: number): Found {
    const newest = this.#newest;
    if (newest?.seq === seq) {
      this.#newest = undefined;
      this.#cursor = { seq: seq + 1, offset: newest.offset + newest.length };
      return { record: newest, before: undefined };
    }
    let offset = seq === this.#cursor.seq ? this.#cursor.offset : segmentHeaderBytes;
    let before: StoredRecord | undefined;
    while (offset < this.#length) {
      const outcome = this.#reader.read(offset, this.#length);
      const record =
        outcome.kind === 'record' ? outcome.record : this.#reader.findAfter(offset, this.#length);
      if (record === undefined) break;
      offset = record.offset + record.length;
      if (!isNumbered(record)) continue;
      if (record.seq >= seq) {
        this.#cursor = { seq: record.seq + 1, offset };
        return { record, before };
      }
      before = record;
    }
    return { record: undefined, before };
  }

  close(): void {
    this.#file.close();
  }

  #cut(): void {
    if (this.header.preallocated || this.#file.size() <= this.#length) return;
    try {
      this.#file.truncate(this.#length);
    } catch {
      // Leftovers behind the end do no harm: they are overwritten, and a scan stops before them.
    }
  }
}
