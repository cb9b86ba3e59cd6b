import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { deleteAgentSamples } from './agent-samples.ts';
import { readMarks } from './marks.ts';
import { migrate } from './schema/migrate.ts';
import { startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';

const leaving = { agentId: '00000000-0000-4000-8000-000000000001', host: 'leaving' };
const staying = { agentId: '00000000-0000-4000-8000-000000000002', host: 'staying' };
const days = ['2026-01-01', '2026-01-02', '2026-01-03'];

let clickhouse: TestDatabase;

beforeAll(async () => {
  clickhouse = await startTestDatabase();
  await migrate(clickhouse.db);
});
afterAll(() => clickhouse.stop());
beforeEach(async () => {
  await clickhouse.db.command('TRUNCATE TABLE samples');
  for (const [seq, day] of days.entries()) {
    const rows = [leaving, staying].map(({ agentId, host }) => {
      return { agent_id: agentId, host, epoch: 1, seq: seq + 1, day, ts: `${day} 12:00:00.000` };
    });
    await clickhouse.db.insertRows('samples', rows);
  }
});

const rowsOf = async (host: string) =>
  (
    await clickhouse.db.query<{ n: number }>('SELECT count() AS n FROM samples WHERE host = {host:String}', {
      host,
    })
  )[0]!.n;

test('all samples of the agent are deleted, of every day; those of another stay, with their marks', async () => {
  expect(await deleteAgentSamples(clickhouse.db, { agent: leaving, waitMs: 30_000 })).toBe(0);
  expect(await rowsOf('leaving')).toBe(0);
  expect(await rowsOf('staying')).toBe(3);
  const marks = await readMarks(clickhouse.db);
  expect([...marks.keys()]).toEqual([`${staying.agentId}/0000000000000001`]);
  expect(marks.values().next().value).toMatchObject({ seq: 3 });
});

test('a call without time says how many days are left, and the next ones go on', async () => {
  let daysLeft = 3;
  while (daysLeft > 0) {
    const left = await deleteAgentSamples(clickhouse.db, { agent: leaving, waitMs: 0 });
    expect(left).toBeLessThanOrEqual(daysLeft);
    daysLeft = left;
  }
  expect(await rowsOf('leaving')).toBe(0);
});

test('what ClickHouse cannot rewrite is an error that names its reason', async () => {
  const { db } = clickhouse;
  await db.command(
    `ALTER TABLE samples DELETE IN PARTITION '2026-01-02'
     WHERE throwIf(host = 'leaving', 'no room') OR toString(agent_id) = '${leaving.agentId}'`,
    {},
    { mutations_sync: '0' },
  );
  try {
    await expect(deleteAgentSamples(db, { agent: leaving, waitMs: 30_000 })).rejects.toMatchObject({
      code: 'OVERLOADED',
      message: expect.stringContaining('no room'),
    });
  } finally {
    await db.command("KILL MUTATION WHERE database = currentDatabase() AND table = 'samples' SYNC");
  }
});
