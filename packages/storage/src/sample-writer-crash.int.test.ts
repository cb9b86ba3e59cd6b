import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Database } from './database.ts';
import { migrate } from './schema/migrate.ts';
import { SampleGroup } from './sample-group.ts';
import { SampleWriter } from './sample-writer.ts';
import { sampleColumns, startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';
import { TcpProxy, waitFor } from '@hostwire/testing';

let clickhouse: TestDatabase;
let proxy: TcpProxy;
let db: Database;

beforeAll(async () => {
  clickhouse = await startTestDatabase({ ownServer: true });
  proxy = new TcpProxy(clickhouse.url);
  db = new Database({ url: await proxy.start(), application: 'test' });
  await migrate(db);
});
afterAll(async () => {
  await db.close();
  await proxy.stop();
  await clickhouse.stop();
});

const recvMs = Date.UTC(2026, 6, 1, 12);
const agentId = '01234567-89ab-cdef-fedc-ba9876543210';
const epoch = '0000000000000001';

function groupOf(seq: number, samples: number): SampleGroup {
  const group = new SampleGroup({ maxSamples: samples, maxBytes: 1 << 30 });
  const day = Math.floor(recvMs / 86_400_000);
  const sample = { tsMs: recvMs, monoMs: 1, intervalMs: 1000, readings: {} };
  group.addBatch(
    { agentId, host: 'a', epoch, seq, hash: seq.toString(16).padStart(16, '0'), day, recvMs },
    sampleColumns(Array.from({ length: samples }, () => sample)),
  );
  return group;
}

test('a server killed in the middle of an INSERT keeps what it acknowledged and has nothing of the rest', async () => {
  const writer = new SampleWriter(db, { shard: 'main', holder: 'test' });
  await writer.acquire();
  await writer.insert(groupOf(1, 1000));

  proxy.holdBodies(1_000_000);
  const cut = writer.insert(groupOf(2, 20_000)).catch((error: unknown) => error);
  await waitFor('the INSERT runs', async () => {
    const rows = await clickhouse.db.query(
      `SELECT query_id FROM system.processes WHERE startsWith(query_id, 'hostwire.insert.')`,
    );
    return rows.length === 1;
  });
  process.kill(clickhouse.serverPid()!, 'SIGKILL');
  expect(await cut).toMatchObject({ code: 'UNCERTAIN', outcome: 'uncertain', retryable: true });

  proxy.release();
  await waitFor('the server is back', () =>
    db.ping().then(
      () => true,
      () => false,
    ),
  );
  await writer.acquire();
  const hash = (seq: number): string => seq.toString(16).padStart(16, '0');
  expect(await writer.readMarks()).toEqual(new Map([[`${agentId}/${epoch}`, { seq: 1, hash: hash(1) }]]));
  await writer.insert(groupOf(2, 20_000));
  expect(await writer.readMarks()).toEqual(new Map([[`${agentId}/${epoch}`, { seq: 2, hash: hash(2) }]]));
  expect(await db.query('SELECT seq, count() AS rows FROM samples GROUP BY seq ORDER BY seq')).toEqual([
    { seq: 1, rows: 1000 },
    { seq: 2, rows: 20_000 },
  ]);
});
