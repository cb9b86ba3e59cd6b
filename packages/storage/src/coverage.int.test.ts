import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { defaultSchedule, type Gap, type GapReason } from '@hostwire/protocol';
import type { BatchOrigin } from './batch-origin.ts';
import { migrate } from './schema/migrate.ts';
import { readAudit } from './audit/read-audit.ts';
import { readGaps } from './queries/gap.ts';
import type { QueryRunner } from './query-runner.ts';
import { readSilence } from './queries/silence.ts';
import { SampleGroup } from './sample-group.ts';
import { SampleWriter } from './sample-writer.ts';
import { writeAgent } from './tables/agents.ts';
import { writeSchedules } from './tables/schedules.ts';
import { sampleColumns, startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';

let clickhouse: TestDatabase;
let writer: SampleWriter;

beforeAll(async () => {
  clickhouse = await startTestDatabase();
  await migrate(clickhouse.db);
  writer = new SampleWriter(clickhouse.db, { shard: 'main', holder: 'test' });
  await writer.acquire();
});
beforeEach(() => clickhouse.db.command('TRUNCATE TABLE samples'));
afterAll(() => clickhouse.stop());

const startMs = Date.UTC(2026, 6, 1, 12);
const day = Math.floor(startMs / 86_400_000);

/** What happened to one host, in order; times are seconds after the start. */
type Event =
  /** `received`: of its batch, an hour after the start if it is not said. */
  | { readonly at: number; readonly interval?: number; readonly received?: number }
  | { readonly gap: GapReason; readonly from: number; readonly to: number }
  | { readonly tombstone: number };

async function store(events: readonly Event[], host = 'a', epoch = '0000000000000001'): Promise<void> {
  const group = new SampleGroup();
  events.forEach((event, i) => {
    const seq = i + 1;
    const origin: BatchOrigin = {
      agentId: '00000000-0000-0000-0000-000000000001',
      host,
      epoch,
      seq,
      hash: '0000000000000001',
      day,
      recvMs: startMs + 3_600_000,
    };
    if ('gap' in event) {
      const times = { fromMs: startMs + 1000 * event.from, toMs: startMs + 1000 * event.to };
      const gap: Gap = {
        type: 'gap',
        firstSeq: seq,
        lastSeq: seq,
        day,
        ...times,
        reason: event.gap,
        prevHash: '',
        createdMs: 0,
      };
      group.addGap(origin, gap);
    } else if ('tombstone' in event) {
      group.addTombstone({ ...origin, recvMs: startMs + 1000 * event.tombstone }, 'malformed');
    } else {
      const { at, interval = 1, received = 3_600 } = event;
      const sample = { tsMs: startMs + 1000 * at, monoMs: 0, intervalMs: 1000 * interval, readings: {} };
      group.addBatch({ ...origin, recvMs: startMs + 1000 * received }, sampleColumns([sample]));
    }
  });
  await writer.insert(group);
}

/** `[from, to, reason]` as the query of pages and audit has them: it must say what the view says. */
const gaps = async (host: string): Promise<unknown[]> => {
  const range = { fromMs: startMs - 10 * 86_400_000, toMs: startMs + 10 * 86_400_000 };
  const found = await readGaps(clickhouse.db, { host, ...range });
  return found.map(({ fromMs, toMs, reason }) => [
    (fromMs - startMs) / 1000,
    (toMs - startMs) / 1000,
    reason,
  ]);
};

/** `[from, to, state, reason]` of a host, in seconds after the start; without its open end. */
const coverage = async (host = 'a'): Promise<unknown[]> => {
  const rows = await clickhouse.db.query<{
    from: number;
    to: number;
    state: string;
    reason: string;
    seconds: number;
  }>(
    `SELECT (toUnixTimestamp64Milli(from_ts) - {start:Int64}) / 1000 AS from,
       (toUnixTimestamp64Milli(to_ts) - {start:Int64}) / 1000 AS to, state, reason, seconds
     FROM coverage WHERE host = {host:String} AND reason NOT IN ('silent', 'revoked') ORDER BY from_ts, to_ts, state`,
    { start: startMs, host },
  );
  for (const { from, to, seconds } of rows) expect(seconds).toBeCloseTo(to - from, 6);
  expect(await gaps(host)).toEqual(
    rows.filter(({ state }) => state === 'missing').map(({ from, to, reason }) => [from, to, reason]),
  );
  return rows.map(({ from, to, state, reason }) => [from, to, state, reason]);
};

const every = (from: number, to: number, step = 1): Event[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => ({
    at: from + i * step,
    interval: step,
  }));

describe('coverage', () => {
  test('of samples without a hole is one interval', async () => {
    await store([{ at: 0, interval: 0 }, ...every(1, 100)]);
    expect(await coverage()).toEqual([[0, 100, 'present', '']]);
    expect(await coverage('unknown')).toEqual([]);
  });

  test('takes 2.5 intervals as following each other, and more as a hole', async () => {
    await store([
      ...every(0, 10),
      { at: 12.5, interval: 2.5 },
      ...every(13.5, 20.5),
      { at: 23.1, interval: 2.6 },
      ...every(24.1, 30.1),
    ]);
    expect(await coverage()).toEqual([
      [0, 20.5, 'present', ''],
      [20.5, 23.1, 'missing', ''],
      [23.1, 30.1, 'present', ''],
    ]);
  });

  test('gives a hole the reason of the gap in its place, also when clocks disagree', async () => {
    await store([
      ...every(0, 10),
      { gap: 'agent_killed', from: 10, to: 40 },
      { at: 40, interval: 0 },
      ...every(41, 50),
      { gap: 'host_off', from: 5000, to: 5001 }, // the clock was set right meanwhile
      { at: 80, interval: 0 },
      ...every(81, 90),
    ]);
    expect(await coverage()).toEqual([
      [0, 10, 'present', ''],
      [10, 40, 'missing', 'agent_killed'],
      [40, 50, 'present', ''],
      [50, 80, 'missing', 'host_off'],
      [80, 90, 'present', ''],
    ]);
  });

  test('gives a hole the reason of the gap in its place, also when that has no extent and comes after it', async () => {
    await store([...every(0, 10), { gap: 'database_lost', from: 52, to: 52 }, ...every(50, 60)]);
    expect(await coverage()).toEqual([
      [0, 10, 'present', ''],
      [10, 50, 'missing', 'database_lost'],
      [50, 60, 'present', ''],
    ]);
  });

  test('gives a hole the reason of a gap that overlaps it in time, the longest first', async () => {
    await store([...every(0, 10), ...every(40, 50), ...every(60, 70), { gap: 'suspended', from: 9, to: 12 }, { gap: 'spool_full', from: 11, to: 41 }]); // prettier-ignore
    expect(await coverage()).toEqual([
      [0, 10, 'present', ''],
      [10, 40, 'missing', 'spool_full'],
      [40, 50, 'present', ''],
      [50, 60, 'missing', ''],
      [60, 70, 'present', ''],
    ]);
  });

  test('says that a batch was refused', async () => {
    await store([...every(0, 10), { tombstone: 900 }, ...every(15, 20)]);
    expect(await coverage()).toContainEqual([10, 15, 'missing', 'refused']);
  });

  test('sees no hole in a change of rate, and one in a stalled sample', async () => {
    await store([...every(0, 10), ...every(20, 60, 10), ...every(61, 70)], 'rate');
    expect(await coverage('rate')).toEqual([[0, 70, 'present', '']]);
    await store([...every(0, 10), { at: 40, interval: 30 }, ...every(41, 50)], 'stall');
    expect(await coverage('stall')).toContainEqual([10, 40, 'missing', '']);
  });

  test('of a new epoch goes on, with the gap that opens it', async () => {
    await store(every(0, 10));
    await store([{ gap: 'spool_damaged', from: 10, to: 30 }, ...every(30, 40)], 'a', '0000000000000002');
    expect(await coverage()).toEqual([
      [0, 10, 'present', ''],
      [10, 30, 'missing', 'spool_damaged'],
      [30, 40, 'present', ''],
    ]);
  });

  test('says of samples that are filed elsewhere that a clock was off: of the host', async () => {
    const filed = [11, 12, 13, 14].map((at) => ({ at: at - 1e9, received: at }));
    await store([...every(0, 10), ...filed, ...every(20, 30)]);
    expect(await coverage()).toEqual([
      [0, 14, 'present', ''],
      [14, 20, 'missing', 'clock_jump'],
      [20, 30, 'present', ''],
    ]);
  });

  test('says of samples that are filed elsewhere that a clock was off: of the collector', async () => {
    const filed = every(11, 15).map((event) => ({
      ...event,
      received: ('at' in event ? event.at : 0) - 86_400,
    }));
    await store([...every(0, 10), ...filed, ...every(16, 26), ...every(40, 50)]);
    expect(await coverage()).toEqual([
      [11 - 86_400, 15 - 86_400, 'present', ''],
      [15 - 86_400, 0, 'missing', 'clock_jump'],
      [0, 10, 'present', ''],
      [10, 16, 'missing', 'clock_jump'],
      [16, 26, 'present', ''],
      [26, 40, 'missing', ''],
      [40, 50, 'present', ''],
    ]);
  });

  test('keeps hosts apart', async () => {
    await store(every(0, 10), 'a');
    await store(every(100, 110), 'b');
    expect(await coverage('a')).toEqual([[0, 10, 'present', '']]);
    expect(await coverage('b')).toEqual([[100, 110, 'present', '']]);
  });
});

describe('the gaps of a short range', () => {
  /** `[from, to]` of the gaps, and how many queries found them. */
  const gapsIn = async (from: number, to: number): Promise<{ found: number[][]; queries: number }> => {
    let queries = 0;
    const db: QueryRunner = {
      query: (...asked) => {
        queries += 1;
        return clickhouse.db.query(...asked);
      },
    };
    const range = { fromMs: startMs + 1000 * from, toMs: startMs + 1000 * to };
    const found = await readGaps(db, { host: 'a', ...range });
    return {
      found: found.map(({ fromMs, toMs }) => [(fromMs - startMs) / 1000, (toMs - startMs) / 1000]),
      queries,
    };
  };

  test('cost one query where samples follow each other, also when their rate changes', async () => {
    await store([...every(0, 300), ...every(310, 600, 10), ...every(601, 700)]);
    expect(await gapsIn(100, 650)).toEqual({ found: [], queries: 1 });
  });

  test.each([
    ['within it', 10, 100],
    ['that reaches into it from before', 35, 100],
    ['that reaches out of it', 10, 35],
    ['that is longer than it', 32, 38],
  ])('are found: one %s', async (_name, from, to) => {
    await store([...every(-100, 30), ...every(40, 200)]);
    expect(await gapsIn(from, to)).toEqual({ found: [[30, 40]], queries: 2 });
  });

  test('are found where the next sample is far away', async () => {
    await store([...every(-100, 30), ...every(4_000, 4_100)]);
    expect(await gapsIn(0, 20)).toEqual({ found: [], queries: 1 });
    expect(await gapsIn(0, 100)).toEqual({ found: [[30, 4_000]], queries: 2 });
    expect(await gapsIn(3_900, 4_050)).toEqual({ found: [[30, 4_000]], queries: 2 });
  });

  test('are left to the exact query where a sample says no interval or two are of one instant', async () => {
    await store([...every(-100, 30), { at: 31, interval: 0 }, ...every(32, 200)]);
    expect(await gapsIn(0, 100)).toEqual({ found: [], queries: 2 });
    await store([{ at: 150 }], 'a', '0000000000000002');
    expect(await gapsIn(120, 180)).toEqual({ found: [], queries: 2 });
  });

  test('of a host that has just begun are none', async () => {
    await store(every(50, 200));
    expect((await gapsIn(0, 100)).found).toEqual([]);
  });
});

describe('samples that no batch could hold', () => {
  const audited = async (host: string) => {
    const nowMs = startMs + 3_600_000;
    const { epochs } = await readAudit(clickhouse.db, { host, nowMs, schedule: () => defaultSchedule });
    return epochs;
  };

  test('one of them makes no hole, and the audit counts it', async () => {
    await store([{ at: 1 }, { at: 2 }, { gap: 'sample_lost', from: 2, to: 3 }, { at: 4 }], 'one');
    expect(await gaps('one')).toEqual([]);
    expect(await audited('one')).toMatchObject([
      { samples: 3, reasons: [{ reason: 'sample_lost', rows: 1, seqs: 1 }], missing: [] },
    ]);
  });

  test('several make a hole with that reason', async () => {
    const lost = [3, 4, 5, 6].map((to) => ({ gap: 'sample_lost' as const, from: to - 1, to }));
    await store([{ at: 1 }, { at: 2 }, ...lost, { at: 7 }], 'several');
    expect(await gaps('several')).toEqual([[2, 7, 'sample_lost']]);
    expect(await audited('several')).toMatchObject([
      { samples: 3, reasons: [{ reason: 'sample_lost', rows: 4, seqs: 4 }], missing: [] },
    ]);
  });
});

describe('the open end of coverage', () => {
  const agent = {
    agentId: '00000000-0000-0000-0000-000000000001',
    displayName: '',
    publicKey: 'aa',
    machineHash: 'bb',
    tokenId: '0011223344556677',
    labels: {},
    deletedMs: null,
    renewal: { sinceMs: 0, nextKey: '', askedMs: null, tokenId: '' },
    enrolledMs: 1_000,
  };
  /** Seconds after the start. */
  const now = () => (Date.now() - startMs) / 1000;

  /** The open row of a host, which must be what pages are told. */
  const openEnd = async (host: string, schedule = defaultSchedule) => {
    const rows = await clickhouse.db.query<{ fromMs: number; toMs: number; reason: string }>(
      `SELECT toUnixTimestamp64Milli(from_ts) AS fromMs, toUnixTimestamp64Milli(to_ts) AS toMs, reason
       FROM coverage WHERE host = {host:String} AND state = 'missing'`,
      { host },
    );
    const silence = await readSilence(clickhouse.db, {
      host,
      nowMs: Date.now(),
      schedule,
    });
    expect(rows.map(({ fromMs }) => fromMs)).toEqual(silence === undefined ? [] : [silence.fromMs]);
    return rows.map(({ fromMs, toMs, reason }) => ({
      reason,
      from: Math.round((fromMs - startMs) / 1000),
      endsNow: Math.abs(Date.now() - toMs) < 20_000,
    }));
  };

  /** Samples up to `ago` seconds before now, received when they were taken unless it is said; gives the time of the last. */
  const storeUntil = async (host: string, ago: number, { interval = 1, heard = ago } = {}) => {
    const last = Math.floor(now()) - ago;
    const events = every(last - 4 * interval, last, interval);
    await store(
      events.map((event) => ({ ...event, received: now() - heard })),
      host,
    );
    return Math.round(last);
  };

  test.each([
    ['a batch may still be under way', 1, {}],
    ['it is sampled seldom', 45, { interval: 30 }],
    ['its clock lags, and it is heard', 100, { heard: 1 }],
  ])('there is none while %s', async (_name, ago, how) => {
    await storeUntil('heard', ago, how);
    expect(await openEnd('heard')).toEqual([]);
  });

  test.each([
    ['the last sample of one that is sampled each second', 30, {}],
    ['the last sample of one that is sampled seldom', 90, { interval: 30 }],
    ['what a clock that lagged said', 100, { heard: 30 }],
  ])('reaches from %s to now', async (_name, ago, how) => {
    const from = await storeUntil('gone', ago, how);
    expect(await openEnd('gone')).toEqual([{ reason: 'silent', from, endsNow: true }]);
  });

  test('begins when the host is silent by its own schedule', async () => {
    const schedule = { intervalMs: 1_000, flushMs: 60_000 };
    await writeSchedules(clickhouse.db, [{ host: 'slow', ...schedule, version: 1 }]);
    const from = await storeUntil('slow', 30);
    expect(await openEnd('slow', schedule)).toEqual([]);
    await writeSchedules(clickhouse.db, [{ host: 'slow', ...defaultSchedule, version: 2 }]);
    expect(await openEnd('slow')).toEqual([{ reason: 'silent', from, endsNow: true }]);
  });

  test('says that the agent was revoked, and of no other host', async () => {
    const cutFrom = await storeUntil('cut', 30);
    const keptFrom = await storeUntil('kept', 30);
    await writeAgent(clickhouse.db, { ...agent, host: 'cut', revokedMs: null, version: 1 });
    await writeAgent(clickhouse.db, { ...agent, host: 'cut', revokedMs: Date.now(), version: 2 });
    expect(await openEnd('cut')).toEqual([{ reason: 'revoked', from: cutFrom, endsNow: true }]);
    expect(await openEnd('kept')).toEqual([{ reason: 'silent', from: keptFrom, endsNow: true }]);
  });

  test('is one row, after a hole that is over', async () => {
    const end = now() - 50;
    const events = [...every(end - 50, end - 40), ...every(end - 10, end)];
    await store(
      events.map((event) => ({ ...event, received: end })),
      'twice',
    );
    const rows = await clickhouse.db.query<{ state: string; reason: string }>(
      `SELECT state, reason FROM coverage WHERE host = 'twice' ORDER BY from_ts, to_ts`,
    );
    expect(rows.map(({ state, reason }) => `${state} ${reason}`)).toEqual([
      'present ',
      'missing ',
      'present ',
      'missing silent',
    ]);
  });
});
