import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { defaultSchedule } from '@hostwire/protocol';
import type { Database } from '../database.ts';
import { migrate } from '../schema/migrate.ts';
import { startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';
import { readAudit } from './read-audit.ts';
import type { QueryRunner } from '../query-runner.ts';
import { utcText } from '../sql-literal.ts';

const t0 = Date.UTC(2026, 0, 1);
const nowMs = t0 + 3_600_000;
const agentId = '00000000-0000-4000-8000-000000000001';

let server: TestDatabase;
let db: Database;

/** Batches of two samples, one second each; number 1 begins at t0. */
async function insertBatches(host: string, seqs: readonly number[], epoch = 1): Promise<void> {
  const rows = seqs.flatMap((seq) =>
    [0, 1].map((idx) => {
      const at = utcText(t0 + (2 * (seq - 1) + idx) * 1_000);
      const key = { agent_id: agentId, host, epoch, seq, idx, kind: 'sample' };
      return { ...key, day: at.slice(0, 10), ts: at, recv_ts: at, interval_ms: 1_000 };
    }),
  );
  await db.insertRows('samples', rows);
}

async function insertGap(host: string, firstSeq: number, lastSeq: number): Promise<void> {
  const [from, to] = [utcText(t0 + 2_000 * (firstSeq - 1) - 1_000), utcText(t0 + 2_000 * lastSeq)];
  const key = { agent_id: agentId, host, epoch: 1, seq: lastSeq, idx: 0, kind: 'gap', day: '2026-01-01' };
  const gap = { gap_first_seq: firstSeq, gap_from: from, gap_to: to, gap_reason: 'spool_full' };
  await db.insertRows('samples', [{ ...key, ts: to, recv_ts: to, ...gap }]);
}

function audit(host: string, sinceMs?: number) {
  return readAudit(db, { host, sinceMs, nowMs, schedule: () => defaultSchedule });
}

beforeAll(async () => {
  server = await startTestDatabase();
  db = server.db;
  await migrate(db);
});
afterAll(() => server.stop());

test('an unbroken sequence with a gap that says why is complete', async () => {
  await insertBatches('whole', [1, 2, 3, 7, 8]);
  await insertGap('whole', 4, 6);
  const { epochs, hosts } = await audit('whole');
  expect(epochs).toEqual([
    {
      agentId,
      host: 'whole',
      epoch: '0000000000000001',
      firstSeq: 1,
      lastSeq: 8,
      samples: 10,
      distinctSamples: 10,
      batches: 5,
      reasons: [{ reason: 'spool_full', rows: 1, seqs: 3 }],
      missing: [],
      repeated: [],
    },
  ]);
  expect(hosts).toEqual([
    {
      host: 'whole',
      fromMs: t0,
      toMs: t0 + 15_000,
      samples: 10,
      expectedSamples: 16,
      explained: [{ reason: 'spool_full', holes: 1, ms: 7_000 }],
      unexplained: [],
      silence: { fromMs: t0 + 15_000, toMs: nowMs },
    },
  ]);
});

test('finds a hole, in the numbers and in time', async () => {
  await insertBatches('hole', [1, 2, 5, 6]);
  const { epochs, hosts } = await audit('hole');
  expect(epochs).toMatchObject([{ missing: [{ firstSeq: 3, lastSeq: 4 }], repeated: [] }]);
  expect(hosts).toMatchObject([
    {
      samples: 8,
      expectedSamples: 12,
      unexplained: [{ fromMs: t0 + 3_000, toMs: t0 + 8_000, reason: '' }],
    },
  ]);
});

test('finds what is missing at the start', async () => {
  await insertBatches('headless', [3, 4]);
  const { epochs } = await audit('headless');
  expect(epochs).toMatchObject([{ missing: [{ firstSeq: 1, lastSeq: 2 }] }]);
});

test('finds a batch that is there twice', async () => {
  await insertBatches('twice', [1, 2, 3]);
  await insertBatches('twice', [2]);
  const { epochs } = await audit('twice');
  expect(epochs).toMatchObject([{ samples: 8, distinctSamples: 6, missing: [], repeated: [2] }]);
});

test('finds a gap over a batch that is there, also when a hole makes the counts right', async () => {
  await insertBatches('overlap', [1, 2, 3, 5]);
  await insertGap('overlap', 3, 3);
  const { epochs } = await audit('overlap');
  expect(epochs).toMatchObject([{ missing: [{ firstSeq: 4, lastSeq: 4 }], repeated: [3] }]);
});

test('keeps epochs apart, and reports every host when none is named', async () => {
  await insertBatches('reborn', [1, 2, 3]);
  await insertBatches('reborn', [1], 2);
  const { epochs, hosts } = await readAudit(db, { nowMs, schedule: () => defaultSchedule });
  expect(epochs.filter(({ host }) => host === 'reborn')).toMatchObject([
    { epoch: '0000000000000001', lastSeq: 3, missing: [], repeated: [] },
    { epoch: '0000000000000002', lastSeq: 1, missing: [], repeated: [] },
  ]);
  expect(hosts.map(({ host }) => host)).toContain('whole');
});

test('since an instant: what came before is not missed, and a clock that went back hides nothing', async () => {
  await insertBatches('since', [1, 2, 3, 4, 5, 6]);
  const { epochs } = await audit('since', t0 + 4_000);
  expect(epochs).toMatchObject([{ firstSeq: 3, lastSeq: 6, samples: 8, missing: [] }]);

  await insertBatches('jumped', [1, 2, 5, 6]);
  const early = utcText(t0 - 60_000);
  const key = { agent_id: agentId, host: 'jumped', epoch: 1, idx: 0, kind: 'sample', interval_ms: 1_000 };
  await db.insertRows(
    'samples',
    [3, 4].map((seq) => ({ ...key, seq, day: early.slice(0, 10), ts: early, recv_ts: early })),
  );
  expect((await audit('jumped', t0)).epochs).toMatchObject([{ missing: [], repeated: [] }]);
});

test.each([
  ['a sample that measured a long interval', 9_000, 9_000],
  ['a start', 0, 9_000],
  ['samples that do not add up to the time', 1_000, 9_000],
])('a hole is found whatever hides it: %s', async (name, intervalMs, holeMs) => {
  const host = `hidden by ${name}`;
  await insertBatches(host, [1, 2]);
  const at = utcText(t0 + 3_000 + holeMs);
  const key = { agent_id: agentId, host, epoch: 1, seq: 3, idx: 0, kind: 'sample', day: '2026-01-01' };
  await db.insertRows('samples', [{ ...key, ts: at, recv_ts: at, interval_ms: intervalMs }]);
  const { epochs, hosts } = await audit(host);
  expect(epochs).toMatchObject([{ missing: [], repeated: [] }]);
  expect(hosts).toMatchObject([{ unexplained: [{ fromMs: t0 + 3_000, toMs: t0 + 3_000 + holeMs }] }]);
});

test('a hole between two days is found', async () => {
  await insertBatches('two-days', [1, 2, 43_201, 43_202]);
  await insertGap('two-days', 3, 43_200);
  const { hosts } = await audit('two-days');
  expect(hosts).toMatchObject([{ explained: [{ reason: 'spool_full', holes: 1 }], unexplained: [] }]);
});

test('a whole audit reads what the projection keeps, not the rows', async () => {
  const seqs = Array.from({ length: 5_000 }, (_, i) => i + 1);
  await insertBatches('long', seqs);
  await db.command('OPTIMIZE TABLE samples FINAL');
  let plan = '';
  const spy: QueryRunner = {
    query: async (sql, params) => {
      if (sql.includes('groupBitmapIf'))
        plan = (await db.query<{ explain: string }>(`EXPLAIN ${sql}`, params))
          .map(({ explain }) => explain)
          .join('\n');
      return db.query(sql, params);
    },
  };
  const { epochs } = await readAudit(spy, { host: 'long', nowMs, schedule: () => defaultSchedule });
  expect(plan).toMatch(/ReadFromMergeTree \(audit\)/);
  expect(epochs).toMatchObject([{ samples: 10_000, distinctSamples: 10_000, batches: 5_000, missing: [] }]);
});

test('a host with gaps only has no time of its own', async () => {
  await insertGap('gaps-only', 1, 2);
  const { epochs, hosts } = await audit('gaps-only');
  expect(epochs).toMatchObject([{ samples: 0, missing: [], repeated: [] }]);
  expect(hosts).toEqual([]);
});
