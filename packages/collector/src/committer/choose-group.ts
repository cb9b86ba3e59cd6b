import type { Stream } from '@hostwire/protocol';
import { isCrowded } from '../intake/credit.ts';
import type { Placed, SequenceTable } from '../intake/sequence-table.ts';
import type { QueuedBatch, Sequence } from '../intake/sequence.ts';

export interface GroupLimits {
  readonly maxSamples: number;
  /** Of the body of an INSERT. */
  readonly maxBytes: number;
  /** How long a batch may wait for others to share its INSERT; the first of an epoch does not wait as long. */
  readonly lingerMs: number;
  /** What history may take between live groups. Default: `historyLimits`. */
  readonly history?: HistoryLimits;
}

/**
 * The rate cap of history: small groups, because a live group that becomes due meanwhile waits for one of them, and a
 * pause after each, because every group is a part that ClickHouse has to merge.
 */
export interface HistoryLimits {
  readonly maxSamples: number;
  readonly maxBytes: number;
  /** From the end of one group of history to the next; longer, up to `maxPauseMs`, when that group took longer. */
  readonly pauseMs: number;
  readonly maxPauseMs: number;
}

/** At most two groups in a second, and half of the time. */
export const historyLimits: HistoryLimits = {
  maxSamples: 10_000,
  maxBytes: 4 * 2 ** 20,
  pauseMs: 500,
  maxPauseMs: 5_000,
};

/** The same with at most so many samples in a second (but at least one batch in each group). */
export function historyLimitsFor(samplesPerSecond: number): HistoryLimits {
  return {
    ...historyLimits,
    maxSamples: Math.max(1, Math.floor((samplesPerSecond * historyLimits.pauseMs) / 1_000)),
  };
}

type Sequences = ReadonlySet<Sequence>;
const noSequences: Sequences = new Set();

/** Batches of one sequence per round: a backlog of one agent leaves room for all others. */
const batchesPerRound = 8;

/** How long the first batch of an epoch waits: a host is new, or back after an outage, and somebody waits for it. */
const firstLingerMs = 200;

/** How long a batch may wait for others to share its INSERT; live pages show its samples before that. */
export function lingerOf(
  { seq }: Pick<QueuedBatch, 'seq'>,
  { lingerMs }: Pick<GroupLimits, 'lingerMs'>,
): number {
  return seq === 1 ? Math.min(firstLingerMs, lingerMs) : lingerMs;
}

/** When the next live group is due, by the monotonic clock; undefined while nothing live waits. `except`: see chooseGroup. */
export function groupDueMs(
  table: SequenceTable,
  limits: GroupLimits,
  except = noSequences,
): number | undefined {
  let earliestMs: number | undefined;
  for (const sequence of table.withWaiting()) {
    if (sequence.stream !== 'live' || except.has(sequence)) continue;
    const next = sequence.waiting[0]!;
    const lingerMs = isUrgent(table, sequence, limits) ? 0 : lingerOf(next, limits);
    const dueMs = next.recvMonoMs + lingerMs;
    earliestMs = Math.min(earliestMs ?? Infinity, dueMs);
  }
  return earliestMs;
}

/** Whether any history waits: it has no company to wait for, only the rate cap. */
export function historyWaits(table: SequenceTable): boolean {
  return oldestWaiting(table, 'history') !== undefined;
}

/** Whether there is no point in waiting for more: what live data wait fills a group, or an agent would soon wait for credit. */
export function isUrgent(
  table: SequenceTable,
  sequence: Sequence,
  { maxSamples, maxBytes }: Pick<GroupLimits, 'maxSamples' | 'maxBytes'>,
): boolean {
  const isFull = table.waitingSamples >= maxSamples || table.waitingInsertBytes >= maxBytes;
  return isFull || (sequence.stream === 'live' && isCrowded(sequence));
}

/**
 * Takes the batches of the next group out of the table. This is the only place that decides what is committed next.
 *
 * A group holds contiguous next batches of many sequences of one stream, all of one day: that of the batch that waited
 * longest. Sequences take turns; those that were served go behind the others. History is a group of its own and does not
 * fill up live ones: live INSERTs stay as short as they would be without it. Sequences of which earlier batches are still
 * to be committed are left out (`except`).
 */
export function chooseGroup(
  table: SequenceTable,
  groupLimits: GroupLimits,
  { stream = 'live', except = noSequences }: { readonly stream?: Stream; readonly except?: Sequences } = {},
): Placed[] {
  const limits = stream === 'live' ? groupLimits : (groupLimits.history ?? historyLimits);
  const day = oldestWaiting(table, stream, except)?.waiting[0]?.day;
  const group: Placed[] = [];
  if (day === undefined) return group;
  const room = { samples: limits.maxSamples, bytes: limits.maxBytes };
  const served = new Set<Sequence>();
  let candidates = [...table.withWaiting()].filter(
    (sequence) => sequence.stream === stream && !except.has(sequence) && sequence.waiting[0]?.day === day,
  );
  while (candidates.length > 0) {
    candidates = candidates.filter((sequence) => {
      const taken = takeRound(table, sequence, { day, room, group });
      if (taken > 0) served.add(sequence);
      return taken === batchesPerRound;
    });
  }
  for (const sequence of served) table.sendToBack(sequence);
  return group;
}

interface Round {
  readonly day: number;
  readonly room: { samples: number; bytes: number };
  readonly group: Placed[];
}

function takeRound(table: SequenceTable, sequence: Sequence, { day, room, group }: Round): number {
  let taken = 0;
  while (taken < batchesPerRound) {
    const batch = sequence.waiting[0];
    if (batch?.day !== day) break;
    const rows = Math.max(1, batch.samples); // gaps and tombstones have one
    const fits = rows <= room.samples && batch.insertBytes <= room.bytes;
    if (!fits && group.length > 0) break;
    group.push(table.take(sequence));
    room.samples -= rows;
    room.bytes -= batch.insertBytes;
    taken++;
  }
  return taken;
}

function oldestWaiting(table: SequenceTable, stream: Stream, except = noSequences): Sequence | undefined {
  let oldest: Sequence | undefined;
  let sinceMs = Infinity;
  for (const sequence of table.withWaiting()) {
    if (sequence.stream !== stream || except.has(sequence)) continue;
    const { recvMonoMs } = sequence.waiting[0]!;
    if (recvMonoMs >= sinceMs) continue;
    oldest = sequence;
    sinceMs = recvMonoMs;
  }
  return oldest;
}
