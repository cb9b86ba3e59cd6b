import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EmbeddedClickHouse } from 'clickhouse-embedded';
import { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { SampleGroup } from './sample-group.ts';
import { SampleWriter } from './sample-writer.ts';
import { sampleColumns } from './testing/sample-columns.ts';

const folder = mkdtempSync(join(tmpdir(), 'hostwire-restart-'));
const store = join(folder, 'clickhouse', 'store');
const copy = join(folder, 'copy');
const recvMs = Date.UTC(2026, 6, 1, 12);
const agentId = '01234567-89ab-cdef-fedc-ba9876543210';
const epoch = '0000000000000001';
const hashOf = (seq: number): string => seq.toString(16).padStart(16, '0');

let server: EmbeddedClickHouse;
let db: Database;
let ports = { http: 0, tcp: 0 };

async function start(): Promise<void> {
  server = new EmbeddedClickHouse({
    dataDir: join(folder, 'clickhouse'),
    httpPort: ports.http,
    tcpPort: ports.tcp,
    accounts: [{ name: 'writer', access: 'write', database: 'hostwire' }],
  });
  const { httpUrl, tcpPort } = await server.start();
  ports = { http: Number(new URL(httpUrl).port), tcp: tcpPort };
}

beforeAll(async () => {
  await start();
  const url = `http://127.0.0.1:${ports.http}`;
  db = new Database({ url, ...server.credentials('writer'), application: 'test' });
  await migrate(db);
});
afterAll(async () => {
  await db.close();
  await server.stop();
  rmSync(folder, { recursive: true });
});

function groupOf(seq: number): SampleGroup {
  const group = new SampleGroup();
  const day = Math.floor(recvMs / 86_400_000);
  const sample = { tsMs: recvMs, monoMs: 1, intervalMs: 1000, readings: {} };
  group.addBatch({ agentId, host: 'a', epoch, seq, hash: hashOf(seq), day, recvMs }, sampleColumns([sample]));
  return group;
}

test('a database that was put back to an older state between two INSERTs takes none before the marks are read', async () => {
  const writer = new SampleWriter(db, { shard: 'main', holder: 'test' });
  await writer.acquire();
  await writer.insert(groupOf(1));
  await server.stop();
  cpSync(store, copy, { recursive: true });
  await start();
  await writer.acquire();
  await writer.insert(groupOf(2));

  await server.stop();
  rmSync(store, { recursive: true });
  cpSync(copy, store, { recursive: true });
  await start();
  // Without this the highest lease could be another's, and that alone would refuse the INSERT.
  await db.command(`INSERT INTO writer_lease VALUES ('main', ${writer.lease}, 'test', now())`);
  await expect(writer.insert(groupOf(3))).rejects.toMatchObject({ code: 'RESTARTED', outcome: 'absent' });
  expect(writer.lease).toBeUndefined();

  await writer.acquire();
  expect(await writer.readMarks()).toEqual(new Map([[`${agentId}/${epoch}`, { seq: 1, hash: hashOf(1) }]]));
  await writer.insert(groupOf(2));
  await writer.insert(groupOf(3));
  expect((await writer.readMarks()).get(`${agentId}/${epoch}`)).toEqual({ seq: 3, hash: hashOf(3) });
});
