/** Reads spool segments by their format alone, so that a mistake of the spool's own reader is not shared. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { batchHash, decodeFrame, type Batch, type Gap } from '@hostwire/protocol';

export interface SpooledFrame {
  readonly epoch: string;
  /** Of the epoch's folder: one more at every turn, the same when an agent begins anew. */
  readonly ordinal: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly hash: string;
  readonly frame: Batch | Gap;
}

type FrameOfEpoch = Omit<SpooledFrame, 'ordinal'>;

const headerBytes = 64;
const headBytes = 8;
const payloadAt = 20;
const numberedTypes: ReadonlySet<number> = new Set([1, 2]);

/** How far each file was read before. */
export type ReadSoFar = Map<string, number>;

/**
 * Every whole batch and gap in the segments of a spool, whose epochs have a folder each, in the order of the files; with
 * `soFar` only what came since. Of a number that an abandoned segment and its successor both hold, the successor's counts.
 */
export function readSpool(folder: string, soFar: ReadSoFar = new Map()): SpooledFrame[] {
  if (!existsSync(folder)) return [];
  const epochs = readdirSync(folder).filter((name) => /^\d{10}$/.test(name));
  return epochs.flatMap((name) =>
    readEpoch(join(folder, name), soFar).map((frame) => ({ ...frame, ordinal: Number(name) })),
  );
}

function readEpoch(folder: string, soFar: ReadSoFar): FrameOfEpoch[] {
  const names = segmentsIn(folder);
  return names.flatMap((name, index) => {
    const next = names[index + 1];
    const nextFirstSeq = next === undefined ? Infinity : Number.parseInt(next, 16);
    try {
      return readSegment(join(folder, name), soFar).filter((frame) => frame.lastSeq < nextFirstSeq);
    } catch {
      return []; // retired between the two calls, or on a disk that was cut off
    }
  });
}

/** In order; none of an epoch that is deleted meanwhile. */
function segmentsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.seg'))
      .sort();
  } catch {
    return [];
  }
}

function readSegment(path: string, soFar: ReadSoFar): FrameOfEpoch[] {
  const bytes = readFileSync(path);
  if (bytes.length < headerBytes) return [];
  const epoch = bytes.toString('hex', 12, 20);
  const salt = bytes.readUInt32LE(headerBytes - 4);
  const key = `${path} ${epoch} ${salt}`;
  const frames: FrameOfEpoch[] = [];
  let at = soFar.get(key) ?? headerBytes;
  while (at + payloadAt <= bytes.length) {
    const end = at + headBytes + bytes.readUInt32LE(at);
    if (end > bytes.length || end < at + payloadAt) break;
    if (crc32(bytes.subarray(at + headBytes, end), salt) !== bytes.readUInt32LE(at + 4)) break;
    if (numberedTypes.has(bytes[at + 16]!)) {
      const frame = decodeFrame(new Uint8Array(bytes.subarray(at + payloadAt, end)));
      if (frame.type === 'batch' || frame.type === 'gap') frames.push(spooled(epoch, frame));
    }
    at = end;
  }
  soFar.set(key, at);
  return frames;
}

function spooled(epoch: string, frame: Batch | Gap): FrameOfEpoch {
  const [firstSeq, lastSeq] =
    frame.type === 'batch' ? [frame.seq, frame.seq] : [frame.firstSeq, frame.lastSeq];
  return { epoch, firstSeq, lastSeq, hash: batchHash(epoch, frame), frame };
}
