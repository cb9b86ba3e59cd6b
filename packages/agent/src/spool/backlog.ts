import { batchHash, encodeFrame, type Batch, type Gap } from '@hostwire/protocol';
import type { RecordType, SpoolRecord } from './record.ts';

/** A frame before it has its place in the sequence. */
export type UnplacedFrame = Omit<Batch, 'seq' | 'prevHash'> | Omit<Gap, 'firstSeq' | 'lastSeq' | 'prevHash'>;

/** The end of a sequence: what the next frame is chained to. */
export interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
}

interface Entry {
  readonly record: SpoolRecord;
  /** Absent for notes. */
  readonly frame?: Batch | Gap;
  /** The end of the chain with this entry. */
  readonly end: ChainEnd;
}

/**
 * What has its number but is not on the disk yet: for milliseconds while a sync runs, for longer when the disk is full
 * or broken. None of it was sent, so its numbers may still be given to other content: when it outgrows `limitBytes`
 * the older half becomes one gap and the rest is chained anew.
 */
export class Backlog {
  readonly #epoch: string;
  readonly #limitBytes: number;
  #entries: Entry[] = [];
  #bytes = 0;
  /** The oldest of the entries that are being written: they keep what they are. */
  #taken = 0;
  #start: ChainEnd;
  #end: ChainEnd;

  /** `end` is the last of the sequence that is on the disk. */
  constructor(epoch: string, end: ChainEnd, limitBytes: number) {
    this.#epoch = epoch;
    this.#start = end;
    this.#end = end;
    this.#limitBytes = limitBytes;
  }

  /** What is on the disk ends here. */
  get start(): ChainEnd {
    return this.#start;
  }

  /** The last number given and the hash of its frame. */
  get end(): ChainEnd {
    return this.#end;
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  get frames(): readonly (Batch | Gap)[] {
    return this.#entries.flatMap(({ frame }) => frame ?? []);
  }

  place(unplaced: UnplacedFrame): void {
    const seq = this.#end.seq + 1;
    const prevHash = this.#end.hash;
    this.#push(
      unplaced.type === 'batch'
        ? { ...unplaced, seq, prevHash }
        : { ...unplaced, firstSeq: seq, lastSeq: seq, prevHash },
    );
    if (this.#bytes > this.#limitBytes) this.#shrink();
  }

  addNote(type: RecordType, payload: Uint8Array): void {
    this.#entries.push({ record: { type, seq: this.#end.seq, payload }, end: this.#end });
    this.#bytes += payload.length;
  }

  /**
   * The oldest records, together at most `limitBytes` unless the first alone is longer. They do not change until
   * `remove` (they are on the disk) or `putBack` (they are not).
   */
  take(limitBytes: number): SpoolRecord[] {
    const records: SpoolRecord[] = [];
    let bytes = 0;
    for (const { record } of this.#entries) {
      bytes += record.payload.length;
      if (records.length > 0 && bytes > limitBytes) break;
      records.push(record);
    }
    this.#taken = records.length;
    return records;
  }

  remove(): void {
    for (const { record, end } of this.#entries.splice(0, this.#taken)) {
      this.#bytes -= record.payload.length;
      this.#start = end;
    }
    this.#taken = 0;
  }

  putBack(): void {
    this.#taken = 0;
  }

  #push(frame: Batch | Gap): void {
    const payload = encodeFrame(frame);
    const seq = frame.type === 'batch' ? frame.seq : frame.lastSeq;
    const end = { seq, hash: batchHash(this.#epoch, frame) };
    this.#entries.push({ record: { type: frame.type, seq, payload }, frame, end });
    this.#bytes += payload.length;
    this.#end = end;
  }

  #shrink(): void {
    const waiting = this.#entries.slice(this.#taken);
    const frames = waiting.flatMap(({ frame }) => frame ?? []);
    const [oldest, ...lost] = frames.splice(0, Math.ceil(frames.length / 2));
    if (oldest === undefined) return;
    const newest = lost.at(-1) ?? oldest;
    const base = this.#entries[this.#taken - 1]?.end ?? this.#start;
    const notes = waiting
      .filter(({ frame }) => frame === undefined)
      .map(({ record }) => ({ record, end: base }));
    this.#entries = [...this.#entries.slice(0, this.#taken), ...notes];
    this.#bytes = this.#entries.reduce((sum, { record }) => sum + record.payload.length, 0);
    this.#push(gapOver(oldest, newest, frames[0]?.createdMs ?? newest.createdMs));
    for (const frame of frames) this.#push({ ...frame, prevHash: this.#end.hash });
  }
}

function gapOver(oldest: Batch | Gap, newest: Batch | Gap, untilMs: number): Gap {
  const fromMs = oldest.type === 'gap' ? oldest.fromMs : oldest.createdMs;
  return {
    type: 'gap',
    firstSeq: oldest.type === 'gap' ? oldest.firstSeq : oldest.seq,
    lastSeq: newest.type === 'gap' ? newest.lastSeq : newest.seq,
    day: newest.day,
    fromMs,
    toMs: Math.max(fromMs, untilMs),
    reason: 'spool_full',
    prevHash: oldest.prevHash,
    createdMs: newest.createdMs,
  };
}
