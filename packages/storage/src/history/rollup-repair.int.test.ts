import { readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { Sample } from '@hostwire/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { migrate } from '../schema/migrate.ts';
import { SampleGroup } from '../sample-group.ts';
import { SampleWriter } from '../sample-writer.ts';
import { reading, sampleColumns, startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';
import { readDetachedParts } from './detached-parts.ts';
import { expireSamples } from './expire.ts';
import { rollUp } from './roll-up.ts';
import type { RollupRepair } from './rollup-repair.ts';

/** A Thursday: its week of minutes begins in the month before. */
const oldMs = Date.UTC(2026, 0, 1, 12, 30);
const youngMs = Date.UTC(2026, 0, 2, 12, 30);
const agentId = '00000000-0000-4000-8000-000000000001';
let database: TestDatabase;
let seq = 0;

beforeAll(async () => {
  database = await startTestDatabase({ ownServer: true });
  await migrate(database.db);
});
afterAll(() => database.stop());

beforeEach(async () => {
  const { db } = database;
  const tables = ['samples', 'rollup_progress', 'rollup_repairs', 'rollup_load_1m', 'rollup_load_1h'];
  for (const table of tables) await db.command(`TRUNCATE TABLE ${table}`);
  const writer = new SampleWriter(db, { shard: 'main', holder: 'test' });
  await writer.acquire();
  for (const fromMs of [oldMs, youngMs]) {
    const group = new SampleGroup();
    const day = Math.floor(fromMs / 86_400_000);
    const origin = { agentId, host: 'web', epoch: '00000000000000e1', seq: ++seq, hash: '00000000000000aa' };
    const samples = Array.from({ length: 90 }, (_, i) => load(fromMs + i * 60_000, i));
    group.addBatch({ ...origin, day, recvMs: fromMs + 7_200_000 }, sampleColumns(samples));
    await writer.insert(group);
  }
  await run();
});

function load(tsMs: number, i: number): Sample {
  const readings = { load: reading('load', { '': { load1_centi: 100 + i } }) };
  return { tsMs, monoMs: tsMs, intervalMs: 1_000, readings };
}

async function run(): Promise<RollupRepair[]> {
  const repairs: RollupRepair[] = [];
  const request = { holder: 'test', leaseMs: 60_000, nowMs: Date.now() };
  await rollUp(database.db, { ...request, onRepaired: (repair) => repairs.push(repair) });
  return repairs;
}

const rows = async (table: string) =>
  database.db.query(
    `SELECT * EXCEPT (version) REPLACE (toString(${table}.ts) AS ts) FROM ${table} FINAL ORDER BY ${table}.ts`,
  );

/** What a disk does that loses the content of files, and what ClickHouse makes of it when it opens the table again. */
async function breakParts(table: string): Promise<void> {
  const { db } = database;
  const parts = await db.query<{ path: string }>(
    'SELECT path FROM system.parts WHERE database = currentDatabase() AND table = {table:String}',
    { table },
  );
  await db.command(`DETACH TABLE ${table} SYNC`);
  for (const { path } of parts)
    for (const file of readdirSync(path)) if (file.endsWith('.bin')) truncateSync(join(path, file));
  await db.command(`ATTACH TABLE ${table}`);
}

const tablesOf = (parts: readonly { readonly table: string }[]) => [
  ...new Set(parts.map(({ table }) => table)),
];

test.each(['rollup_load_1m', 'rollup_load_1h'])(
  '%s: what its samples or minutes still say is computed again',
  async (table) => {
    const before = { minutes: await rows('rollup_load_1m'), hours: await rows('rollup_load_1h') };
    expect(before.minutes).toHaveLength(180);
    expect(before.hours).toHaveLength(4);
    await breakParts(table);
    expect(await rows(table)).toEqual([]);
    expect(tablesOf(await readDetachedParts(database.db))).toEqual([table]);
    const repairs = await run();
    expect(tablesOf(repairs)).toEqual([table]);
    expect(repairs.filter(({ lost }) => lost !== undefined)).toEqual([]);
    expect({ minutes: await rows('rollup_load_1m'), hours: await rows('rollup_load_1h') }).toEqual(before);
    expect(await database.db.query('SELECT name FROM system.detached_parts')).toEqual([]);
    expect(await run()).toEqual([]);
  },
);

test('minutes whose samples have expired are lost, which is said once, and their hours stay', async () => {
  const { db } = database;
  const hours = await rows('rollup_load_1h');
  const young = (await rows('rollup_load_1m')).slice(90);
  expect(await expireSamples(db, { day: '2026-01-01' }, (replace) => replace())).toBeGreaterThan(0);
  await breakParts('rollup_load_1m');
  const repairs = await run();
  const lost = { fromMs: oldMs, toMs: oldMs + 90 * 60_000 };
  expect(repairs.length).toBeGreaterThan(0);
  for (const repair of repairs) expect(repair).toMatchObject({ table: 'rollup_load_1m', lost });
  expect(await rows('rollup_load_1m')).toEqual(young);
  expect(await rows('rollup_load_1h')).toEqual(hours);
  const detached = await readDetachedParts(db);
  expect(detached.map(({ part }) => part)).toEqual(repairs.map(({ part }) => part));
  for (const part of detached) expect(part).toMatchObject({ table: 'rollup_load_1m', lost });
  expect(await run()).toEqual([]);
});
