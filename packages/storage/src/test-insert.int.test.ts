import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { BatchOrigin } from './batch-origin.ts';
import { migrate } from './schema/migrate.ts';
import { SampleGroup } from './sample-group.ts';
import { SampleWriter } from './sample-writer.ts';
import { reading, sampleColumns, startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';

const recvMs = Date.UTC(2026, 6, 1, 12);
const culpritSeq = 3;

let clickhouse: TestDatabase;
let writer: SampleWriter;

beforeAll(async () => {
  clickhouse = await startTestDatabase();
  await migrate(clickhouse.db);
  writer = new SampleWriter(clickhouse.db, { shard: 'main', holder: 'test' });
  await writer.acquire();
});
afterEach(async () => {
  for (const undo of cleanup.splice(0)) await clickhouse.db.command(undo);
  await clickhouse.db.command('TRUNCATE TABLE samples');
});
afterAll(() => clickhouse.stop());

const cleanup: string[] = [];

const originOf = (seq: number): BatchOrigin => ({
  agentId: '01234567-89ab-cdef-fedc-ba9876543210',
  host: 'a',
  epoch: 'ffeeddccbbaa9988',
  seq,
  hash: `${seq}`.padStart(16, '0'),
  day: Math.floor(recvMs / 86_400_000),
  recvMs,
});

function samplesOf(seq: number): SampleGroup {
  const group = new SampleGroup();
  const cpu = reading('cpu', { '': { user_ms: 10, idle_ms: 90 } });
  const samples = [{ tsMs: recvMs, monoMs: 1, intervalMs: 1000, readings: { cpu } }];
  group.addBatch(originOf(seq), sampleColumns(samples));
  return group;
}

function tombstoneOf(seq: number): SampleGroup {
  const group = new SampleGroup();
  group.addTombstone(originOf(seq), 'a trial');
  return group;
}

const tryOut = (seq: number) => writer.tryOut(samplesOf(seq), tombstoneOf(seq));

async function change(statement: string, undo: string): Promise<void> {
  await clickhouse.db.command(statement);
  cleanup.push(undo);
}

/** ClickHouse divides by zero (error 153) on the samples of one batch: an error that Hostwire does not know. */
const refuseCulprit = () =>
  change(
    `ALTER TABLE samples ADD COLUMN odd Int64 MATERIALIZED intDiv(1, if(kind = 'sample', seq - ${culpritSeq}, 1))`,
    'ALTER TABLE samples DROP COLUMN odd',
  );

test('a batch that the table refuses is the culprit, its neighbour is innocent', async () => {
  await refuseCulprit();
  await expect(writer.insert(samplesOf(culpritSeq))).rejects.toMatchObject({ code: 'QUERY_FAILED' });
  await writer.acquire();
  expect(await tryOut(culpritSeq)).toEqual({ verdict: 'culprit' });
  expect(await tryOut(culpritSeq + 1)).toEqual({ verdict: 'innocent' });
});

test('while the table itself is at fault, the batch is innocent', async () => {
  await change(
    `CREATE MATERIALIZED VIEW broken ENGINE = Null AS SELECT intDiv(1, toInt64(seq) - toInt64(seq)) AS odd FROM samples`,
    'DROP VIEW broken SYNC',
  );
  await expect(writer.insert(samplesOf(1))).rejects.toMatchObject({ code: 'QUERY_FAILED' });
  await writer.acquire();
  expect(await tryOut(1)).toEqual({ verdict: 'innocent' });
});

test('where sound rows are refused as well, nothing is clear', async () => {
  await change(
    'ALTER TABLE samples ADD COLUMN odd Int64 MATERIALIZED intDiv(1, toInt64(seq) - toInt64(seq))',
    'ALTER TABLE samples DROP COLUMN odd',
  );
  expect(await tryOut(1)).toMatchObject({ verdict: 'unclear', cause: { code: 'QUERY_FAILED' } });
});

test('leaves nothing behind, in the table or beside it', async () => {
  expect(await tryOut(1)).toEqual({ verdict: 'innocent' });
  const tables = await clickhouse.db.query(
    "SELECT name FROM system.tables WHERE name = 'samples_test_insert'",
  );
  expect(tables).toEqual([]);
  expect(await clickhouse.db.query('SELECT seq FROM samples')).toEqual([]);
});
