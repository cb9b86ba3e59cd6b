import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { readMarks } from '../marks.ts';
import { readAudit } from '../audit/read-audit.ts';
import { migrate } from '../schema/migrate.ts';
import { fromMs } from '../tables/moment.ts';
import { startTestDatabase, tableRow, type TestDatabase } from '@hostwire/testing/storage';
import { expireSamples } from './expire.ts';
import { readHoles } from './holes.ts';
import { readUsage } from './usage.ts';

const dayMs = 86_400_000;
const startMs = Date.UTC(2026, 4, 1, 23, 59, 0);
const agents = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'];
const epoch = '1'.padStart(16, '0');
const at = (run: () => Promise<void>) => run();

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase({ ownServer: true });
  await migrate(database.db);
  await database.db.command('SYSTEM STOP MERGES samples');
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.db.command('TRUNCATE TABLE samples SYNC');
});

interface Batches {
  readonly first: number;
  readonly last: number;
}

/** One part: batches of one sample each, a minute apart, of the day of the first. */
async function store(agent: number, { first, last }: Batches): Promise<void> {
  const day = fromMs(startMs + first * 60_000).slice(0, 10);
  const rows = Array.from({ length: last - first + 1 }, (_, i) => {
    const ms = startMs + (first + i) * 60_000;
    return tableRow({
      agent_id: agents[agent],
      host: `web${agent}`,
      epoch: 1,
      seq: first + i,
      idx: 0,
      kind: 'sample',
      batch_hash: 1_000 + first + i,
      day,
      ts: fromMs(ms),
      recv_ts: fromMs(ms),
      interval_ms: 60_000,
    });
  });
  await database.db.insertRows('samples', rows);
}

async function state() {
  const { db } = database;
  const audit = await readAudit(db, {
    nowMs: startMs + 3 * dayMs,
    schedule: () => ({ intervalMs: 60_000, flushMs: 10_000 }),
  });
  return {
    marks: [...(await readMarks(db))].sort(),
    broken: audit.epochs.filter(({ missing, repeated }) => missing.length + repeated.length > 0),
    holes: await readHoles(db),
    expired: audit.epochs.map(({ reasons }) => reasons),
    samples: audit.epochs.map(({ samples }) => samples),
  };
}

test('a day goes: marks, hashes and audit are as before, and its numbers are one range per epoch', async () => {
  for (const agent of [0, 1]) {
    await store(agent, { first: 1, last: 20 });
    await store(agent, { first: 21, last: 1_440 });
    await store(agent, { first: 1_441, last: 1_500 });
  }
  const before = await state();
  expect(before).toMatchObject({ broken: [], holes: [], samples: [1_500, 1_500] });
  expect((await readUsage(database.db)).rawDays).toEqual(['2026-05-02', '2026-05-03']);
  expect(await expireSamples(database.db, { day: '2026-05-02' }, at)).toBeGreaterThan(0);
  const after = await state();
  expect(after).toMatchObject({ marks: before.marks, broken: [], holes: [], samples: [60, 60] });
  expect(after.expired).toEqual([0, 1].map(() => [{ reason: 'expired', rows: 1, seqs: 1_440 }]));
  expect((await readUsage(database.db)).rawDays).toEqual(['2026-05-03']);
});

test('all days go: the mark with its hash is kept, and a sample that comes late joins the record', async () => {
  await store(0, { first: 1, last: 1_500 - 60 });
  await store(0, { first: 1_441, last: 1_500 });
  const before = await state();
  for (const day of ['2026-05-02', '2026-05-03']) await expireSamples(database.db, { day }, at);
  expect(await state()).toMatchObject({ marks: before.marks, broken: [], samples: [0] });
  await store(0, { first: 1_501, last: 1_510 });
  await expireSamples(database.db, { day: '2026-05-03' }, at);
  const { marks, broken, expired } = await state();
  expect(marks).toEqual([
    [`${agents[0]}/${epoch}`, { seq: 1_510, hash: (2_510).toString(16).padStart(16, '0') }],
  ]);
  expect(broken).toEqual([]);
  expect(expired).toEqual([[{ reason: 'expired', rows: 2, seqs: 1_510 }]]);
});

test('of a day that fills the oldest parts go, until it is enough', async () => {
  for (const [first, last] of [
    [2, 500],
    [501, 1_000],
    [1_001, 1_400],
  ] as const)
    await store(0, { first, last });
  const before = await state();
  const oldest = { bytes: 1, freshMs: 60_000 };
  const day = '2026-05-02';
  expect(await expireSamples(database.db, { day, oldest: { ...oldest, freshMs: 1e12 } }, at)).toBe(0);
  await expireSamples(database.db, { day, oldest }, at);
  const after = await state();
  expect(after.samples).toEqual([900]);
  expect(after.marks).toEqual(before.marks);
  expect(after.expired).toEqual([[{ reason: 'expired', rows: 1, seqs: 499 }]]);
});

test('rows that come in between are not lost: nothing happens, and the next time all of it goes', async () => {
  await store(0, { first: 1, last: 500 });
  const late = async (run: () => Promise<void>) => {
    await store(0, { first: 501, last: 600 });
    await run();
  };
  expect(await expireSamples(database.db, { day: '2026-05-02' }, late)).toBe(0);
  expect((await state()).samples).toEqual([600]);
  expect(await expireSamples(database.db, { day: '2026-05-02' }, at)).toBeGreaterThan(0);
  expect(await state()).toMatchObject({ broken: [], samples: [0] });
});

test('killed at any step, nothing is half gone', async () => {
  await store(0, { first: 1, last: 500 });
  const before = await state();
  const killed = new Error('killed');
  await expect(
    expireSamples(database.db, { day: '2026-05-02' }, async () => {
      throw killed;
    }),
  ).rejects.toBe(killed);
  expect(await state()).toEqual(before);
});
