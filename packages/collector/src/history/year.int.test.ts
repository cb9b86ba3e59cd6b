/**
 * `pnpm year`: 400 days of three hosts, a sample an hour, with a clock that is moved. Every day retention does its work; policy and
 * budget hold each evening, roll-ups reach as far as they should, and no number is lost or there twice: also of a host that slept
 * until its samples were gone.
 */
import { systemClock } from '@hostwire/runtime';
import { migrate, readAudit, rollUp, SampleWriter, type RetentionPolicy } from '@hostwire/storage';
import { startTestDatabase, tableRow, type TestDatabase } from '@hostwire/testing/storage';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { silentLogger } from '@hostwire/testing';
import { Mutex } from '../mutex.ts';
import { Retention } from './retention.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const startMs = Date.UTC(2025, 0, 1);
const days = 400;
const epoch = '1'.padStart(16, '0');
const policy: RetentionPolicy = {
  raw: 14 * dayMs,
  minutes: 60 * dayMs,
  hours: 300 * dayMs,
  maxDiskBytes: undefined,
};
/** From here on the disk is short. */
const shortFrom = 360;
/** The days that the third host sleeps through. */
const sleeps = { from: 30, to: 100 };

const agents = ['a', 'b', 'c'].map((letter) => `00000000-0000-4000-8000-00000000000${letter}`);
const lastSeq = [0, 0, 0];
let database: TestDatabase;
let writer: SampleWriter;
let nowMs = startMs;
beforeAll(async () => {
  database = await startTestDatabase({ ownServer: true });
  await migrate(database.db);
  writer = new SampleWriter(database.db, { shard: 'main', holder: 'test' });
});
afterAll(() => database.stop());

/** A day of a host: one batch with a sample an hour. */
function batch(agent: number, day: number): object[] {
  const seq = (lastSeq[agent] ?? 0) + 1;
  lastSeq[agent] = seq;
  return Array.from({ length: 24 }, (_, hour) => {
    const ts = textOf(startMs + day * dayMs + hour * hourMs);
    const memory = { memory_total_bytes: 4_096 * 1_000, memory_free_bytes: 4_096 * hour };
    return tableRow({
      agent_id: agents[agent],
      host: `web${agent}`,
      epoch: 1,
      seq,
      idx: hour,
      kind: 'sample',
      batch_hash: hour === 0 ? 1_000 + seq : 0,
      day: ts.slice(0, 10),
      ts,
      recv_ts: ts,
      interval_ms: hourMs,
      cpu_user_ms: 1_000 + hour,
      ...memory,
    });
  });
}

function textOf(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '');
}

function retention(more: Partial<RetentionPolicy> = {}): Retention {
  return new Retention({
    db: database.db,
    mutex: new Mutex(),
    policy: { ...policy, ...more },
    committer: { exclusively: (run) => run(writer) },
    requireLease: async () => undefined,
    clock: { nowMs: () => nowMs, monoMs: () => systemClock.monoMs() },
    logger: silentLogger,
  });
}

async function requireWhole(): Promise<void> {
  const schedule = () => ({ intervalMs: hourMs, flushMs: 10_000 });
  const { epochs } = await readAudit(database.db, { nowMs, schedule });
  expect(epochs.map(({ missing, repeated, lastSeq: last }) => ({ missing, repeated, last }))).toEqual(
    lastSeq.filter((seq) => seq > 0).map((last) => ({ missing: [], repeated: [], last })),
  );
}

test('policy and budget hold every day, and nothing is lost or repeated', async () => {
  const { db } = database;
  let budget: number | undefined;
  for (let day = 0; day < days; day++) {
    nowMs = startMs + (day + 1) * dayMs;
    const awake = [0, 1, 2].filter((agent) => agent < 2 || day < sleeps.from || day >= sleeps.to);
    if (day === sleeps.to) {
      const marks = await writer.readMarks([{ agentId: agents[2] ?? '', epoch }]);
      const hash = (1_000 + sleeps.from).toString(16).padStart(16, '0');
      expect([...marks.values()]).toEqual([{ seq: sleeps.from, hash }]);
    }
    await db.insertRows(
      'samples',
      awake.flatMap((agent) => batch(agent, day)),
    );
    if (day % 5 === 4) await rollUp(db, { holder: 'test', leaseMs: 1_000, nowMs });
    if (day === shortFrom) budget = Math.round((await retention().view()).plan.usedBytes * 0.7);
    const job = retention({ maxDiskBytes: budget });
    await job.enforce();
    const { plan } = await job.view();
    expect([day, plan.steps]).toEqual([day, []]);
    if (budget !== undefined) expect(plan.usedBytes).toBeLessThanOrEqual(budget);
    if (day % 40 === 39) await requireWhole();
  }
  const [kept] = await db.query<{ raw: number; minutes: number; hours: number }>(
    `SELECT (SELECT dateDiff('day', min(ts), max(ts)) FROM cpu) AS raw, (SELECT dateDiff('day', min(ts), max(ts)) FROM cpu_1m) AS minutes,
        (SELECT dateDiff('day', min(ts), max(ts)) FROM cpu_1h) AS hours`,
  );
  expect(kept?.raw).toBeLessThanOrEqual(14);
  expect(kept?.minutes).toBeLessThanOrEqual(60 + 31);
  expect(kept?.hours).toBeGreaterThan(250);
  expect(kept?.hours).toBeLessThanOrEqual(300 + 366);
  await requireWhole();
}, 7_200_000);
