import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { columnGroup, type GroupName } from '@hostwire/protocol';
import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import type { Database } from '../database.ts';
import { migrate } from '../schema/migrate.ts';
import { startTestDatabase, tableRow, type TestDatabase } from '@hostwire/testing/storage';
import { writeAgent } from '../tables/agents.ts';
import type { DeliveryOutcome } from '../tables/alert-deliveries.ts';
import {
  insertAlertDeliveries,
  insertAlertEvents,
  readActiveAlerts,
  readAlerts,
  readPendingDeliveries,
  readLastSamples,
  readNotifiedAlerts,
} from './alert.ts';
import { readFleet, readFleetAt, readFleetHost, readSparks } from './fleet.ts';
import { readGaps } from './gap.ts';
import { readPrograms } from './programs.ts';
import { Reader } from './reader.ts';
import { readServerFigures } from './server.ts';
import { instantLiteral, msOfUtcText, stringLiteral, utcText } from '../sql-literal.ts';

const minuteMs = 60_000;
/** 2026-01-01 00:00:00 UTC. */
const t0 = Date.UTC(2026, 0, 1);
const host = "it's-web\\1";
const agentId = '00000000-0000-4000-8000-000000000001';

let server: TestDatabase;
let db: Database;

interface SampleSpec {
  readonly atMs: number;
  readonly host?: string;
  readonly [column: string]: unknown;
}

/** Rows of `samples`; columns that are not given stay missing. */
async function insertSamples(specs: readonly SampleSpec[]): Promise<void> {
  const rows = specs.map(({ atMs, ...columns }, i) => ({
    agent_id: agentId,
    host,
    epoch: 1,
    seq: i + 1,
    kind: 'sample',
    day: utcText(atMs).slice(0, 10),
    ts: utcText(atMs),
    recv_ts: utcText(atMs),
    interval_ms: 1_000,
    ...columns,
  }));
  await db.insertRows('samples', rows.map(tableRow));
}

/** All columns of a group of devices; what is not given is missing. */
function devices(
  group: GroupName,
  given: { readonly name: readonly string[]; readonly [column: string]: readonly unknown[] },
) {
  const { columns, labels } = columnGroup(group);
  const all = new Map<string, readonly unknown[]>([
    ...columns.map(({ name }) => [name, given.name.map(() => null)] as const),
    ...labels.map(({ name }) => [name, given.name.map(() => '')] as const),
    ...Object.entries(given),
  ]);
  return Object.fromEntries([...all].map(([column, values]) => [`${group}.${column}`, values]));
}

const cpu = (user: number, idle: number) => ({
  cpu_user_ms: user,
  cpu_system_ms: 0,
  cpu_idle_ms: idle,
  cpu_iowait_ms: 0,
});

beforeAll(async () => {
  server = await startTestDatabase();
  db = server.db;
  await migrate(db);
  await writeAgent(db, {
    agentId,
    host,
    displayName: 'Web 1',
    publicKey: '',
    machineHash: '',
    tokenId: '',
    labels: { env: 'prod' },
    enrolledMs: t0,
    revokedMs: null,
    deletedMs: null,
    renewal: { sinceMs: 0, nextKey: '', askedMs: null, tokenId: '' },
    version: 1,
  });
});

afterAll(() => server.stop());

test('a literal is read back as the text it was made of', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.constantFrom("'", '\\', 'x', '0', '\n') }),
        ),
        {
          minLength: 1,
          maxLength: 50,
        },
      ),
      async (texts) => {
        const [row] = await db.query<{ read: string[] }>(
          `SELECT [${texts.map(stringLiteral).join(',')}] AS read`,
        );
        expect(row?.read).toEqual(texts.map((one) => Buffer.from(one, 'utf8').toString('utf8')));
      },
    ),
    { numRuns: 20 },
  );
  const [row] = await db.query<{ ms: number }>(
    `SELECT toUnixTimestamp64Milli(${instantLiteral(t0 + 123)}) AS ms`,
  );
  expect(row?.ms).toBe(t0 + 123);
});

