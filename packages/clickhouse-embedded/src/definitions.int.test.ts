import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { isWhole, keepDefinitions, mendDefinitions } from './definitions.ts';
import { dataFolder } from './data-folder.ts';
import { EmbeddedClickHouse, type EmbeddedEvent } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'definitions-'));
const events: EmbeddedEvent[] = [];
const server = new EmbeddedClickHouse({
  dataDir: folder,
  httpPort: 0,
  tcpPort: 0,
  accounts: [{ name: 'writer', access: 'write', database: 'app' }],
  onEvent: (event) => events.push(event),
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

async function run(sql: string): Promise<string> {
  const { user, password } = server.credentials('writer');
  const headers = { 'x-clickhouse-user': user, 'x-clickhouse-key': password };
  return (await fetch(server.endpoints!.httpUrl, { method: 'POST', body: sql, headers })).text();
}

test('a definition that a full disk left empty or cut is replaced by its copy, and the server starts', async () => {
  await server.start();
  await run('CREATE DATABASE app');
  await run(
    "CREATE TABLE app.t (a UInt64 COMMENT 'it''s (one', `b(` String) ENGINE = MergeTree ORDER BY a SETTINGS min_bytes_for_wide_part = 0",
  );
  await run('CREATE VIEW app.v AS SELECT a FROM app.t');
  await run("INSERT INTO app.t VALUES (7, 'x')");
  await keepDefinitions(dataFolder(folder));
  await server.stop();
  const tables = join(folder, 'store', 'metadata', 'app');
  expect(readdirSync(tables).sort()).toEqual(['t.sql', 'v.sql']);
  for (const name of ['t.sql', 'v.sql']) expect(isWhole(readFileSync(join(tables, name), 'utf8'))).toBe(true);
  truncateSync(join(tables, 't.sql'));
  truncateSync(join(tables, 'v.sql'), 40);
  await server.start();
  expect(events).toContainEqual({
    type: 'definitions-mended',
    names: ['metadata/app/t.sql', 'metadata/app/v.sql'],
  });
  expect(await run('SELECT a FROM app.v')).toBe('7\n');
  // What was dropped is forgotten, and what there is no copy of stays as it is.
  await run('DROP VIEW app.v');
  await keepDefinitions(dataFolder(folder));
  expect(readdirSync(join(folder, 'definitions', 'metadata', 'app'))).toEqual(['t.sql']);
  writeFileSync(join(tables, 'u.sql'), '');
  expect(await mendDefinitions(dataFolder(folder))).toEqual([]);
  rmSync(join(tables, 'u.sql'));
}, 60_000);
