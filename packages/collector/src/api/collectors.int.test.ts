import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CollectorsResponse } from '@hostwire/api';
import { claimLease, releaseLease, writeCollector } from '@hostwire/storage';
import { TestApi } from './testing/test-api.ts';

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

const row = {
  collector: 'a:/data',
  process: 'a/7',
  version: '1.2.3',
  startedMs: 1_000,
  seenMs: Date.now(),
  gateway: 'wss://a:4681',
  agents: 3,
  samplesPerS: 2.5,
  delayP50Ms: 12,
  delayP99Ms: null,
};

test('lists the collectors heard of within a day, the newest word of each, and the leases that they hold', async () => {
  const { db } = api.database;
  const dayMs = 86_400_000;
  for (const change of [
    { agents: 9, seenMs: row.seenMs - 30_000 },
    {},
    { collector: 'b:/data', process: 'b/8' },
    { collector: 'gone:/data', seenMs: row.seenMs - 2 * dayMs },
  ])
    await writeCollector(db, { ...row, ...change });
  const claim = { leaseMs: 60_000, nowMs: Date.now() };
  await claimLease(db, { ...claim, shard: 'main', holder: 'a/7' });
  await claimLease(db, { ...claim, shard: 'alerts', holder: 'b:/data' });
  const lease = (await claimLease(db, { ...claim, shard: 'history', holder: 'b/8' })) ?? 0;
  await releaseLease(db, { shard: 'history', lease, holder: 'b/8' });
  const { collectors } = await api.admin<CollectorsResponse>('/api/v1/collectors');
  expect(collectors).toEqual([
    { ...row, leases: ['main'] },
    { ...row, collector: 'b:/data', process: 'b/8', leases: ['alerts'] },
  ]);
});