describe('fleet', () => {
  const nowMs = t0 + 3_600_000;

  beforeAll(async () => {
    const network = (lo: number, eth0: number) =>
      devices('network', { name: ['lo', 'eth0'], receive_bytes: [lo, eth0], transmit_bytes: [lo, 2 * eth0] });
    await insertSamples([
      { atMs: nowMs - 10 * minuteMs, ...cpu(10, 90) },
      { atMs: nowMs - 2_000, ...cpu(90, 10), ...network(0, 0) },
      {
        atMs: nowMs - 1_000,
        interval_ms: 500,
        ...cpu(300, 100),
        memory_total_bytes: 1_000,
        memory_available_bytes: 250,
        load_load1_centi: 123,
        ...devices('disk', { name: ['sda', 'sdb'], busy_ms: [100, 400] }),
        ...devices('filesystem', {
          name: ['/', '/snap', '/home'],
          size_bytes: [100, 100, 1_000],
          free_bytes: [40, 0, 100],
          available_bytes: [40, 0, 100],
          read_only: [0, 1, 0],
        }),
        ...network(7, 1_000),
      },
    ]);
  });

  test('shows the newest values', async () => {
    const [row] = await readFleet(db, { nowMs });
    expect(row).toEqual({
      host,
      displayName: 'Web 1',
      agentId,
      enrolledMs: t0,
      revokedMs: null,
      lastSeenMs: nowMs - 1_000,
      labels: { env: 'prod' },
      os: '',
      kernel: '',
      cpuCores: 0,
      memoryBytes: 0,
      agentVersion: '',
      cpuBusyPct: 75,
      memoryUsedPct: 75,
      load1: 1.23,
      worstMount: '/home',
      worstMountUsedPct: 90,
      diskBusyPct: 80,
      receiveBytesPerS: 2_000,
      transmitBytesPerS: 4_000,
    });
    expect(await readFleetHost(db, { host, nowMs })).toEqual(row);
    expect(await readFleetHost(db, { host: 'other', nowMs })).toBeUndefined();
  });

  test('agrees with the views', async () => {
    const [row] = await readFleet(db, { nowMs });
    const [views] = await db.query<Record<string, number>>(
      `SELECT
         (SELECT argMax(busy_pct, ts) FROM cpu) AS cpu,
         (SELECT argMax(used_pct, ts) FROM memory) AS memory,
         (SELECT argMax(load1, ts) FROM load) AS load1,
         (SELECT max(busy_pct) FROM disk WHERE ts = (SELECT max(ts) FROM samples)) AS disk,
         (SELECT receive_bytes_per_s FROM network WHERE interface = 'eth0' ORDER BY ts DESC LIMIT 1) AS receive`,
    );
    expect(views).toEqual({
      cpu: row?.cpuBusyPct,
      memory: row?.memoryUsedPct,
      load1: row?.load1,
      disk: row?.diskBusyPct,
      receive: row?.receiveBytesPerS,
    });
  });

  test('does not show old values as present ones', async () => {
    const [row] = await readFleet(db, { nowMs: nowMs + minuteMs });
    expect(row).toMatchObject({
      cpuBusyPct: null,
      memoryUsedPct: null,
      load1: null,
      worstMountUsedPct: null,
      diskBusyPct: null,
      receiveBytesPerS: null,
    });
    expect(row?.lastSeenMs).toBe(nowMs - 1_000);
  });

  test('sparklines reach back 15 minutes, holes null', async () => {
    const { byHost } = await readSparks(db, { nowMs: nowMs - 1 });
    const spark = byHost.get(host)!;
    expect(spark).toHaveLength(30);
    expect(spark[10]).toBe(10); // 10 minutes ago: the first 30 s of them
    expect(spark[29]).toBeCloseTo((90 + 75) / 2, 9);
    expect(spark.filter((value) => value !== null)).toHaveLength(2);
  });

  test('at an instant of the past has the values of then, and not those after it', async () => {
    const [row] = await readFleetAt(db, { atMs: nowMs - 1_500 });
    expect(row).toMatchObject({ host, cpuBusyPct: 90, memoryUsedPct: null, lastSeenMs: nowMs - 2_000 });
    const { byHost } = await readSparks(db, { nowMs: nowMs - 1_500, isPast: true });
    expect(byHost.get(host)?.at(-1)).toBe(90);
  });

  test('before a host was enrolled does not have it', async () => {
    expect(await readFleetAt(db, { atMs: t0 - 1 })).toEqual([]);
    expect(await readFleetAt(db, { atMs: t0 + 1 })).toMatchObject([{ host, lastSeenMs: null }]);
  });
});

