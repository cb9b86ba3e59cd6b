/** Windows that are kept where samples pass, held against queries over the same samples on a real ClickHouse. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { SampleColumns } from '@hostwire/protocol';
import { systemClock } from '@hostwire/runtime';
import { silentLogger } from '@hostwire/testing';
import { migrate, SampleGroup, SampleWriter, type QueryRunner } from '@hostwire/storage';
import {
  randomSamples,
  reading,
  sampleColumns,
  startTestDatabase,
  type TestDatabase,
} from '@hostwire/testing/storage';
import fc from 'fast-check';
import type { WatchedHost } from './fleet.ts';
import { batchesOf, queryBatch } from './rule-queries.ts';
import { defaultRules } from '../rules/defaults/index.ts';
import { measurementOf } from '../rules/measurement.ts';
import { ruleSchema, type Rule } from '../rules/rule.ts';
import type { ValueRow } from '../rules/value-row.ts';
import { LiveWindows, type LiveWindowsOptions, type SampleSource } from '../live/live-windows.ts';

const minuteMs = 60_000;
const t0 = Date.UTC(2026, 0, 5, 12);
const schedule = { intervalMs: 1_000, flushMs: 5_000 };

let server: TestDatabase;
let writer: SampleWriter;
let seq = 0;
let nowMs = 0;
let othersMs = -Infinity;
let live: LiveWindows;
let commit: Parameters<SampleSource['onCommitted']>[0];

beforeAll(async () => {
  server = await startTestDatabase();
  await migrate(server.db);
  writer = new SampleWriter(server.db, { shard: 'main', holder: 'test' });
  await writer.acquire();
});
afterAll(() => server.stop());
beforeEach(() => {
  nowMs = t0 - 60 * minuteMs;
  othersMs = -Infinity;
  live = openWindows();
});

function openWindows(more: Partial<LiveWindowsOptions> = {}): LiveWindows {
  const windows = new LiveWindows({
    clock: { ...systemClock, nowMs: () => nowMs },
    logger: silentLogger,
    source: {
      onCommitted: (listener) => {
        commit = listener;
        return () => undefined;
      },
      othersSeenMs: () => othersMs,
    },
    ...more,
  });
  windows.start();
  return windows;
}

const ownRules = [
  ...['avg', 'min', 'max', 'sum', 'last', 'change'].map((aggregate) =>
    ruleSchema.parse({
      ...{
        id: `own_${aggregate}`,
        kind: 'threshold',
        view: 'disk',
        device: 'device',
        value: 'await_ms',
        aggregate,
      },
      ...{ where: `write_ops > 10 AND device NOT LIKE '1_'`, above: 1, window: '2m', summary: 'own' },
    }),
  ),
  ruleSchema.parse({
    ...{
      id: 'slope',
      kind: 'rate',
      view: 'memory',
      value: 'used_bytes',
      above: 1,
      window: '5m',
      summary: 'slope',
    },
  }),
  ruleSchema.parse({
    ...{
      id: 'series',
      kind: 'metric',
      name: '7',
      aggregate: 'avg',
      above: 1,
      window: '1m',
      summary: 'series',
    },
  }),
];
const rules = [...defaultRules, ...ownRules].filter((rule) => measurementOf(rule) !== undefined);

async function store(host: string, columns: SampleColumns): Promise<void> {
  const group = new SampleGroup();
  const origin = { agentId: '00000000-0000-4000-8000-000000000001', epoch: '0000000000000001', host };
  seq += 1;
  group.addBatch(
    { ...origin, seq, hash: '00000000000000aa', day: Math.floor(t0 / 86_400_000), recvMs: t0 },
    columns,
  );
  await writer.insert(group);
}

const committed = (host: string, columns: SampleColumns) => ({
  ...{ host, samples: columns.samples, lastTsMs: columns.tsMs.at(-1)!, batches: [columns] },
});

function use(evaluated: readonly Rule[], hosts: readonly WatchedHost[]): void {
  live.use(
    evaluated.flatMap((rule) => measurementOf(rule) ?? []),
    new Map(hosts.map((host) => [host.host, host])),
  );
}

test('every measurement of the default rules is kept, and gives what its query gives', async () => {
  expect(rules.length).toBeGreaterThan(25);
  await fc.assert(
    fc.asyncProperty(
      randomSamples({ fromMs: t0 - 10 * minuteMs, spanMs: 10 * minuteMs }),
      async (samples) => {
        const host: WatchedHost = { host: `host${seq}`, labels: {}, schedule };
        nowMs = t0 - 60 * minuteMs;
        use(rules, [host]);
        for (const sample of samples) {
          const columns = sampleColumns([sample]);
          await store(host.host, columns);
          nowMs = sample.tsMs;
          commit([committed(host.host, columns)]);
        }
        nowMs = t0;
        for (const batch of batchesOf(rules)) {
          const at = { nowMs, hosts: [host] };
          const asked = await queryBatch(server.db, batch, at);
          const kept = await queryBatch(noDatabase, batch, { ...at, live });
          for (const [index, rule] of batch.rules.entries())
            expect([rule.id, ...sorted(kept[index]!)]).toEqual([
              rule.id,
              ...sorted(asked[index]!.filter((row) => row.host === host.host)),
            ]);
        }
      },
    ),
    { numRuns: 10, endOnFailure: true },
  );
}, 240_000);

test('what did not pass here is asked for until the windows are whole again', async () => {
  const hosts = hostsOf('web1', 'web2');
  use([busy], hosts);
  const [batch] = batchesOf([busy]);
  const at = (ms: number, more: object = {}) => ({ ...committed('web1', loadAt(ms)), ...more });
  const rest = () =>
    live.measure([measurementOf(busy)!], { hosts, toMs: nowMs }).rest.map(({ host }) => host);
  expect(rest()).toEqual(['web1', 'web2']); // nothing is known of what was before
  nowMs += 2 * minuteMs;
  commit([at(nowMs)]);
  expect(rest()).toEqual([]);
  expect(await queryBatch(noDatabase, batch!, { nowMs, hosts, live })).toMatchObject([
    [{ host: 'web1', value: 1 }],
  ]);
  for (const missed of [
    at(nowMs, { batches: [], samples: 3 }), // a backlog
    at(nowMs - 2 * minuteMs), // a clock that is behind
    at(nowMs + 2_000), // or ahead
  ]) {
    commit([missed]);
    expect(rest()).toEqual(['web1']);
    nowMs += 2 * minuteMs;
    expect(rest()).toEqual([]);
  }
  othersMs = nowMs - 10_000; // another collector may have what is missing here
  expect(rest()).toEqual(['web1', 'web2']);
});

test('hosts that are not whole are asked for beside those that are, each once', async () => {
  const hosts = hostsOf('whole', 'late', 'slow');
  use([busy], hosts);
  nowMs = t0;
  for (const { host } of hosts) {
    await store(host, loadAt(t0 - 5_000));
    commit([{ ...committed(host, loadAt(t0 - 5_000)), ...(host === 'late' ? { batches: [] } : {}) }]);
  }
  const asked: string[] = [];
  const db: QueryRunner = {
    query: (sql, params) => {
      asked.push(...((params?.['only'] ?? ['everybody']) as string[]));
      return server.db.query(sql, params);
    },
  };
  const [rows = []] = await queryBatch(db, batchesOf([busy])[0]!, { nowMs, hosts, live });
  expect(asked).toEqual(['late']);
  expect(sorted(rows)).toEqual(hosts.map(({ host }) => `${host}  ${t0 - 5_000} 1`).toSorted());
});

test('windows that take too much memory are given up, and rules are queries again', () => {
  live = openWindows({ maxBytes: 1_000 });
  const hosts = hostsOf('web1', 'web2', 'web3');
  use([busy], hosts);
  expect(live.has(measurementOf(busy)!)).toBe(true);
  for (const { host } of hosts) commit([committed(host, loadAt(nowMs))]);
  use([busy], hosts);
  expect(live.has(measurementOf(busy)!)).toBe(false);
  use([busy], hosts);
  expect(live.has(measurementOf(busy)!)).toBe(false);
});

const busy = ruleSchema.parse({
  ...{
    id: 'busy',
    kind: 'threshold',
    view: 'load',
    value: 'load1',
    above: 1,
    window: '30s',
    summary: 'busy',
  },
});

function hostsOf(...names: readonly string[]): WatchedHost[] {
  return names.map((host) => ({ host, labels: {}, schedule }));
}

/** One sample with a load of 1. */
function loadAt(tsMs: number): SampleColumns {
  const load = reading('load', { '': { load1_centi: 100 } });
  return sampleColumns([{ tsMs, monoMs: 0, intervalMs: 1_000, readings: { load } }]);
}

const noDatabase = {
  query: (sql: string) => Promise.reject(new Error(`nothing is to be asked: ${sql}`)),
};

function sorted(rows: readonly ValueRow[]): string[] {
  return rows
    .map(
      ({ host, device, atMs, value }) =>
        `${host} ${device} ${atMs} ${value === null ? '-' : Number(value.toPrecision(9))}`,
    )
    .toSorted();
}
