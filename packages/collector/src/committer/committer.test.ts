import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '@hostwire/runtime';
import { sampleGroupLimits, StorageError, type Marks, type SampleGroup } from '@hostwire/storage';
import { silentLogger, waitFor } from '@hostwire/testing';
import { Intake } from '../intake/intake.ts';
import { SequenceTable } from '../intake/sequence-table.ts';
import type { Sequence } from '../intake/sequence.ts';
import { TestSpool } from '../testing/test-spool.ts';
import { Committer, type CommitWriter } from './committer.ts';

const agentId = '00000000-0000-4000-8000-000000000001';

/** A database whose every answer is given by hand. */
class BlockedWriter implements CommitWriter {
  readonly marks: Marks = new Map();
  readonly inserts: { readonly rows: number; readonly answer: (error?: Error) => void }[] = [];
  readonly acquires: { readonly answer: (error?: Error) => void }[] = [];
  reads = 0;

  acquire(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.acquires.push({ answer: (error) => (error === undefined ? resolve() : reject(error)) });
    });
  }

  insert(group: SampleGroup): Promise<void> {
    return new Promise((resolve, reject) => {
      this.inserts.push({
        rows: group.rows,
        answer: (error) => (error === undefined ? resolve() : reject(error)),
      });
    });
  }

  async tryOut(): Promise<{ verdict: 'unclear' }> {
    return { verdict: 'unclear' };
  }

  async readMarks(): Promise<Marks> {
    this.reads++;
    return this.marks;
  }
}

const stallMs = 200;
const lost = () => new StorageError('UNCERTAIN', 'the answer was lost', { outcome: 'uncertain' });

let writer: BlockedWriter;
let table: SequenceTable;
let committer: Committer;
let intake: Intake;
let spool: TestSpool;

const openSequence = (): Promise<Sequence | undefined> =>
  committer.open(
    { agentId, host: 'web1', epoch: spool.epoch },
    { stream: 'live', ackedSeq: 0, isWanted: () => true },
  );

async function leased(): Promise<void> {
  (await waitFor('the lease is asked for', () => writer.acquires.at(-1))).answer();
}

async function start({ lingerMs }: { lingerMs: number }): Promise<void> {
  writer = new BlockedWriter();
  table = new SequenceTable();
  spool = new TestSpool();
  const limits = { ...sampleGroupLimits, lingerMs };
  committer = new Committer({
    writer,
    table,
    limits,
    clock: systemClock,
    logger: silentLogger,
    random: () => 0,
    stallMs,
  });
  intake = new Intake({
    table,
    clock: systemClock,
    queueBytes: 1e6,
    onQueued: (batch, sequence) => committer.queued(batch, sequence),
  });
  await committer.start();
}

beforeEach(() => start({ lingerMs: 0 }));
afterEach(async () => {
  const stopped = committer.stop();
  writer.acquires.forEach(({ answer }) => answer());
  writer.inserts.forEach(({ answer }) => answer());
  await stopped;
});