describe('programs', () => {
  const lookMs = t0 + 20 * 3_600_000;
  const look = (atMs: number, pids: readonly string[]) => ({
    host: 'busy',
    atMs,
    ...devices('process', {
      name: pids,
      program: pids.map((pid) => `p${pid}`),
      interval_ms: pids.map(() => 10_000),
      cpu_ms: pids.map((pid) => 100 * Number(pid)),
    }),
    ...devices('cgroup', { name: ['/a'], kind: ['service'], interval_ms: [10_000], cpu_us: [5_000_000] }),
  });

  beforeAll(() => insertSamples([look(lookMs, ['1', '2']), look(lookMs + 10_000, ['3'])]));

  test.each([
    ['within what a look covers', 5_000, [3]],
    ['at a look', 0, [2, 1]],
    ['after the last look', 25_000, [3]],
    ['long after it', 60_000, []],
  ])('%s are those of that look, the busiest first', async (_, afterMs, pids) => {
    const { processes, units } = await readPrograms(db, { host: 'busy', atMs: lookMs + afterMs });
    expect(processes.map(({ pid }) => pid)).toEqual(pids);
    expect(processes[0]?.cpuPct).toBe(pids[0]);
    expect(units.map(({ path, cpuPct }) => [path, cpuPct])).toEqual(pids.length === 0 ? [] : [['/a', 50]]);
  });
});

