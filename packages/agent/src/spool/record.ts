/**
 * Records: what a segment or the draft file holds after its header.
 *
 *   length u32 · crc32 u32 · seq u64 · type u8 · flags u8 · pad u16 · payload      (little endian)
 *
 * `length` counts everything after itself and the crc. The crc covers the same bytes and starts from the crc of the
 * file's header (the salt), so that what an earlier use of the same blocks left behind never passes for a record.
 *
 * `batch` and `gap` carry an encoded frame and are numbered without holes; the rest are notes, which take no number and
 * carry the last number given when they were written.
 */
import { crc32 } from 'node:zlib';
import type { OpenFile } from './file-system.ts';

const typeCodes = { batch: 1, gap: 2, draft: 3, started: 4, stopped: 5, dropped: 6 } as const;
const typeNames = new Map<number, RecordType>(
  Object.entries(typeCodes).map(([name, code]) => [code, name as RecordType]),
);

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

const headBytes = 8;
const fixedBytes = 12;
export const recordOverheadBytes = headBytes + fixedBytes;
/** A frame is at most 1 MiB (protocol), a draft less. */
const maxRecordBytes = 1024 * 1024 + 4096;

export function encodeRecord({ type, seq, payload }: SpoolRecord, salt: number): Uint8Array {
  const bytes = Buffer.alloc(recordOverheadBytes + payload.length);
  bytes.writeUInt32LE(fixedBytes + payload.length, 0);
  bytes.writeUInt32LE(seq % 2 ** 32, headBytes);
  bytes.writeUInt32LE(Math.floor(seq / 2 ** 32), headBytes + 4);
  bytes[headBytes + 8] = typeCodes[type];
  bytes.set(payload, recordOverheadBytes);
  bytes.writeUInt32LE(crc32(bytes.subarray(headBytes), salt), 4);
  return bytes;
}

/** What stands at an offset: a record, nothing, or bytes that claim to be a whole record but do not check. */
export type ReadOutcome =
  | { readonly kind: 'record'; readonly record: StoredRecord }
  | { readonly kind: 'none' }
  | { readonly kind: 'damaged'; readonly seq: number };

const none: ReadOutcome = { kind: 'none' };

/** Reads the records of one file. */
export class RecordReader {
  readonly #file: OpenFile;
  readonly #salt: number;
  readonly #head = Buffer.alloc(recordOverheadBytes);

  constructor(file: OpenFile, salt: number) {
    this.#file = file;
    this.#salt = salt;
  }

  /** `end` is where the readable part of the file ends. */
  read(offset: number, end: number): ReadOutcome {
    if (offset + recordOverheadBytes > end) return none;
    if (this.#file.read(this.#head, offset) < recordOverheadBytes) return none;
    const length = headBytes + this.#head.readUInt32LE(0);
    if (length < recordOverheadBytes || length > maxRecordBytes || offset + length > end) return none;
    const seq = Number(this.#head.readBigUInt64LE(headBytes));
    const type = typeNames.get(this.#head[headBytes + 8]!);
    const bytes = Buffer.alloc(length);
    if (this.#file.read(bytes, offset) < length) return none;
    if (type === undefined || crc32(bytes.subarray(headBytes), this.#salt) !== bytes.readUInt32LE(4)) {
      return { kind: 'damaged', seq };
    }
    const payload = new Uint8Array(
      bytes.buffer,
      bytes.byteOffset + recordOverheadBytes,
      length - recordOverheadBytes,
    );
    return { kind: 'record', record: { type, seq, payload, offset, length } };
  }

  /** The next record that checks, starting anywhere after `offset`: how reading goes on behind a damaged one. */
  findAfter(offset: number, end: number): StoredRecord | undefined {
    for (let start = offset + 1; start + recordOverheadBytes <= end; start += searchWindowBytes) {
      const window = Buffer.alloc(Math.min(searchWindowBytes + recordOverheadBytes, end - start));
      this.#file.read(window, start);
      const last = Math.min(searchWindowBytes, window.length - recordOverheadBytes + 1);
      for (let at = 0; at < last; at++) {
        if (!couldBeHead(window, at)) continue;
        const found = this.read(start + at, end);
        if (found.kind === 'record') return found.record;
      }
    }
    return undefined;
  }
}

const searchWindowBytes = 64 * 1024;

function couldBeHead(window: Buffer, at: number): boolean {
  const length = headBytes + window.readUInt32LE(at);
  if (length < recordOverheadBytes || length > maxRecordBytes) return false;
  return typeNames.has(window[at + headBytes + 8]!) && window.readUInt16LE(at + headBytes + 10) === 0;
}
