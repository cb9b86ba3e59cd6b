import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EmbeddedClickHouse } from 'clickhouse-embedded';
import { Database } from './database.ts';
import { migrate } from './schema/migrate.ts';
import { SampleGroup } from './sample-group.ts';
import { SampleWriter } from './sample-writer.ts';
import { sampleColumns } from '@hostwire/testing/storage';

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

/** Paths of the files below the store whose path ends so. */
const filesEnding = (end: RegExp): string[] =>
  readdirSync(store, { recursive: true, encoding: 'utf8' })
    .filter((name) => end.test(name))
    .map((name) => join(store, name));

const newWriter = () => new SampleWriter(db, { shard: 'main', holder: 'test' });

test('a database that was put back to an older state between two INSERTs takes none before the marks are read', async () => {
  const writer = newWriter();
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

test('marks are right though the files of their projection lost what was not synced', async () => {
  const writer = newWriter();
  await writer.acquire();
  await db.command('SYSTEM STOP MERGES samples');
  for (const seq of [4, 5, 6]) await writer.insert(groupOf(seq));
  await server.stop();
  const files = filesEnding(/marks\.proj\/[^/]+$/);
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) truncateSync(file);
  await start();
  expect((await writer.readMarks()).get(`${agentId}/${epoch}`)).toEqual({ seq: 6, hash: hashOf(6) });
});

test('an INSERT that is answered after a write failed is not taken as done, nor is there a lease before the next start', async () => {
  await db.command('CREATE TABLE small (a UInt64) ENGINE = TinyLog');
  await db.command('INSERT INTO small VALUES (1)');
  const [table] = await db.query<{ folder: string }>(
    `SELECT data_paths[1] AS folder FROM system.tables WHERE database = 'hostwire' AND name = 'small'`,
  );
  const data = join(table!.folder, 'a.bin');
  rmSync(data);
  symlinkSync('/dev/full', data);
  const writer = newWriter();
  await writer.acquire();
  const { pid } = server;
  await db.command('INSERT INTO small SELECT number FROM numbers(100000)');
  await expect(writer.insert(groupOf(7))).rejects.toMatchObject({
    code: 'WRITES_FAILED',
    outcome: 'uncertain',
  });
  await expect(writer.acquire()).rejects.toMatchObject({ code: 'WRITES_FAILED', retryable: true });
  const isLeased = () =>
    writer.acquire().then(
      () => server.pid !== pid,
      () => false,
    );
  while (!(await isLeased()));
  expect((await writer.readMarks()).get(`${agentId}/${epoch}`)?.seq).toBe(7);
});
