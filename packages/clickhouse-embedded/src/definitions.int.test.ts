import { afterAll, expect, test } from '@jest/globals';
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from './data-folder.ts';
import { isWhole, keepDefinitions, mendDefinitions } from './definitions.ts';
import type { EmbeddedEvent } from './index.ts';
import { Fixture, query } from './testing/server.ts';

const fixture = new Fixture();
afterAll(() => fixture.cleanUp());

test('a definition that a full disk left empty or cut is replaced by its copy, and the server starts', async () => {
  const folder = await fixture.folder();
  const events: EmbeddedEvent[] = [];
  const server = fixture.server({ dataDir: folder, onEvent: (event) => events.push(event) });
  const run = async (sql: string): Promise<string> =>
    (await query(server.endpoints!.httpPort, server.credentials('writer'), sql)).body;
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
  expect(await run('SELECT a FROM app.v')).toBe('7');
  // What was dropped is forgotten, and what there is no copy of stays as it is.
  await run('DROP VIEW app.v');
  await keepDefinitions(dataFolder(folder));
  expect(readdirSync(join(folder, 'definitions', 'metadata', 'app'))).toEqual(['t.sql']);
  writeFileSync(join(tables, 'u.sql'), '');
  expect(await mendDefinitions(dataFolder(folder))).toEqual([]);
  rmSync(join(tables, 'u.sql'));
}, 60_000);
