import type { Placed, SequenceBook } from '../intake/sequence-book.ts';
import type { Sequence } from '../intake/sequence.ts';

export interface GroupLimits {
  readonly maxSamples: number;
  /** Of the body of an INSERT. */
  readonly maxBytes: number;
  /** How long a batch may wait for others to share its INSERT. */
  readonly lingerMs: number;
}

/** Batches of one sequence per round: a backlog of one agent leaves room for all others. */
const batchesPerRound = 8;

/** When the next group is due, by the monotonic clock; undefined while nothing waits. */
export function groupDueMs(book: SequenceBook, limits: GroupLimits): number | undefined {
  const oldest = oldestWaiting(book)?.waiting[0];
  if (oldest === undefined) return undefined;
  return groupIsFull(book, limits) ? oldest.recvMonoMs : oldest.recvMonoMs + limits.lingerMs;
}

/** Whether what waits fills a group, so that there is no point in waiting for more. */
export function groupIsFull(book: SequenceBook, { maxSamples, maxBytes }: GroupLimits): boolean {
  return book.waitingSamples >= maxSamples || book.waitingInsertBytes >= maxBytes;
}

/**
 * Takes the batches of the next group out of the book. This is the only place that decides what is committed next.
 *
 * A group holds contiguous next batches of many sequences, all of one day: that of the batch that waited longest.
 * Sequences take turns; those that were served go behind the others.
 */
export function chooseGroup(book: SequenceBook, limits: GroupLimits): Placed[] {
  const day = oldestWaiting(book)?.waiting[0]?.day;
  const group: Placed[] = [];
  if (day === undefined) return group;
  const room = { samples: limits.maxSamples, bytes: limits.maxBytes };
  const served = new Set<Sequence>();
  let candidates = [...book.withWaiting()].filter((sequence) => sequence.waiting[0]?.day === day);
  while (candidates.length > 0) {
    candidates = candidates.filter((sequence) => {
      const taken = takeRound(book, sequence, { day, room, group });
      if (taken > 0) served.add(sequence);
      return taken === batchesPerRound;
    });
  }
  for (const sequence of served) book.sendToBack(sequence);
  return group;
}

interface Round {
  readonly day: number;
  readonly room: { samples: number; bytes: number };
  readonly group: Placed[];
}

function takeRound(book: SequenceBook, sequence: Sequence, { day, room, group }: Round): number {
  let taken = 0;
  while (taken < batchesPerRound) {
    const batch = sequence.waiting[0];
    if (batch?.day !== day) break;
    const rows = Math.max(1, batch.samples); // gaps and tombstones have one
    const fits = rows <= room.samples && batch.insertBytes <= room.bytes;
    if (!fits && group.length > 0) break;
    group.push(book.take(sequence));
    room.samples -= rows;
    room.bytes -= batch.insertBytes;
    taken++;
  }
  return taken;
}

function oldestWaiting(book: SequenceBook): Sequence | undefined {
  let oldest: Sequence | undefined;
  let sinceMs = Infinity;
  for (const sequence of book.withWaiting()) {
    const { recvMonoMs } = sequence.waiting[0]!;
    if (recvMonoMs >= sinceMs) continue;
    oldest = sequence;
    sinceMs = recvMonoMs;
  }
  return oldest;
}
