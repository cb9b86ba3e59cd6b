import { expect, test } from '@jest/globals';
import { systemClock } from '@hostwire/runtime';
import type { CollectorRow } from '@hostwire/storage';
import { silentLogger } from '@hostwire/testing';
import { CollectorReport } from './collector-report.ts';

test('says at once how it does, and is silent about a database that does not answer', async () => {
  const rows: CollectorRow[] = [];
  let monoMs = 0;
  const report = new CollectorReport({
    identity: { collector: 'host:/data', process: 'host/7', version: '1.2.3', startedMs: 5 },
    figures: () => ({
      gateway: 'wss://host:1',
      agents: 3,
      samplesCommitted: 400,
      commitDelayMs: { p50: 1, p99: null },
    }),
    write: async (row) => {
      rows.push(row);
      throw new Error('away');
    },
    clock: { ...systemClock, nowMs: () => 9, monoMs: () => (monoMs += 4_000) },
    logger: silentLogger,
  });
  await report.start();
  await report.stop();
  expect(rows).toEqual([
    {
      collector: 'host:/data',
      process: 'host/7',
      version: '1.2.3',
      startedMs: 5,
      seenMs: 9,
      gateway: 'wss://host:1',
      agents: 3,
      samplesPerS: 100,
      delayP50Ms: 1,
      delayP99Ms: null,
    },
  ]);
});
