import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { defaultSchedule, type Sample, type SampleColumns, utcDay } from '@hostwire/protocol';
import { systemClock } from '@hostwire/runtime';
import { migrate, readFleet, SampleGroup, SampleWriter, writeAgent } from '@hostwire/storage';
import { reading, sampleColumns, startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';
import { FleetReader } from './fleet-reader.ts';
import { KeptFleet } from './kept-fleet.ts';
import type { ReceiptFeed, SampleListener } from './sample-feed.ts';

const agentId = '00000000-0000-4000-8000-000000000001';
const host = 'web1';
let clickhouse: TestDatabase;
let writer: SampleWriter;

beforeAll(async () => {
  clickhouse = await startTestDatabase();
  await migrate(clickhouse.db);
  writer = new SampleWriter(clickhouse.db, { shard: 'main', holder: 'test' });
  await writer.acquire();
  await writeAgent(clickhouse.db, {
    agentId,
    host,
    displayName: host,
    publicKey: 'ab'.repeat(32),
    machineHash: 'cd'.repeat(32),
    tokenId: 'ef'.repeat(8),
    labels: {},
    enrolledMs: 0,
    revokedMs: null,
    deletedMs: null,
    renewal: { sinceMs: 0, nextKey: '', askedMs: null, tokenId: '' },
    version: 1,
  });
});
afterAll(() => clickhouse.stop());

class HandFeed implements ReceiptFeed {
  #listener: SampleListener = () => undefined;
  onReceived(listener: SampleListener): () => void {
    this.#listener = listener;
    return () => undefined;
  }
  receive(batch: SampleColumns, seq = 1): void {
    const { samples } = batch;
    const numbers = { epoch: '01'.repeat(8), firstSeq: seq, lastSeq: seq };
    const lastTsMs = batch.tsMs.at(-1)!;
    this.#listener([{ host, ...numbers, samples, lastTsMs, batches: [batch], isRefused: false }]);
  }
}

const upTo = (most: number) => Math.floor(Math.random() * most);
/** Absent now and then, as on kernels and hosts that do not have it. */
const maybe = <T>(value: T): T[] => (Math.random() < 0.2 ? [] : [value]);

function randomSample(tsMs: number): Sample {
  const cpu = { user_ms: upTo(500), system_ms: upTo(500), idle_ms: upTo(1_000) };
  const rare = Object.fromEntries(
    ['nice_ms', 'iowait_ms', 'irq_ms', 'softirq_ms', 'steal_ms'].flatMap((name) => maybe([name, upTo(100)])),
  );
  const devices = <T>(names: string[], make: () => T) =>
    Object.fromEntries(names.flatMap((name) => maybe([name, make()] as const)));
  const disks = devices(['sda', 'sdb', 'nvme0n1'], () => ({ busy_ms: upTo(1_000) }));
  const links = devices(['lo', 'eth0', 'eth1'], () => ({
    receive_bytes: upTo(1e9),
    transmit_bytes: upTo(1e9),
    kind: ['physical', 'virtual', ''][upTo(3)]!,
  }));
  const mounts = devices(['/', '/home', '/mnt'], () => {
    const free = upTo(1e9);
    return { size_bytes: free + upTo(1e9), free_bytes: free, available_bytes: upTo(1e9), read_only: upTo(2) };
  });
  const memory = { total_bytes: 4_096 * (1_000 + upTo(1_000)), available_bytes: 4_096 * upTo(1_000) };
  const readings = Object.fromEntries([
    ...maybe(['cpu', reading('cpu', { '': { ...cpu, ...rare } })]),
    ...maybe(['memory', reading('memory', { '': memory })]),
    ...maybe(['load', reading('load', { '': { load1_centi: upTo(1_000) } })]),
    ...(Object.keys(disks).length > 0 ? [['disk', reading('disk', disks)]] : []),
    ...(Object.keys(links).length > 0 ? [['network', reading('network', links)]] : []),
    ...(Object.keys(mounts).length > 0 ? [['filesystem', reading('filesystem', mounts)]] : []),
  ]) as Sample['readings'];
  return { tsMs, monoMs: tsMs, intervalMs: 1_000, readings };
}

/** As a page shows it. */
async function fleetOf(kept: Pick<KeptFleet, 'get'>, nowMs: number) {
  const reader = new FleetReader({
    db: clickhouse.db,
    clock: { ...systemClock, nowMs: () => nowMs, monoMs: () => systemClock.monoMs() },
    kept,
    revision: () => 1,
    arrivedMs: () => undefined,
    schedule: () => defaultSchedule,
    firingByHost: () => new Map(),
    cloneOf: () => undefined,
  });
  const [row] = await reader.all();
  return row!;
}

test('what is received gives the same rows as the database', async () => {
  let seq = 0;
  for (let round = 0; round < 15; round++) {
    await clickhouse.db.command('TRUNCATE TABLE samples');
    const nowMs = Math.floor(Date.now() / 1_000) * 1_000;
    const samples = Array.from({ length: 10 }, (_, i) => randomSample(nowMs - 9_000 + i * 1_000));
    // The query takes each mount's newest value, so all of them come in the last sample here.
    const batch = sampleColumns(samples.map((one, i) => (i === 9 ? one : without(one, 'filesystem'))));
    const group = new SampleGroup();
    const origin = { agentId, host, epoch: '01'.repeat(8), seq: ++seq, hash: 'ab'.repeat(8) };
    group.addBatch({ ...origin, day: utcDay(nowMs), recvMs: nowMs }, batch);
    await writer.insert(group);
    const feed = new HandFeed();
    const kept = new KeptFleet(feed);
    await kept.start();
    feed.receive(batch);
    const fromDatabase = await fleetOf({ get: () => undefined }, nowMs);
    expect(await fleetOf(kept, nowMs)).toEqual(fromDatabase);
  }
  expect((await readFleet(clickhouse.db, { nowMs: Date.now() })).length).toBe(1);
});

test('a batch that is sent again does not count twice', async () => {
  const nowMs = Date.now();
  const busy = (pct: number) =>
    sampleColumns([
      {
        tsMs: nowMs,
        monoMs: 0,
        intervalMs: 1_000,
        readings: { cpu: reading('cpu', { '': { user_ms: pct, system_ms: 0, idle_ms: 100 - pct } }) },
      },
    ]);
  const feed = new HandFeed();
  const kept = new KeptFleet(feed);
  await kept.start();
  feed.receive(busy(10), 1);
  feed.receive(busy(40), 2);
  feed.receive(busy(40), 2);
  feed.receive(busy(10), 1);
  expect(kept.get(host)?.cpu.means(nowMs).at(-1)).toBeCloseTo(25);
  expect(kept.get(host)?.values.cpuBusyPct).toBeCloseTo(40);
});

function without(sample: Sample, group: keyof Sample['readings']): Sample {
  const readings = Object.entries(sample.readings).filter(([name]) => name !== group);
  return { ...sample, readings: Object.fromEntries(readings) };
}