describe('Committer', () => {
  test('a sequence is opened only under a lease, with the mark read under that same lease', async () => {
    let opened: Sequence | undefined;
    const opening = openSequence().then((sequence) => (opened = sequence));
    await waitFor('the lease is asked for', () => writer.acquires.length === 1);
    expect([opened, writer.reads]).toEqual([undefined, 0]);
    writer.marks.set(`${agentId}/${spool.epoch}`, { seq: 4, hash: 'ab'.repeat(8) });
    await leased();
    await opening;
    expect(opened?.committed.seq).toBe(4);
  });

  test('one INSERT at a time; what comes meanwhile goes into the next', async () => {
    await leased();
    const sequence = (await openSequence())!;
    intake.accept(sequence, spool.batch());
    await waitFor('the first is sent', () => writer.inserts.length === 1);
    intake.accept(sequence, spool.batch());
    intake.accept(sequence, spool.batch());
    expect(writer.inserts.length).toBe(1);
    writer.inserts[0]!.answer();
    await waitFor('the second is sent', () => writer.inserts.length === 2);
    expect(writer.inserts.map(({ rows }) => rows)).toEqual([2, 4]);
    expect(sequence.committed.seq).toBe(1);
  });

  test('says when commits go on, so that credit need not wait', async () => {
    let resumed = 0;
    committer.attach({
      acknowledge: () => undefined,
      rewind: () => undefined,
      stalled: () => undefined,
      resumed: () => (resumed += committer.isStalled ? 100 : 1),
    });
    await leased();
    intake.accept((await openSequence())!, spool.batch());
    const insert = await waitFor('it is sent', () => writer.inserts[0]);
    expect(resumed).toBe(1);
    insert.answer(lost());
    await waitFor('a new lease is asked for', () => writer.acquires.length === 2);
    await leased();
    (await waitFor('it is sent again', () => writer.inserts[1])).answer();
    await waitFor('it says so', () => resumed === 2);
  });

  test('takes credit back when an INSERT is not answered, and gives it again when it is', async () => {
    const reported: string[] = [];
    const stateOf = () => (committer.isStalled ? 'isStalled' : 'not isStalled');
    committer.attach({
      acknowledge: () => undefined,
      rewind: () => undefined,
      stalled: () => reported.push(`stalled, ${stateOf()}`),
      resumed: () => reported.push(`resumed, ${stateOf()}`),
    });
    await leased();
    intake.accept((await openSequence())!, spool.batch());
    const insert = await waitFor('it is sent', () => writer.inserts[0]);
    await waitFor('it takes too long', () => reported.length === 2);
    insert.answer();
    await waitFor('it is answered', () => reported.length === 3);
    expect(reported).toEqual(['resumed, not isStalled', 'stalled, isStalled', 'resumed, not isStalled']);
  });

  test('drop() waits for the INSERT under way, and when its answer is lost until the lease is taken anew', async () => {
    await leased();
    intake.accept((await openSequence())!, spool.batch());
    const insert = await waitFor('it is sent', () => writer.inserts[0]);
    let isDropped = false;
    const dropping = committer.drop(agentId).then(() => (isDropped = true));
    insert.answer(lost());
    await waitFor('a new lease is asked for', () => writer.acquires.length === 2);
    expect(isDropped).toBe(false);
    await leased();
    await dropping;
    expect(writer.inserts.length).toBe(1);
    expect(table.pendingBatches).toBe(0);
  });

  test('a batch that fills most of the credit of its agent ends the wait for company', async () => {
    await leased();
    await committer.stop();
    await start({ lingerMs: 60_000 });
    await leased();
    const sequence = (await openSequence())!;
    intake.accept(sequence, spool.batch());
    (await waitFor('the first of the epoch is sent', () => writer.inserts[0])).answer();
    await waitFor('it is committed', () => sequence.committed.seq === 1);
    intake.accept(sequence, spool.batch());
    await new Promise((resolve) => setImmediate(resolve)); // it waits for company from here on
    for (const batch of spool.batches(11)) intake.accept(sequence, batch);
    const { rows } = await waitFor('the others are sent', () => writer.inserts[1]);
    expect(rows).toBe(24);
  });

  test('stop() commits what is queued without waiting for company, then ends', async () => {
    await leased();
    await committer.stop();
    await start({ lingerMs: 60_000 });
    await leased();
    const sequence = (await openSequence())!;
    intake.accept(sequence, spool.batch());
    const stopped = committer.stop();
    (await waitFor('it is sent', () => writer.inserts[0])).answer();
    await stopped;
    expect(sequence.committed.seq).toBe(1);
    await expect(openSequence()).resolves.toBe(sequence);
    spool = new TestSpool();
    await expect(openSequence()).rejects.toMatchObject({ code: 'COMMITTER_STOPPED' });
  });
});
