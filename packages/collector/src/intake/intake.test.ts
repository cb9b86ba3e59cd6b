import { beforeEach, describe, expect, test } from '@jest/globals';
import { zeroHash, type Batch, type Gap } from '@hostwire/protocol';
import { ManualClock } from '@hostwire/testing';
import { TestSpool } from '../testing/test-spool.ts';
import { Intake } from './intake.ts';
import { SequenceTable } from './sequence-table.ts';
import { noMark, Sequence, type Mark } from './sequence.ts';

const queueBytes = 20_000;
const agentId = '00000000-0000-4000-8000-000000000001';

let table: SequenceTable;
let clock: ManualClock;
let intake: Intake;
let spool: TestSpool;
let sequence: Sequence;

function open(mark: Mark = noMark): Sequence {
  sequence = new Sequence({ agentId, host: 'web1', epoch: spool.epoch }, mark);
  table.add(sequence);
  return sequence;
}

beforeEach(() => {
  table = new SequenceTable();
  clock = new ManualClock();
  clock.ms = Date.now();
  intake = new Intake({ table, clock, queueBytes, onQueued: () => undefined });
  spool = new TestSpool();
  open();
});

const accept = (frame: Batch | Gap) => intake.accept(sequence, frame).type;
const settleAll = () => {
  while (sequence.waiting.length > 0) table.settle(table.take(sequence));
};

