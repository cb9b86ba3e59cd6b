import type { Sample } from '@hostwire/protocol';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrate } from '../schema/migrate.ts';
import { SampleGroup } from '../sample-group.ts';
import { SampleWriter } from '../sample-writer.ts';
import { reading, sampleColumns, startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';
import { rollUp } from './roll-up.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;
const t0 = Date.UTC(2026, 0, 4, 10);
let server: TestDatabase;
let writer: SampleWriter;

beforeAll(async () => {
  server = await startTestDatabase();
  await migrate(server.db);
  writer = new SampleWriter(server.db, { shard: 'main', holder: 'test' });
  await writer.acquire();
  await server.db.command('SYSTEM STOP MERGES samples');
});
afterAll(() => server.stop());

/** The clock of the host says 1970: a sample is filed under its reception. */
async function give(seq: number, recvMs: number): Promise<void> {
  const readings = { cpu: reading('cpu', { '': { user_ms: 10, idle_ms: 990 } }) };
  const sample: Sample = { tsMs: 1_000 * seq, monoMs: 1_000 * seq, intervalMs: 1_000, readings };
  const agentId = '00000000-0000-4000-8000-0000000000dd';
  const origin = { agentId, host: 'odd', epoch: '00000000000000dd', seq, hash: '00000000000000aa' };
  const group = new SampleGroup();
  group.addBatch({ ...origin, recvMs, day: Math.floor(recvMs / 86_400_000) }, sampleColumns([sample]));
  await writer.insert(group);
}

const roll = () => rollUp(server.db, { holder: 'test', leaseMs: 60_000, nowMs: Date.now() });

/** Samples by window. */
async function rolled(level: '1m' | '1h'): Promise<Record<string, number>> {
  const rows = await server.db.query<{ at: string; samples: number }>(
    `SELECT formatDateTime(r.ts, '%d %H:%i') AS at, samples FROM rollup_cpu_${level} AS r FINAL ORDER BY r.ts`,
  );
  return Object.fromEntries(rows.map(({ at, samples }) => [at, samples]));
}

test('a sample that was filed under its reception, was lost, and is given again counts once', async () => {
  for (const seq of [1, 2, 3]) await give(seq, t0 + seq * 5 * minuteMs);
  await roll();
  expect(await rolled('1m')).toEqual({ '04 10:05': 1, '04 10:10': 1, '04 10:15': 1 });
  const [row] = await server.db.query<{ part: string }>(`SELECT _part AS part FROM samples WHERE seq = 2`);
  await server.db.command(`ALTER TABLE samples DETACH PART '${row!.part}'`);
  await give(4, t0 + hourMs);
  await roll();
  // What is lost stays while nobody gives it again.
  expect(await rolled('1m')).toEqual({ '04 10:05': 1, '04 10:10': 1, '04 10:15': 1, '04 11:00': 1 });
  await give(2, t0 + 26 * hourMs);
  await give(5, t0 + 26 * hourMs);
  await roll();
  expect(await rolled('1m')).toEqual({ '04 10:05': 1, '04 10:15': 1, '04 11:00': 1, '05 12:00': 2 });
  expect(await rolled('1h')).toEqual({ '04 10:00': 2, '04 11:00': 1, '05 12:00': 2 });
  expect(await roll()).toBe(0);
});