describe('gaps', () => {
  const gapHost = 'gappy';
  const from = t0 + 10 * 3_600_000;
  const second = (i: number, seq: number, epoch = 5) => ({
    host: gapHost,
    atMs: from + i * 1_000,
    seq,
    epoch,
    ...cpu(1, 1),
  });

  beforeAll(async () => {
    const present = [0, 1, 2, 3, 10, 11, 12, 13, 30, 31, 32, 33, 34];
    await insertSamples([
      ...present.map((i, n) => second(i, n + 1)),
      {
        ...second(20, 8),
        kind: 'gap',
        gap_from: utcText(from + 13_000),
        gap_to: utcText(from + 30_000),
        gap_reason: 'agent_stopped',
        atMs: from + 30_000,
      },
    ]);
  });

  const missing = async (range: { fromMs: number; toMs: number }) => {
    const rows = await db.query<{ from_ts: string; to_ts: string; reason: string }>(
      `SELECT from_ts, to_ts, reason FROM coverage WHERE host = {host:String} AND state = 'missing' AND reason != 'silent' ORDER BY from_ts`,
      { host: gapHost },
    );
    return rows
      .map(({ from_ts, to_ts, reason }) => ({
        fromMs: msOfUtcText(from_ts),
        toMs: msOfUtcText(to_ts),
        reason,
      }))
      .filter((hole) => hole.fromMs < range.toMs && hole.toMs > range.fromMs);
  };

  test.each([
    ['all', 0, 60],
    ['inside a hole', 5, 7],
    ['from within one hole into the other', 8, 20],
    ['between holes', 11, 13],
    ['before and after', -100, -50],
    ['a millisecond before the end of a hole', 29.999, 31],
  ])('equal coverage: %s', async (_name, fromS, toS) => {
    const range = { fromMs: from + fromS * 1_000, toMs: from + toS * 1_000 };
    expect(await readGaps(db, { host: gapHost, ...range })).toEqual(await missing(range));
  });

  test('tell the reason that is known', async () => {
    expect(await readGaps(db, { host: gapHost, fromMs: from, toMs: from + minuteMs })).toEqual([
      { fromMs: from + 3_000, toMs: from + 10_000, reason: '' },
      { fromMs: from + 13_000, toMs: from + 30_000, reason: 'agent_stopped' },
    ]);
  });

  test('equal coverage in any range, also where the rate of sampling changes', async () => {
    const intervals = [1, 1, 1, 4, 4, 12, 4, 1, 1, 2, 1, 1, 10, 10, 26, 10, 10, 31, 1, 1];
    let at = from + 3_600_000;
    const rows = intervals.map((seconds, i) => {
      at += seconds * 1_000;
      const interval_ms = [12, 26, 31].includes(seconds) ? 1_000 : seconds * 1_000;
      return { ...second(0, 100 + i), atMs: at, interval_ms };
    });
    await insertSamples(rows);
    const hours = { fromMs: from + 3_600_000, toMs: at };
    const holes = (await missing({ fromMs: from + 3_601_500, toMs: at })).length;
    expect(holes).toBeGreaterThan(2);
    for (let fromMs = hours.fromMs; fromMs < at; fromMs += 3_500) {
      const range = { fromMs, toMs: fromMs + 5_000 };
      expect(await readGaps(db, { host: gapHost, ...range })).toEqual(await missing(range));
    }
  });

  test('of a host without samples there are none', async () => {
    expect(await readGaps(db, { host: 'nobody', fromMs: from, toMs: from + minuteMs })).toEqual([]);
  });
});

