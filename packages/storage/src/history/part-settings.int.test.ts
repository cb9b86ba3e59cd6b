import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrate } from '../schema/migrate.ts';
import { startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';
import { partSettings, setPartSettings } from './part-settings.ts';

const MiB = 2 ** 20;
let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
  await migrate(database.db);
});
afterAll(() => database.stop());

async function engine(): Promise<string> {
  const [row] = await database.db.query<{ engine: string }>(
    "SELECT engine_full AS engine FROM system.tables WHERE database = currentDatabase() AND name = 'samples'",
  );
  return row?.engine ?? '';
}

test('parts keep to a sixteenth of a small budget, a power of two; of a large one to nothing of ours', () => {
  const limitOf = (budget: number) => partSettings(budget).max_bytes_to_merge_at_max_space_in_pool;
  expect([0, 100, 900, 1_100, 65_536].map((mib) => limitOf(mib * MiB)! / MiB)).toEqual([
    16, 16, 32, 64, 4_096,
  ]);
  expect(partSettings(200_000 * MiB)).toEqual({});
});

test('the table gets them, others later, and its own again', async () => {
  const { db } = database;
  const before = await engine();
  await setPartSettings(db, partSettings(900 * MiB));
  expect(await engine()).toMatch(
    /max_bytes_to_merge_at_max_space_in_pool = 33554432, old_parts_lifetime = 60/,
  );
  await setPartSettings(db, partSettings(1_100 * MiB));
  expect(await engine()).toMatch(
    /max_bytes_to_merge_at_max_space_in_pool = 67108864, old_parts_lifetime = 60/,
  );
  await setPartSettings(db, {});
  expect(await engine()).toBe(before);
});
