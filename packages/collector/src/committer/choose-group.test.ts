import { beforeEach, expect, test } from '@jest/globals';
import { zeroHash, type Stream } from '@hostwire/protocol';
import { creditFor } from '../intake/credit.ts';
import { SequenceTable } from '../intake/sequence-table.ts';
import { Sequence } from '../intake/sequence.ts';
import { chooseGroup, groupDueMs, historyLimitsFor, historyWaits } from './choose-group.ts';
import { CommitCore } from './commit-core.ts';

const history = { maxSamples: 20, maxBytes: 1_000_000, pauseMs: 500, maxPauseMs: 5_000 };
const limits = { maxSamples: 1_000, maxBytes: 1_000_000, lingerMs: 1_000, history };

let table: SequenceTable;

beforeEach(() => {
  table = new SequenceTable();
});

/** A sequence with this many batches of five samples after `committedSeq` that wait since `recvMonoMs`. */
function waiting(
  agentId: string,
  stream: Stream,
  { count = 1, recvMonoMs = 0, day = 20_000, committedSeq = 1 } = {},
): Sequence {
  const mark = { seq: committedSeq, hash: zeroHash };
  const sequence = new Sequence({ agentId, host: agentId, epoch: stream }, mark, stream);
  table.add(sequence);
  for (let i = 0; i < count; i++) {
    const seq = sequence.tail.seq + 1;
    const content = { kind: 'tombstone', code: 'poison', detail: '' } as const;
    const times = { lastTsMs: 0, recvMs: 0, recvMonoMs };
    table.append({
      sequence,
      batch: { content, seq, hash: zeroHash, day, samples: 5, pendingBytes: 100, insertBytes: 50, ...times },
    });
  }
  return sequence;
}

/** Lets the core insert from `fromMs` to `untilMs`, each INSERT taking `tookMs`; what was inserted when. */
function run(core: CommitCore, { fromMs = 0, untilMs = 10_000, tookMs = 100 } = {}) {
  const inserts: { atMs: number; stream: Stream; samples: number; days: number }[] = [];
  for (let nowMs = fromMs; nowMs < untilMs;) {
    const action = core.next(nowMs);
    if (action.type === 'recover')
      core.recovered(new Map(action.sequences.map(({ key, committed }) => [key, committed])), nowMs);
    if (action.type === 'wait') {
      if (action.untilMs === undefined) break;
      nowMs = action.untilMs;
    }
    if (action.type !== 'insert') continue;
    const { group } = action;
    inserts.push({
      atMs: nowMs,
      stream: group[0]!.sequence.stream,
      samples: group.reduce((sum, { batch }) => sum + batch.samples, 0),
      days: new Set(group.map(({ batch }) => batch.day)).size,
    });
    nowMs += tookMs;
    core.inserted();
  }
  return inserts;
}

test('a live group that is due goes before history that waits for longer', () => {
  waiting('old', 'history', { count: 100, recvMonoMs: -60_000 });
  waiting('web1', 'live', { recvMonoMs: -1_000 });
  const [first, second] = run(new CommitCore({ table, limits, random: () => 0 }));
  expect(first).toMatchObject({ stream: 'live', atMs: 0 });
  expect(second).toMatchObject({ stream: 'history' });
});

test('a live group is late by one insert of history at most', () => {
  waiting('old', 'history', { count: 100 });
  waiting('web1', 'live', { recvMonoMs: 0 }); // due at 1000
  const inserts = run(new CommitCore({ table, limits, random: () => 0 }), { tookMs: 400 });
  const live = inserts.find(({ stream }) => stream === 'live')!;
  expect(live.atMs).toBeGreaterThanOrEqual(1_000);
  expect(live.atMs).toBeLessThanOrEqual(1_400);
});

test('history keeps to its cap: few samples in a group, and a pause after each', () => {
  waiting('old', 'history', { count: 100 });
  const inserts = run(new CommitCore({ table, limits, random: () => 0 }));
  expect(inserts.map(({ samples }) => samples)).toEqual(inserts.map(() => 20));
  const pauses = inserts.slice(1).map(({ atMs }, i) => atMs - inserts[i]!.atMs - 100);
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(history.pauseMs);
  expect(inserts.length).toBeGreaterThan(10);
});

test('history takes at most half of the time when inserts are slow', () => {
  waiting('old', 'history', { count: 100 });
  const inserts = run(new CommitCore({ table, limits, random: () => 0 }), { tookMs: 2_000 });
  expect(inserts.slice(1).map(({ atMs }, i) => atMs - inserts[i]!.atMs)).toEqual([4_000, 4_000]);
});

test('a group of history has one day', () => {
  waiting('old', 'history', { count: 2, day: 20_000 });
  waiting('older', 'history', { count: 2, day: 19_999 });
  const inserts = run(new CommitCore({ table, limits, random: () => 0 }));
  expect(inserts.map(({ days, samples }) => [days, samples])).toEqual([
    [1, 10],
    [1, 10],
  ]);
});

test('history neither makes a live group due nor fills it', () => {
  waiting('old', 'history', { count: 300 });
  expect(groupDueMs(table, limits)).toBeUndefined();
  expect(historyWaits(table)).toBe(true);
  waiting('web1', 'live', { recvMonoMs: 7 });
  expect(groupDueMs(table, limits)).toBe(1_007);
  expect(chooseGroup(table, limits).map(({ sequence }) => sequence.agentId)).toEqual(['web1']);
});

test('an agent that has used most of its credit does not wait for company', () => {
  waiting('web1', 'live', { count: 11, recvMonoMs: 0 });
  expect(groupDueMs(table, limits)).toBe(1_000);
  const sequence = waiting('web2', 'live', { count: 12, recvMonoMs: 100 });
  expect(groupDueMs(table, limits)).toBe(100);
  const credit = creditFor(sequence, { queueBytes: 2 ** 28, sessions: 1, closed: false });
  expect(credit.batches).toBeGreaterThan(sequence.held.length);
});

test('the first batch of an epoch waits for company only for a moment, and takes along what waits', () => {
  waiting('web1', 'live', { recvMonoMs: 100 });
  expect(groupDueMs(table, limits)).toBe(1_100);
  waiting('web2', 'live', { recvMonoMs: 300, committedSeq: 0 });
  expect(groupDueMs(table, limits)).toBe(500);
  expect(groupDueMs(table, { ...limits, lingerMs: 0 })).toBe(100);
  expect(chooseGroup(table, limits).map(({ sequence }) => sequence.agentId)).toEqual(['web1', 'web2']);
});

test('a sequence that becomes history takes what waits with it', () => {
  const sequence = waiting('web1', 'live', { count: 3 });
  table.moveTo(sequence, 'history');
  expect(table).toMatchObject({
    waitingSamples: 0,
    waitingInsertBytes: 0,
    pendingBytes: 300,
    historyPendingBytes: 300,
  });
  waiting('web1', 'live');
  expect(sequence.dropped).toBe(false);
  table.dropAgent('web1');
  expect(table).toMatchObject({ waitingSamples: 0, pendingBytes: 0, historyPendingBytes: 0 });
});

test('the rate of history is set in samples per second', () => {
  expect(historyLimitsFor(2_000).maxSamples).toBe(1_000);
});