describe('alerts', () => {
  const event = {
    id: randomUUID(),
    rule: 'r',
    host,
    device: '/',
    state: 'pending',
    tsMs: t0,
    sinceMs: t0 - 5,
    severity: 'warning',
    value: 1,
    threshold: 5,
    summary: 's',
    actor: '',
    note: '',
  } as const;
  const fired = {
    ...event,
    id: randomUUID(),
    state: 'firing',
    tsMs: t0 + 10,
    value: 2,
    summary: 'fired',
  } as const;
  const resolved = { ...event, id: randomUUID(), state: 'resolved', tsMs: t0 + 20 } as const;
  const later = { ...event, id: randomUUID(), state: 'pending', tsMs: t0 + 30, sinceMs: t0 + 30 } as const;
  const base = { rule: 'r', host, device: '/' };

  test('are folded into what they are now; writing twice changes nothing', async () => {
    await insertAlertEvents(db, [event, fired]);
    await insertAlertEvents(db, [fired]);
    const active = {
      ...base,
      state: 'firing',
      sinceMs: t0 - 5,
      firedMs: t0 + 10,
      severity: 'warning',
      acknowledgedMs: null,
      acknowledgedBy: '',
      resolvedMs: null,
      value: 2,
      threshold: 5,
      summary: 'fired',
      note: '',
    };
    expect(await readActiveAlerts(db)).toEqual([active]);
    await insertAlertEvents(db, [resolved, later]);
    expect(await readActiveAlerts(db)).toEqual([
      { ...active, state: 'pending', sinceMs: t0 + 30, firedMs: null, value: 1, summary: 's' },
    ]);
    const [newest, older] = await readAlerts(db, { limit: 10 });
    expect(newest).toMatchObject({ state: 'pending' });
    expect(older).toMatchObject({ state: 'resolved', firedMs: t0 + 10, resolvedMs: t0 + 20 });
    expect(await readAlerts(db, { limit: 1 })).toEqual([newest]);
  });

  test('an acknowledgement changes neither state nor summary', async () => {
    const at = { sinceMs: t0 + 30, tsMs: t0 + 60, id: randomUUID(), summary: '', value: 0 };
    await insertAlertEvents(db, [{ ...later, ...at, state: 'acknowledged', actor: 'ann', note: 'on it' }]);
    const [newest] = await readActiveAlerts(db);
    const acknowledged = { acknowledgedMs: t0 + 60, acknowledgedBy: 'ann', note: 'on it' };
    expect(newest).toMatchObject({ state: 'pending', summary: 's', value: 1, ...acknowledged });
  });

  test('deliveries are pending until delivered, refused or given up', async () => {
    const row = (eventId: string, attempts: number, outcome: DeliveryOutcome) => {
      const messageId = attempts === 0 ? '' : 'm';
      return { eventId, channel: 'c', outcome, attempts, messageId, tsMs: t0, detail: '' };
    };
    const pending = () => readPendingDeliveries(db, { maxAttempts: 3, queuedAfterMs: t0 - 1, limit: 10 });
    const waits = { channel: 'c', attempts: 0, messageId: '', queuedMs: t0 };
    await insertAlertDeliveries(db, [
      row(fired.id, 0, 'queued'),
      row(resolved.id, 0, 'queued'),
      row(randomUUID(), 0, 'queued'),
    ]);
    expect(await pending()).toEqual([
      { event: fired, ...waits },
      { event: resolved, ...waits },
    ]);
    expect(await readNotifiedAlerts(db, fired.sinceMs)).toMatchObject([
      {
        host: fired.host,
        device: fired.device,
        sinceMs: fired.sinceMs,
        notifiedMs: fired.tsMs,
        escalated: 0,
      },
    ]);
    await insertAlertDeliveries(db, [row(fired.id, 1, 'delivered'), row(resolved.id, 2, 'failed')]);
    expect(await pending()).toEqual([{ event: resolved, ...waits, attempts: 2, messageId: 'm' }]);
    await insertAlertDeliveries(db, [row(resolved.id, 3, 'failed')]);
    expect(await pending()).toEqual([]);
  });

  test('the last sample of each host that is not revoked', async () => {
    expect((await readLastSamples(db)).map((each) => each.host)).toEqual([host]);
  });
});

describe('reader', () => {
  const open = () => {
    const url = new URL(server.url);
    return new Reader({
      url: url.origin,
      user: url.username,
      password: url.password,
      database: db.name,
      application: 'test',
    });
  };
  const ask = { format: 'JSONCompactEachRow', queryId: 'q', signal: new AbortController().signal };

  test('answers in the format asked for, or in that of the query', async () => {
    const reader = open();
    const plain = await reader.run({ ...ask, query: 'SELECT 1, 2;' });
    expect(await text(plain.stream)).toBe('[1, 2]\n');
    const own = await reader.run({ ...ask, queryId: 'q2', query: 'SELECT 1 FORMAT CSV' });
    expect(await text(own.stream)).toBe('1\n');
    expect(own.contentType).toMatch(/^text\/csv/);
    await reader.close();
  });

  test("passes on ClickHouse's own words", async () => {
    const reader = open();
    await expect(reader.run({ ...ask, query: 'SELEC 1' })).rejects.toMatchObject({
      code: 'QUERY_FAILED',
      serverCode: 62,
      message: expect.stringMatching(
        /^Syntax error: failed at position 1 \(SELEC\): SELEC 1\. Expected one of: .*SELECT.* \(error 62\)$/,
      ),
    });
    await reader.close();
  });
});

test('figures of the server', async () => {
  const figures = await readServerFigures(db);
  expect(figures.version).toMatch(/^\d+\./);
  expect(figures.sampleRows).toBeGreaterThan(10);
  expect(figures.sampleBytesOnDisk).toBeGreaterThan(0);
});