describe('Intake', () => {
  test('takes what continues the sequence, knows duplicates, sees holes', () => {
    const [one, two, three] = spool.batches(3) as [Batch, Batch, Batch];
    expect(accept(two)).toBe('hole');
    expect(accept(one)).toBe('queued');
    expect(accept(one)).toBe('duplicate');
    expect(accept(three)).toBe('hole');
    expect(accept(two)).toBe('queued');
    settleAll();
    expect(sequence.committed.seq).toBe(2);
    expect(accept(one)).toBe('duplicate');
    expect(accept(two)).toBe('duplicate');
    expect(accept(three)).toBe('queued');
  });

  test('the same number with other content breaks the chain, waiting or committed', () => {
    const one = spool.batch();
    const forged = { ...one, createdMs: one.createdMs + 1 };
    accept(one);
    expect(accept(forged)).toBe('chain');
    settleAll();
    expect(accept(forged)).toBe('chain');
  });

  test('a batch must name the batch before it', () => {
    accept(spool.batch());
    expect(accept({ ...spool.batch(), prevHash: 'ab'.repeat(8) })).toBe('chain');
  });

  test('a gap that lost batches breaks the chain legitimately, also across a restart of the collector', () => {
    const [one, , three] = [spool.batch(), spool.batch(), spool.batch()];
    accept(one);
    const lost: Gap = { ...spool.gap('spool_full'), firstSeq: 2, lastSeq: 2, prevHash: zeroHash };
    expect(accept(lost)).toBe('queued');
    settleAll();
    open(sequence.committed);
    expect(accept(three)).toBe('queued');
  });

  test('a gap may reach back over numbers that are committed; what is stored starts after them', () => {
    const [one, two] = spool.batches(2) as [Batch, Batch];
    accept(one);
    accept(two);
    const gap: Gap = { ...spool.gap('spool_full'), firstSeq: 1, lastSeq: 5 };
    expect(accept(gap)).toBe('queued');
    const { content } = sequence.waiting.at(-1)!;
    expect(content.kind === 'gap' && [content.gap.firstSeq, content.gap.lastSeq]).toEqual([3, 5]);
    expect(accept({ ...gap, lastSeq: 4 })).toBe('duplicate');
  });

  test('a gap that lost nothing is a link of the chain', () => {
    accept(spool.batch());
    const gap = spool.gap('agent_stopped');
    expect(accept({ ...gap, prevHash: 'ab'.repeat(8) })).toBe('chain');
    expect(accept(gap)).toBe('queued');
    expect(accept(spool.batch())).toBe('queued');
  });

  test.each<[string, (good: Batch) => Batch]>([
    ['does not decode', (good) => ({ ...good, rawLength: 3, payload: Buffer.from([1, 2, 3]) })],
    ['has another number of samples than it says', (good) => ({ ...good, samples: 5 })],
    ['is shorter than it says', (good) => ({ ...good, rawLength: good.rawLength + 1 })],
  ])('a batch that %s takes its number as a tombstone', (_what, spoil) => {
    expect(accept(spoil(spool.batch()))).toBe('refused');
    expect(sequence.waiting[0]?.content.kind).toBe('tombstone');
    expect(sequence.tail.seq).toBe(1);
  });

  test('holds no more than its limit, and says when there is room again', () => {
    const verdicts = spool.batches(100).map(accept);
    const taken = verdicts.indexOf('full');
    expect(taken).toBeGreaterThan(5);
    expect(verdicts.slice(taken).some((type) => type === 'queued')).toBe(false);
    expect(table.pendingBytes).toBeLessThanOrEqual(queueBytes);
    expect(intake.hasRoomFor(sequence)).toBe(false);
    settleAll();
    expect(table.pendingBytes).toBe(0);
    expect(intake.hasRoomFor(sequence)).toBe(true);
  });

  test('decoded values are kept only while there is plenty of room', () => {
    for (const batch of spool.batches(100)) accept(batch);
    const kept = sequence.waiting.map(
      ({ content }) => content.kind === 'batch' && content.columns !== undefined,
    );
    expect(kept[0]).toBe(true);
    expect(kept.at(-1)).toBe(false);
  });

  test('samples are uncommitted from when they are received until they are committed, lost or revoked', () => {
    const uncommitted = () => table.uncommittedOf(agentId).map(({ samples }) => samples);
    for (const samples of [1, 2, 3]) accept(spool.batch({ samples }));
    accept(spool.gap('suspended'));
    expect(uncommitted()).toEqual([1, 2, 3]);
    const first = table.take(sequence);
    expect(uncommitted()).toEqual([1, 2, 3]);
    table.settle(first);
    expect(uncommitted()).toEqual([2, 3]);
    table.reset(sequence, sequence.committed);
    expect(uncommitted()).toEqual([]);
    accept(spool.frames[1]!);
    expect(uncommitted()).toEqual([2]);
    table.moveTo(sequence, 'history');
    expect(uncommitted()).toEqual([]);
    table.moveTo(sequence, 'live');
    table.dropAgent(agentId);
    expect(uncommitted()).toEqual([]);
  });

  test('samples of a clock that is far off are not shown before they are filed', () => {
    accept(spool.batch());
    expect(table.uncommittedOf(agentId)).toHaveLength(1);
    accept(spool.batch({ tsMs: clock.ms + 3_600_000 }));
    expect(table.uncommittedOf(agentId)).toEqual([]);
  });

  test('while some of them are not at hand, none are: what is shown has no hole', () => {
    for (const batch of spool.batches(100)) accept(batch);
    expect(sequence.held.length).toBeGreaterThan(5);
    expect(table.uncommittedOf(agentId)).toEqual([]);
  });

  test('a day far off is filed under today', () => {
    accept({ ...spool.batch(), day: 100_000 });
    expect(sequence.waiting[0]?.day).toBe(Math.floor(clock.ms / 86_400_000));
  });

  test('credit: a share of the queue, and nothing new while nothing can be committed', () => {
    accept(spool.batch());
    const held = { batches: 1, bytes: sequence.pendingBytes };
    expect(intake.credit(sequence, { sessions: 1, closed: true })).toEqual(held);
    expect(intake.credit(sequence, { sessions: 1, closed: false }).batches).toBe(16);
  });

  test('of an agent that begins epoch after epoch only the newest empty one is remembered', () => {
    for (let i = 0; i < 1_000; i++) {
      spool = new TestSpool();
      open();
    }
    expect([...table.sequences()].length).toBe(1);
  });
});
