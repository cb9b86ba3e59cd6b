import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { waitFor } from '@hostwire/testing';
import { EmbeddedClickHouse, type EmbeddedEvent } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'failed-writes-'));
const events: EmbeddedEvent[] = [];
let server: EmbeddedClickHouse;

beforeEach(() => {
  server = new EmbeddedClickHouse({
    dataDir: folder,
    httpPort: 0,
    tcpPort: 0,
    accounts: [{ name: 'writer', access: 'write', database: 'app' }],
    onEvent: (event) => events.push(event),
  });
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

async function run(sql: string): Promise<number> {
  const { user, password } = server.credentials('writer');
  const headers = { 'x-clickhouse-user': user, 'x-clickhouse-key': password };
  return (await fetch(server.endpoints!.httpUrl, { method: 'POST', body: sql, headers })).status;
}

/** The file that ClickHouse keeps a table of the engine TinyLog in is on a device that is always full. */
function fillDiskUnderTable(): void {
  const store = join(folder, 'store', 'store');
  const files = readdirSync(store, { recursive: true, encoding: 'utf8' });
  const data = files.find((name) => name.endsWith('.bin'))!;
  rmSync(join(store, data));
  symlinkSync('/dev/full', join(store, data));
}

test('a server that goes on though it could not write is ended and started again', async () => {
  const { pid } = await server.start();
  await run('CREATE DATABASE app');
  await run('CREATE TABLE app.t (a UInt64) ENGINE = TinyLog');
  await run('INSERT INTO app.t VALUES (1)');
  fillDiskUnderTable();
  expect(await run('INSERT INTO app.t SELECT number FROM numbers(100000)')).toBe(200); // what is wrong with it
  await waitFor(
    'another server is ready',
    () => server.pid !== pid && events.slice(3).some(({ type }) => type === 'ready'),
  );
  expect(events.find(({ type }) => type === 'writes-failed')).toMatchObject({ pid });
  expect(await run('SELECT 1')).toBe(200);
});
