import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@hostwire/runtime';
import { readAudit, rollUp } from '@hostwire/storage';
import { startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';
import { ManualClock, silentLogger, waitFor } from '@hostwire/testing';
import { SequenceTable } from '../intake/sequence-table.ts';
import { Sequence } from '../intake/sequence.ts';
import { storedBatches, wholeBatches } from '../testing/stored-batches.ts';
import { TestCollector } from '../testing/test-collector.ts';
import type { TestConnection } from '../testing/test-agent.ts';
import { TestSpool } from '../testing/test-spool.ts';
import { LostData, type AgentStanding } from './lost-data.ts';

let database: TestDatabase;
let collector: TestCollector;
beforeAll(async () => {
  database = await startTestDatabase({ ownServer: true });
  collector = await TestCollector.create(database.url);
  await collector.start();
  await database.db.command('SYSTEM STOP MERGES samples');
});
afterAll(async () => {
  await collector.stop();
  await database.stop();
});

const acked = (connection: TestConnection, seq: number) =>
  waitFor(`number ${seq} is acknowledged`, () =>
    connection.frames.some((frame) => frame.type === 'ack' && frame.committedSeq === seq),
  );

/** Three parts of ten batches each; gives the middle one. */
async function sendThreeParts(connection: TestConnection, spool: TestSpool): Promise<string> {
  for (const last of [10, 20, 30]) {
    connection.send(...spool.batches(10));
    await acked(connection, last);
  }
  const [row] = await database.db.query<{ part: string }>(
    `SELECT _part AS part FROM samples WHERE epoch = reinterpretAsUInt64(reverse(unhex({epoch:String}))) AND seq = 15 LIMIT 1`,
    { epoch: spool.epoch },
  );
  return row!.part;
}

/** The middle one of three parts is lost, and a newer one is there. */
async function loseTheMiddle(connection: TestConnection, spool: TestSpool): Promise<void> {
  const part = await sendThreeParts(connection, spool);
  await database.db.command(`ALTER TABLE samples DETACH PART '${part}'`);
}

/** What a disk does that loses the content of files. */
async function breakPart(part: string, table = 'samples'): Promise<void> {
  const [{ path } = { path: '' }] = await database.db.query<{ path: string }>(
    `SELECT path FROM system.parts WHERE database = currentDatabase() AND table = {table:String} AND name = {part:String}`,
    { table, part },
  );
  for (const file of readdirSync(path)) if (file.endsWith('.bin')) truncateSync(join(path, file));
}

/** All agents in one state, with one live epoch. */
const asked = (state: AgentStanding['state'], epoch?: string) => ({
  standing: () => ({ state, epoch }),
  askAgain: jest.fn<(agentId: string) => void>(),
});

const lostData = (overrides: Partial<ConstructorParameters<typeof LostData>[0]> = {}) =>
  new LostData({
    db: database.db,
    askers: [database.db],
    sequences: new SequenceTable(),
    committer: collector.collector.committer,
    agents: asked('enrolled'),
    clock: systemClock,
    logger: silentLogger,
    ...overrides,
  });

const missingOf = async (spool: TestSpool) => {
  const nowMs = Date.now();
  const audit = await readAudit(database.db, {
    nowMs,
    schedule: () => ({ intervalMs: 1_000, flushMs: 10_000 }),
  });
  return audit.epochs.find(({ epoch }) => epoch === spool.epoch);
};

test('a lost part below a newer one: the agent is asked again, fills the hole, and nothing is there twice', async () => {
  const agent = await collector.agent('asked');
  const spool = new TestSpool();
  const first = await collector.connect(agent, spool);
  await loseTheMiddle(first, spool);
  const found = lostData();
  await found.check();
  expect(found.findings.detachedParts).toMatchObject([{ table: 'samples' }]);
  expect(found.findings.holes).toMatchObject([
    { host: 'asked', epoch: spool.epoch, mark: { seq: 10 }, missing: [{ firstSeq: 11, lastSeq: 20 }] },
  ]);
  collector.collector.committer.doubtMarks(); // as the collector's own check does within a minute
  const resume = await waitFor('it is asked', () => first.frames.find((frame) => frame.type === 'resume'));
  expect(resume).toMatchObject({ nextSeq: 11 });
  first.send(...spool.frames.slice(10), ...spool.batches(5));
  await acked(first, 35);
  expect(await storedBatches(database.db, spool)).toEqual(wholeBatches(35));
  await found.check();
  expect(found.findings.holes).toEqual([]);
  expect(await missingOf(spool)).toMatchObject({ missing: [], repeated: [] });
});

test('after a restart of the collector the mark is below the hole; what the agent keeps no more is database_lost', async () => {
  const agent = await collector.agent('partly');
  const spool = new TestSpool();
  await loseTheMiddle(await collector.connect(agent, spool), spool);
  await collector.restart();
  const connection = await collector.connect(agent, spool, { firstRetained: 26, firstUnacked: 31 });
  expect(await connection.frame('welcome')).toMatchObject({ nextSeq: 11 });
  const gap = {
    ...new TestSpool().gap('database_lost'),
    firstSeq: 11,
    lastSeq: 25,
    prevHash: '0'.repeat(16),
  };
  connection.send(gap, ...spool.frames.slice(25));
  await acked(connection, 30);
  const stored = await storedBatches(database.db, spool);
  expect(stored.filter(({ kind }) => kind === 'gap')).toEqual([{ seq: 20, kind: 'gap', rows: 1 }]);
  expect(stored.filter(({ kind }) => kind === 'sample').map(({ seq }) => seq)).toEqual(
    [...wholeBatches(10), ...wholeBatches(30).slice(20)].map(({ seq }) => seq),
  );
  expect(await missingOf(spool)).toMatchObject({
    missing: [],
    repeated: [],
    reasons: [{ reason: 'database_lost', rows: 1, seqs: 10 }],
  });
});

test('an agent that goes on with another epoch is asked once about the one with the hole', async () => {
  const agent = await collector.agent('elsewhere');
  const spool = new TestSpool();
  await loseTheMiddle(await collector.connect(agent, spool), spool);
  const away = asked('enrolled', undefined);
  await lostData({ agents: away }).check();
  expect(away.askAgain).not.toHaveBeenCalled(); // it asks by itself when it comes back
  const same = asked('enrolled', spool.epoch);
  await lostData({ agents: same }).check();
  expect(same.askAgain).not.toHaveBeenCalledWith(agent.agentId);
  const agents = asked('enrolled', '00000000000000ff');
  const found = lostData({ agents });
  await found.check();
  await found.check();
  expect(agents.askAgain.mock.calls.filter(([agentId]) => agentId === agent.agentId)).toHaveLength(1);
});

test('an epoch that is still known here, and whose agent is done with it, is asked about as well', async () => {
  const agent = await collector.agent('done');
  const spool = new TestSpool();
  await loseTheMiddle(await collector.connect(agent, spool), spool);
  const sequences = new SequenceTable();
  const owner = { agentId: agent.agentId, host: 'done', epoch: spool.epoch };
  sequences.add(new Sequence(owner, { seq: 30, hash: '0'.repeat(16) }, 'history'));
  const agents = asked('enrolled', '00000000000000ff');
  const doubtMarks = jest.fn();
  const { committer } = collector.collector;
  const exclusively = committer.exclusively.bind(committer);
  const clock = new ManualClock();
  const found = lostData({
    sequences,
    agents,
    clock,
    committer: { doubtMarks, exclusively },
    patienceMs: 1_000,
  });
  await found.check();
  expect(agents.askAgain).toHaveBeenCalledWith(agent.agentId);
  expect(doubtMarks).toHaveBeenCalledTimes(1);
  expect((await missingOf(spool))?.missing).toHaveLength(1);
  clock.ms += 1_000;
  await found.check(); // it did not come back to it
  expect(await missingOf(spool)).toMatchObject({
    missing: [],
    reasons: [{ reason: 'database_lost', seqs: 10 }],
  });
});

test('nobody can be asked about the epoch of a revoked agent: the collector records what is lost', async () => {
  const agent = await collector.agent('revoked');
  const spool = new TestSpool();
  await loseTheMiddle(await collector.connect(agent, spool), spool);
  await lostData({ agents: asked('deleted') }).check();
  expect((await missingOf(spool))?.missing).toHaveLength(1);
  await lostData({ agents: asked('revoked') }).check();
  expect(await missingOf(spool)).toMatchObject({
    missing: [],
    repeated: [],
    reasons: [{ reason: 'database_lost', rows: 1, seqs: 10 }],
  });
});

test('a part that is served and cannot be read is set aside, and the agent is asked for its numbers', async () => {
  const agent = await collector.agent('unreadable');
  const spool = new TestSpool();
  const connection = await collector.connect(agent, spool);
  const part = await sendThreeParts(connection, spool);
  const found = lostData();
  await found.check(); // reads what is young, once
  await breakPart(part);
  await found.check();
  expect(found.findings.detachedParts.map((each) => each.part)).not.toContain(part);
  const read = () => database.db.query('SELECT max(cityHash64(*)) AS hash FROM samples');
  await expect(read()).rejects.toMatchObject({ serverCode: 33 });
  await found.check();
  expect(found.findings.detachedParts).toContainEqual(expect.objectContaining({ table: 'samples', part }));
  await expect(read()).resolves.toHaveLength(1);
  expect(found.findings.holes).toMatchObject([
    { host: 'unreadable', missing: [{ firstSeq: 11, lastSeq: 20 }] },
  ]);
  connection.send(...spool.batches(1));
  collector.collector.committer.doubtMarks();
  await waitFor('it is asked', () => connection.frames.find((frame) => frame.type === 'resume'));
  connection.send(...spool.frames.slice(10));
  await acked(connection, 31);
  await found.check();
  expect(found.findings.holes).toEqual([]);
});

test('a young part that cannot be read is found without anybody reading it, once after each start of the server', async () => {
  const agent = await collector.agent('unread');
  const spool = new TestSpool();
  const part = await sendThreeParts(await collector.connect(agent, spool), spool);
  const found = lostData();
  await breakPart(part);
  await found.check();
  expect(found.findings.detachedParts).toContainEqual(expect.objectContaining({ part }));
  expect(found.findings.holes).toMatchObject(
    expect.arrayContaining([expect.objectContaining({ host: 'unread' })]),
  );
});

test('so is a young part of a roll-up, and the next run has its place', async () => {
  const { db } = database;
  const table = 'rollup_load_1h';
  await db.command(
    `INSERT INTO ${table} (host, ts, samples, version) VALUES ('rolled', '2026-01-01 00:00:00', 60, 1)`,
  );
  await db.command(`SYSTEM STOP MERGES ${table}`);
  const [row] = await db.query<{ part: string }>(`SELECT _part AS part FROM ${table}`);
  await breakPart(row!.part, table);
  const found = lostData();
  await found.check();
  expect(found.findings.detachedParts).toContainEqual(
    expect.objectContaining({ table, part: row!.part, lost: null }),
  );
  await rollUp(db, { holder: 'test', leaseMs: 1, nowMs: Date.now() }); // unless the collector's own run was first
  expect(await db.query('SELECT DISTINCT table_name, part, lost_from FROM rollup_repairs')).toEqual([
    { table_name: table, part: row!.part, lost_from: null },
  ]);
  await found.check();
  expect(found.findings.detachedParts.filter((part) => part.table === table)).toEqual([]);
});
