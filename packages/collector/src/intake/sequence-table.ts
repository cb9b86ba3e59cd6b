/**
 * All sequences that this process knows, and what they hold in memory.
 *
 * A batch is waiting (taken in, in no group) → taken (in a group of the committer) → settled (committed, or dropped with
 * its sequence). `pendingBytes` counts waiting and taken batches: it is what the queue limit bounds. `waitingSamples` and
 * `waitingInsertBytes` count waiting ones of live sequences: they say when a group is full. `historyPendingBytes` is the
 * part of `pendingBytes` that history takes: it has a smaller limit of its own.
 *
 * Limits: an agent has one epoch per stream here, plus older ones only while they have batches under way; the number of
 * sequences is therefore bounded by agents and by the queue limit.
 */
import type { SampleColumns, Stream } from '@hostwire/protocol';
import { withinTolerance } from '@hostwire/storage';
import type { Mark, QueuedBatch, Sequence } from './sequence.ts';

/** A batch together with the sequence that it belongs to. */
export interface Placed {
  readonly sequence: Sequence;
  readonly batch: QueuedBatch;
}

export class SequenceTable {
  readonly #sequences = new Map<string, Sequence>();
  readonly #ofAgent = new Map<string, Set<Sequence>>();
  /** Sequences with waiting batches; the one that was served longest ago first. */
  readonly #withWaiting = new Set<Sequence>();
  pendingBytes = 0;
  historyPendingBytes = 0;
  pendingBatches = 0;
  waitingSamples = 0;
  waitingInsertBytes = 0;

  get(key: string): Sequence | undefined {
    return this.#sequences.get(key);
  }

  sequences(): Iterable<Sequence> {
    return this.#sequences.values();
  }

  withWaiting(): Iterable<Sequence> {
    return this.#withWaiting;
  }

  /**
   * The samples of an agent that were received and are not committed yet, oldest first: those of its newest live epoch that
   * has any. None when some of them are not at hand in their decoded form, or will be filed under another time than they say.
   */
  uncommittedOf(agentId: string): readonly SampleColumns[] {
    const live = [...(this.#ofAgent.get(agentId) ?? [])].filter(({ stream }) => stream === 'live');
    const all: SampleColumns[] = [];
    for (const { content, recvMs } of live.findLast(({ held }) => held.length > 0)?.held ?? []) {
      if (content.kind !== 'batch') continue;
      const { columns } = content;
      if (columns?.tsMs.every((ms) => withinTolerance(ms, recvMs)) !== true) return [];
      all.push(columns);
    }
    return all;
  }

  /** Adds a sequence; older ones of the same agent and stream that hold nothing are forgotten. */
  add(sequence: Sequence): void {
    const siblings = this.#ofAgent.get(sequence.agentId) ?? new Set();
    for (const sibling of siblings) {
      if (sibling.stream !== sequence.stream || sibling.pending.size > 0) continue;
      siblings.delete(sibling);
      this.#remove(sibling);
    }
    siblings.add(sequence);
    this.#ofAgent.set(sequence.agentId, siblings);
    this.#sequences.set(sequence.key, sequence);
  }

  /** What was live is history from now on, or the other way round. */
  moveTo(sequence: Sequence, stream: Stream): void {
    if (sequence.stream === stream || sequence.dropped) return;
    for (const batch of sequence.waiting) this.#countWaiting(sequence, batch, -1);
    this.#countPending(sequence, -sequence.pendingBytes);
    sequence.stream = stream;
    for (const batch of sequence.waiting) this.#countWaiting(sequence, batch, 1);
    this.#countPending(sequence, sequence.pendingBytes);
  }

  /** Puts a batch at the end of its sequence. */
  append({ sequence, batch }: Placed): void {
    sequence.waiting.push(batch);
    sequence.held.push(batch);
    sequence.pending.set(batch.seq, batch.hash);
    sequence.pendingBytes += batch.pendingBytes;
    sequence.tail = { seq: batch.seq, hash: batch.hash };
    this.#withWaiting.add(sequence);
    this.#countWaiting(sequence, batch, 1);
    this.#countPending(sequence, batch.pendingBytes);
    this.pendingBatches++;
  }

  /** Takes the first waiting batch of a sequence into a group. */
  take(sequence: Sequence): Placed {
    const batch = sequence.waiting.shift();
    if (batch === undefined) throw new Error(`sequence ${sequence.key} has nothing waiting`);
    this.#countWaiting(sequence, batch, -1);
    if (sequence.waiting.length === 0) this.#withWaiting.delete(sequence);
    return { sequence, batch };
  }

  /** Behind all others, for the next group. */
  sendToBack(sequence: Sequence): void {
    if (this.#withWaiting.delete(sequence)) this.#withWaiting.add(sequence);
  }

  /** Taken batches are in ClickHouse, in order: the mark moves to the last of them. */
  settle({ sequence, batch }: Placed): void {
    if (sequence.dropped) return;
    this.#release(sequence, batch);
    sequence.committed = { seq: batch.seq, hash: batch.hash };
  }

  /**
   * What ClickHouse holds is not what was thought: everything of the sequence that is not committed is let go, and it
   * goes on after `mark`. Taken batches of it are the caller's to let go.
   */
  reset(sequence: Sequence, mark: Mark): void {
    this.#forgetPending(sequence);
    sequence.committed = mark;
    sequence.tail = mark;
    sequence.stored = mark.stored ?? [];
  }

  /** Lets go of everything of an agent, for good. */
  dropAgent(agentId: string): void {
    for (const sequence of this.#ofAgent.get(agentId) ?? []) this.#remove(sequence);
    this.#ofAgent.delete(agentId);
  }

  #remove(sequence: Sequence): void {
    this.#forgetPending(sequence);
    sequence.dropped = true;
    this.#sequences.delete(sequence.key);
  }

  #forgetPending(sequence: Sequence): void {
    for (const batch of sequence.waiting) this.#countWaiting(sequence, batch, -1);
    this.#countPending(sequence, -sequence.pendingBytes);
    this.pendingBatches -= sequence.pending.size;
    sequence.waiting = [];
    sequence.held = [];
    sequence.pending.clear();
    sequence.pendingBytes = 0;
    this.#withWaiting.delete(sequence);
  }

  #release(sequence: Sequence, batch: QueuedBatch): void {
    if (!sequence.pending.delete(batch.seq)) return; // let go before, with its sequence
    while (sequence.held[0] !== undefined && sequence.held[0].seq <= batch.seq) sequence.held.shift();
    sequence.pendingBytes -= batch.pendingBytes;
    this.#countPending(sequence, -batch.pendingBytes);
    this.pendingBatches--;
  }

  #countPending({ stream }: Sequence, bytes: number): void {
    this.pendingBytes += bytes;
    if (stream === 'history') this.historyPendingBytes += bytes;
  }

  #countWaiting({ stream }: Sequence, batch: QueuedBatch, sign: 1 | -1): void {
    if (stream === 'history') return;
    this.waitingSamples += sign * batch.samples;
    this.waitingInsertBytes += sign * batch.insertBytes;
  }
}
