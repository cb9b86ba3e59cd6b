import { encodeFrame, utcDay, zeroHash, type Gap, type GapReason } from '@hostwire/protocol';
import type { Dropped } from './note.ts';
import type { StoredRecord } from './record.ts';
import { frameOf } from './recovery.ts';
import type { SegmentFolder } from './segment-folder.ts';

/** One frame of the sequence as it goes over the wire. */
export interface Outgoing {
  readonly type: 'batch' | 'gap';
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** The encoded frame. */
  readonly bytes: Uint8Array;
}

export interface OutgoingContext {
  /** The last number that is on the disk. */
  readonly lastSeq: number;
  readonly dropped: Dropped | undefined;
  readonly nowMs: number;
}

/**
 * The frame that starts at a number on the disk: the record as it was sealed, or, where there is none any more, a gap
 * up to the next record that can be read. Such gaps are made when they are needed: nothing has to be written for them.
 */
export function readOutgoing(folder: SegmentFolder, seq: number, context: OutgoingContext): Outgoing {
  const place = folder.holding(seq);
  if (place === undefined) return beforeTheFirst(folder, seq, context);
  const { segment, nextFirstSeq } = place;
  const lastHere = (nextFirstSeq ?? context.lastSeq + 1) - 1;
  const { record, before } = segment.find(seq);
  const readable = record !== undefined && record.seq <= lastHere ? frameOf(record) : undefined;
  if (record !== undefined && readable !== undefined) {
    const firstSeq = readable.type === 'batch' ? readable.seq : readable.firstSeq;
    if (firstSeq === seq)
      return { type: readable.type, firstSeq, lastSeq: record.seq, bytes: record.payload };
    if (firstSeq < seq) return gap({ ...(readable as Gap), firstSeq: seq });
  }
  const lastLost =
    record === undefined || record.seq > lastHere
      ? lastHere
      : readable === undefined
        ? record.seq
        : firstOf(record) - 1;
  const fromMs = (before && frameOf(before)?.createdMs) ?? segment.header.createdMs;
  const toMs = readable?.createdMs ?? folder.holding(lastHere + 1)?.segment.header.createdMs ?? context.nowMs;
  return lost('spool_damaged', {
    firstSeq: seq,
    lastSeq: lastLost,
    fromMs,
    toMs,
    prevHash: hashBefore(folder, seq),
  });
}

function beforeTheFirst(folder: SegmentFolder, seq: number, { dropped, nowMs }: OutgoingContext): Outgoing {
  const oldest = folder.segments[0]!.header;
  const lastSeq = oldest.firstSeq - 1;
  if (dropped !== undefined && seq >= dropped.firstSeq && lastSeq <= dropped.lastSeq) {
    const prevHash = seq === dropped.firstSeq ? dropped.prevHash : zeroHash;
    return lost('spool_full', { ...dropped, firstSeq: seq, lastSeq, prevHash });
  }
  const toMs = Math.min(oldest.createdMs, nowMs);
  return lost('database_lost', { firstSeq: seq, lastSeq, fromMs: toMs, toMs, prevHash: zeroHash });
}

/** Known only where a segment starts; zeros elsewhere. */
function hashBefore(folder: SegmentFolder, seq: number): string {
  const header = folder.holding(seq)?.segment.header;
  return header?.firstSeq === seq ? header.prevHash : zeroHash;
}

function lost(reason: GapReason, numbers: Dropped): Outgoing {
  const toMs = Math.max(numbers.fromMs, numbers.toMs);
  return gap({ type: 'gap', ...numbers, toMs, day: utcDay(toMs), reason, createdMs: toMs });
}

function gap(frame: Gap): Outgoing {
  return { type: 'gap', firstSeq: frame.firstSeq, lastSeq: frame.lastSeq, bytes: encodeFrame(frame) };
}

function firstOf(record: StoredRecord): number {
  const frame = frameOf(record);
  return frame?.type === 'gap' ? frame.firstSeq : record.seq;
}
