import { encodeFrame, utcDay, zeroHash, type Batch, type Gap, type GapReason } from '@hostwire/protocol';
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
  const lastHere = (place.nextFirstSeq ?? context.lastSeq + 1) - 1;
  const { record, before } = place.segment.find(seq);
  const next = record !== undefined && record.seq <= lastHere ? record : undefined;
  const stored = next && storedAt(seq, next);
  if (stored !== undefined) return stored;
  const header = (folder.holding(lastHere + 1) ?? place).segment.header;
  return lost('spool_damaged', {
    firstSeq: seq,
    lastSeq: lastLost(next) ?? lastHere,
    fromMs: createdMsOf(before) ?? place.segment.header.createdMs,
    toMs: createdMsOf(next) ?? header.createdMs,
    prevHash: hashBefore(folder, seq),
  });
}

/** The number before the next record that can be read, or of one that cannot. */
function lastLost(next: StoredRecord | undefined): number | undefined {
  const frame = next && frameOf(next);
  return frame === undefined ? next?.seq : firstOf(frame) - 1;
}

function createdMsOf(record: StoredRecord | undefined): number | undefined {
  return record && frameOf(record)?.createdMs;
}

/** What a record says about a number; undefined when it can not be read or starts behind it. */
function storedAt(seq: number, record: StoredRecord): Outgoing | undefined {
  const frame = frameOf(record);
  if (frame === undefined || firstOf(frame) > seq) return undefined;
  if (firstOf(frame) === seq)
    return { type: frame.type, firstSeq: seq, lastSeq: record.seq, bytes: record.payload };
  return frame.type === 'gap' ? gap({ ...frame, firstSeq: seq }) : undefined;
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

function firstOf(frame: Batch | Gap): number {
  return frame.type === 'gap' ? frame.firstSeq : frame.seq;
}
