import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '@hostwire/runtime';
import { readAudit, readUsage, type RetentionPolicy } from '@hostwire/storage';
import { startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';
import { silentLogger, waitFor } from '@hostwire/testing';
import { TestCollector } from '../testing/test-collector.ts';
import type { TestAgent, TestConnection } from '../testing/test-agent.ts';
import { TestSpool } from '../testing/test-spool.ts';
import { Mutex } from '../mutex.ts';
import { Retention } from './retention.ts';

const dayMs = 86_400_000;
const keepAll: RetentionPolicy = {
  raw: 365 * dayMs,
  minutes: 365 * dayMs,
  hours: 365 * dayMs,
  maxDiskBytes: undefined,
};

let database: TestDatabase;
let collector: TestCollector;
let agent: TestAgent;
beforeAll(async () => {
  database = await startTestDatabase({ ownServer: true });
  collector = await TestCollector.create(database.url);
  await collector.start();
  agent = await collector.agent('web1');
});
afterAll(async () => {
  await collector.stop();
  await database.stop();
});

const retention = (policy: Partial<RetentionPolicy>, nowMs: number) =>
  new Retention({
    db: database.db,
    policy: { ...keepAll, ...policy },
    committer: collector.collector.committer,
    mutex: new Mutex(),
    requireLease: () => Promise.resolve(),
    clock: { ...systemClock, nowMs: () => nowMs, monoMs: () => systemClock.monoMs() },
    logger: silentLogger,
  });

const acked = (connection: TestConnection, seq: number) =>
  waitFor(`number ${seq} is acknowledged`, () =>
    connection.frames.some((frame) => frame.type === 'ack' && frame.committedSeq === seq),
  );

const epochs = async (nowMs: number) => {
  const schedule = () => ({ intervalMs: 1_000, flushMs: 10_000 });
  return (await readAudit(database.db, { nowMs, schedule })).epochs;
};

test('every day of a month within policy; an agent that slept through it neither loses nor repeats', async () => {
  const spool = new TestSpool();
  const connection = await collector.connect(agent, spool);
  const nowMs = Date.now();
  for (const daysAgo of [3, 2, 1, 0]) {
    connection.send(...Array.from({ length: 5 }, () => spool.batch({ tsMs: nowMs - daysAgo * dayMs })));
    await acked(connection, spool.lastSeq);
  }
  connection.webSocket.close();
  for (let day = 0; day <= 30; day++) {
    const laterMs = nowMs + day * dayMs;
    await retention({ raw: 2 * dayMs }, laterMs).enforce();
    const { rawDays } = await readUsage(database.db);
    for (const raw of rawDays) expect(Date.parse(raw) + dayMs + 2 * dayMs).toBeGreaterThan(laterMs);
    expect(await epochs(laterMs)).toMatchObject([{ missing: [], repeated: [], firstSeq: 1, lastSeq: 20 }]);
  }
  expect(await epochs(nowMs)).toMatchObject([{ samples: 0 }]);
  await collector.restart();
  const back = await collector.connect(agent, spool, { firstRetained: 15, firstUnacked: 15 });
  expect(await back.frame('welcome')).toMatchObject({ nextSeq: 21 });
  back.send(...spool.batches(3));
  await acked(back, 23);
  expect(await epochs(nowMs)).toMatchObject([{ missing: [], repeated: [], samples: 6, lastSeq: 23 }]);
});

test('a budget that is too small lets the oldest day go, and the view says what a policy would do', async () => {
  const spool = new TestSpool();
  const connection = await collector.connect(await collector.agent('web2'), spool);
  const nowMs = Date.now();
  for (const daysAgo of [2, 1]) {
    connection.send(...Array.from({ length: 5 }, () => spool.batch({ tsMs: nowMs - daysAgo * dayMs })));
    await acked(connection, spool.lastSeq);
  }
  const of = retention({}, nowMs);
  expect((await of.view()).plan.steps).toEqual([]);
  const { plan } = await of.view({ maxDiskBytes: 1 });
  expect(plan.steps[0]).toMatchObject({ reason: 'budget', level: 'raw' });
  const before = (await readUsage(database.db)).rawDays;
  await retention({ maxDiskBytes: 1 }, nowMs).enforce();
  const after = (await readUsage(database.db)).rawDays;
  expect(after.length).toBeLessThan(before.length);
  const broken = (await epochs(nowMs)).filter(
    ({ missing, repeated }) => missing.length + repeated.length > 0,
  );
  expect(broken).toEqual([]);
});

test('while the disk is short a roll-up makes way', async () => {
  const mutex = new Mutex();
  let interrupt: () => void = () => undefined;
  const rollUp = mutex.pass(() => new Promise<void>((resolve) => (interrupt = resolve)));
  const { db } = database;
  const short = Object.create(db, {
    query: {
      value: (sql: string, ...rest: never[]) =>
        sql.includes('system.disks')
          ? Promise.resolve([{ diskBytes: 2 ** 31, freeBytes: 2 ** 28, replacedBytes: 0 }])
          : db.query(sql, ...rest),
    },
  }) as typeof db;
  const looks = new Retention({
    ...{ db: short, policy: keepAll, mutex, clock: systemClock, logger: silentLogger },
    committer: collector.collector.committer,
    requireLease: () => Promise.reject(new Error('another collector holds it')),
    interruptRollUp: () => interrupt(),
  });
  await looks.start();
  await rollUp;
  await looks.stop();
}, 30_000);
