/**
 * Takes batches and gaps of authenticated agents into their sequences.
 *
 * A batch is held against its sequence first (cheap), then decoded and checked: what is queued is known to fit the table.
 * The decoded form is kept beside the received bytes only while the queue is less than half full; otherwise the
 * committer decodes again. A batch that does not decode takes its place as a tombstone, so that the sequence goes on.
 *
 * Limit: `queueBytes` for everything that waits, an eighth of it for history. Beyond it nothing is taken in; agents
 * keep it on their disks. History is never kept in its decoded form: it may wait for long.
 */
import { batchHash, type Batch, type Credit, type Gap, type NackCode } from '@hostwire/protocol';
import type { Clock } from '@hostwire/runtime';
import { insertBytes, partitionDay, withinTolerance } from '@hostwire/storage';
import { chainHash, judge } from './admission.ts';
import { creditFor, historyQueueBytes } from './credit.ts';
import { columnsBytes, inspect } from './inspection.ts';
import { isStored, piecesOf } from './stored-ranges.ts';
import type { QueuedBatch, Sequence } from './sequence.ts';
import type { SequenceTable } from './sequence-table.ts';

/** Beside its payload a waiting batch holds this much. */
const entryBytes = 512;
/** What a gap or a tombstone adds to an INSERT, from above: one row and its detail. */
const markInsertBytes = 2_000;
/** After an overflow, agents are asked again when the queue is down to this share. */
const resumeShare = 0.75;

/**
 * queued / duplicate / hole / chain: see `Place`. refused: queued as a tombstone, its sender is to be told.
 * full: not taken in, for want of room.
 */
export type Verdict =
  | { readonly type: 'queued' | 'duplicate' | 'hole' | 'chain' | 'full' }
  | { readonly type: 'refused'; readonly code: NackCode; readonly detail: string };

export interface IntakeOptions {
  readonly table: SequenceTable;
  readonly clock: Clock;
  readonly queueBytes: number;
  /** Told what was queued. */
  readonly onQueued: (batch: QueuedBatch, sequence: Sequence) => void;
}

export class Intake {
  readonly #options: IntakeOptions;
  #isClosed = false;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /** Whether there is room again after an overflow. */
  hasRoomFor(sequence: Sequence): boolean {
    const { pendingBytes, limitBytes } = this.#queueOf(sequence);
    return !this.#isClosed && pendingBytes < limitBytes * resumeShare;
  }

  /** From now on there is no room for anything. */
  close(): void {
    this.#isClosed = true;
  }

  accept(sequence: Sequence, frame: Batch | Gap): Verdict {
    const hash = batchHash(sequence.epoch, frame);
    const place = judge(sequence, frame, hash);
    if (place !== 'next') return { type: place };
    return frame.type === 'gap'
      ? this.#acceptGap(sequence, frame, hash)
      : this.#acceptBatch(sequence, frame, hash);
  }

  credit(sequence: Sequence, offer: { sessions: number; closed: boolean }): Credit {
    return creditFor(sequence, { ...offer, queueBytes: this.#options.queueBytes });
  }

  #acceptBatch(sequence: Sequence, frame: Batch, hash: string): Verdict {
    const receivedBytes = frame.payload.byteLength + entryBytes;
    if (!this.#fits(sequence, receivedBytes)) return { type: 'full' };
    if (isStored(sequence, frame.seq)) {
      this.#queue(sequence, storedEntry({ seq: frame.seq, hash, day: frame.day }));
      return { type: 'queued' };
    }
    const inspection = inspect(frame);
    if (!inspection.ok) {
      const { code, detail } = inspection;
      const facts = { seq: frame.seq, hash, day: frame.day };
      this.#queue(sequence, {
        ...facts,
        ...noSamples,
        content: { kind: 'tombstone', code, detail },
        pendingBytes: entryBytes,
        insertBytes: markInsertBytes,
      });
      return { type: 'refused', code, detail };
    }
    const { columns } = inspection;
    const valueBytes = columnsBytes(columns);
    const isLive = sequence.stream === 'live';
    const keep = isLive && this.#options.table.pendingBytes + valueBytes < this.#options.queueBytes / 2;
    this.#queue(sequence, {
      content: { kind: 'batch', frame, columns: keep ? columns : undefined },
      seq: frame.seq,
      hash,
      day: frame.day,
      samples: columns.samples,
      lastTsMs: columns.tsMs.at(-1) ?? 0,
      pendingBytes: receivedBytes + (keep ? valueBytes : 0),
      insertBytes: insertBytes(columns),
    });
    return { type: 'queued' };
  }

  #acceptGap(sequence: Sequence, frame: Gap, hash: string): Verdict {
    if (!this.#fits(sequence, entryBytes)) return { type: 'full' };
    const facts = { hash: chainHash(frame, hash), day: frame.day };
    for (const { firstSeq, lastSeq: seq, isStored } of piecesOf(sequence, frame.lastSeq)) {
      const gap = { ...frame, firstSeq, lastSeq: seq };
      this.#queue(
        sequence,
        isStored
          ? storedEntry({ ...facts, seq })
          : {
              ...facts,
              ...noSamples,
              seq,
              content: { kind: 'gap', gap },
              pendingBytes: entryBytes,
              insertBytes: markInsertBytes,
            },
      );
    }
    return { type: 'queued' };
  }

  #fits(sequence: Sequence, bytes: number): boolean {
    const { pendingBytes, limitBytes } = this.#queueOf(sequence);
    return !this.#isClosed && pendingBytes + bytes <= limitBytes;
  }

  /** History has a part of the queue; live data have all that is left of it. */
  #queueOf({ stream }: Sequence): { readonly pendingBytes: number; readonly limitBytes: number } {
    const { table, queueBytes } = this.#options;
    return stream === 'history'
      ? { pendingBytes: table.historyPendingBytes, limitBytes: historyQueueBytes(queueBytes) }
      : { pendingBytes: table.pendingBytes, limitBytes: queueBytes };
  }

  #queue(sequence: Sequence, entry: Entry): void {
    const { clock, table, onQueued } = this.#options;
    const recvMs = clock.nowMs();
    const batch: QueuedBatch = {
      ...entry,
      day: partitionDay(entry.day, recvMs),
      lastTsMs: withinTolerance(entry.lastTsMs, recvMs) ? entry.lastTsMs : recvMs,
      recvMs,
      recvMonoMs: clock.monoMs(),
    };
    table.append({ sequence, batch });
    onQueued(batch, sequence);
  }
}

type Entry = Omit<QueuedBatch, 'recvMs' | 'recvMonoMs'>;

const noSamples = { samples: 0, lastTsMs: 0 } as const;

/** Takes its place in the sequence and adds no row. */
function storedEntry(facts: Pick<Entry, 'seq' | 'hash' | 'day'>): Entry {
  return {
    ...facts,
    ...noSamples,
    content: { kind: 'stored' },
    pendingBytes: entryBytes,
    insertBytes: 0,
  };
}
