/** What the files of a spool say when it is opened. Reads only. */
import { batchHash, decodeFrame, decodePayload, zeroHash, type Batch, type Gap } from '@hostwire/protocol';
import type { ChainEnd } from './backlog.ts';
import { toDropped, toPreviousRun, type Dropped, type PreviousRun } from './note.ts';
import type { StoredRecord } from './record.ts';
import { isNumbered, type Segment } from './segment.ts';

export interface Recovered {
  readonly end: ChainEnd;
  /** A record was synced and is unreadable now: its number must not be used again. */
  readonly damagedSeq: number | undefined;
  readonly previousRun: PreviousRun | undefined;
  readonly dropped: Dropped | undefined;
  /** Wall clock of the last sample in the segments. */
  readonly lastSampleMs: number | undefined;
}

/** Scans the last segment (and the notes of the one before it, when the last has none yet). */
export function recover(segments: readonly Segment[]): Recovered {
  const last = segments.at(-1)!;
  const { epoch, firstSeq, prevHash } = last.header;
  const { records, damagedTail } = last.scan();
  const notes = records.some((record) => !isNumbered(record))
    ? records
    : [...(segments.at(-2)?.scan().records ?? []), ...records];
  let end: ChainEnd = { seq: firstSeq - 1, hash: prevHash };
  let lastSampleMs: number | undefined;
  const lastNumbered = records.findLast(isNumbered);
  if (lastNumbered !== undefined) {
    const frame = frameOf(lastNumbered);
    end = { seq: lastNumbered.seq, hash: frame === undefined ? zeroHash : batchHash(epoch, frame) };
    lastSampleMs = frame && (frame.type === 'gap' ? frame.toMs : lastSampleOf(frame));
  }
  const damagedSeq = damagedTail?.seq === end.seq + 1 ? damagedTail.seq : undefined;
  const runNote = notes.findLast((note) => note.type === 'started' || note.type === 'stopped');
  const dropped = notes.findLast((note) => note.type === 'dropped');
  return {
    end,
    damagedSeq,
    lastSampleMs,
    previousRun: runNote && toPreviousRun(runNote),
    dropped: dropped && toDropped(dropped.payload),
  };
}

/** The frame of a numbered record; undefined if this version cannot read it although its checksum is right. */
export function frameOf(record: StoredRecord): Batch | Gap | undefined {
  try {
    const frame = decodeFrame(record.payload);
    return frame.type === 'batch' || frame.type === 'gap' ? frame : undefined;
  } catch {
    return undefined; // written by another version: treated like a damaged record by the caller
  }
}

function lastSampleOf(batch: Batch): number {
  try {
    return decodePayload(batch).tsMs.at(-1)!;
  } catch {
    return batch.createdMs; // written by another version: the next best answer to "when was the last sample"
  }
}
