import { columnGroup, type ColumnGroup, type Sample } from '@hostwire/protocol';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Database } from '../database.ts';
import { hostwireSchema, migrate } from '../schema/migrate.ts';
import { SampleGroup } from '../sample-group.ts';
import { SampleWriter } from '../sample-writer.ts';
import { StorageError } from '../storage-error.ts';
import {
  randomSamples,
  reading,
  sampleColumns,
  startTestDatabase,
  type TestDatabase,
} from '@hostwire/testing/storage';
import { expireSamples } from './expire.ts';
import { rollUp } from './roll-up.ts';
import {
  hasOwnInterval,
  isAdditive,
  leadersOf,
  rolledGroups,
  rollupLevels,
  rollupTable,
  type RollupLevel,
} from './rollup-level.ts';

/** 2026-01-01 21:00 UTC: the samples reach over an hour and over midnight. */
const t0 = Date.UTC(2026, 0, 1, 21);
const spanMs = 5 * 3_600_000;
let server: TestDatabase;
let writer: SampleWriter;

beforeAll(async () => {
  server = await startTestDatabase();
  await migrate(server.db);
  writer = new SampleWriter(server.db, { shard: 'main', holder: 'test' });
  await writer.acquire();
});
afterAll(() => server.stop());

interface Batch {
  readonly host: string;
  readonly epoch: string;
  readonly seq: number;
  readonly samples: readonly Sample[];
}

let recvMs = t0 + spanMs;

async function insert({ host, epoch, seq, samples }: Batch): Promise<void> {
  const group = new SampleGroup();
  const agentId = `00000000-0000-4000-8000-${Buffer.from(host.padEnd(6)).toString('hex')}`;
  const day = Math.floor(samples[0]!.tsMs / 86_400_000);
  recvMs += 1_000;
  group.addBatch(
    { agentId, host, epoch, seq, hash: '00000000000000aa', day, recvMs },
    sampleColumns(samples),
  );
  await writer.insert(group);
}

const request = { holder: 'test', leaseMs: 60_000, nowMs: Date.now() };

/** The same database, with something around each call that reaches the server. */
function around(
  db: Database,
  call: (name: string, args: unknown[], run: () => unknown) => unknown,
): Database {
  return new Proxy(db, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) =>
        call(String(name), args, () => Reflect.apply(value, target, args) as unknown);
    },
  });
}

/** Ends like a killed process: nothing after so many statements. */
function killedAfter(db: Database, statements: number): Database {
  let left = statements;
  return around(db, (name, _args, run) => {
    if (['command', 'query', 'insertRows', 'upload'].includes(name) && left-- <= 0) throw new Error('killed');
    return run();
  });
}

/** Once a table was written, its server comes back without that, and without its memory. */
function losing(db: Database, table: string): Database {
  let isLost = false;
  return around(db, async (_name, args, run) => {
    const result = await run();
    if (isLost || !String(args[0]).startsWith(`INSERT INTO ${table} `)) return result;
    isLost = true;
    for (const gone of [table, 'writer_session']) await db.command(`TRUNCATE TABLE ${gone}`);
    return result;
  });
}

/** On a machine that has no time for statements of more than so many windows of hosts. */
function slow(db: Database, windows: number): Database {
  return around(db, (name, args, run) => {
    const [sql, params] = args as [string, { hosts: string[]; from_s: number; to_s: number }];
    if (name !== 'command' || !sql.startsWith('INSERT INTO rollup_')) return run();
    const windowS = sql.includes('_1h') ? 3_600 : 60;
    if ((params.hosts.length * (params.to_s - params.from_s)) / windowS > windows)
      throw new StorageError('OVERLOADED', 'Timeout exceeded', { serverCode: 159 });
    return run();
  });
}

const cpuReading = () => reading('cpu', { '': { user_ms: 10, idle_ms: 990 } });

type Row = Record<string, unknown>;
const additive = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);

/** What a table of roll-ups must hold of these samples, by an arithmetic of its own. Leaders: the totals of each window. */
function expected(group: ColumnGroup, level: RollupLevel, batches: readonly Batch[]): Row[] {
  const windows = new Map<string, { row: Row; values: number[][]; intervals: number[]; samples: number }>();
  for (const { host, samples } of batches) {
    for (const { tsMs, intervalMs, readings } of samples) {
      const read = readings[group.name];
      const spans = readings.span;
      const span =
        spans?.values[
          columnGroup('span').columns.findIndex(
            ({ name }) => name === (group.name === 'cpu_core' ? 'cpu_ms' : `${group.name}_ms`),
          )
        ] ?? NaN;
      (read?.devices ?? []).forEach((device, d) => {
        const values = group.columns.map((_, c) => read!.values[d * group.columns.length + c]!);
        if (values.every(Number.isNaN)) return;
        const ts = new Date(Math.floor(tsMs / level.windowMs) * level.windowMs).toISOString().slice(0, 19);
        const name = leadersOf[group.name] === undefined ? device : '*';
        const key = [host, ts, name].join(' ');
        const window = windows.get(key) ?? {
          row: { host, ts: ts.replace('T', ' '), name },
          values: group.columns.map(() => []),
          intervals: [],
          samples: 0,
        };
        windows.set(key, window);
        window.samples++;
        window.intervals.push(Number.isNaN(span) ? intervalMs : span);
        values.forEach((value, c) => Number.isNaN(value) || window.values[c]!.push(value));
      });
    }
  }
  return [...windows.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { row, values, intervals, samples }]) => ({
      ...row,
      samples,
      ...(hasOwnInterval(group) ? {} : { interval_ms: additive(intervals) }),
      ...Object.fromEntries(
        group.columns.flatMap((column, c): [string, unknown][] => {
          const { name } = column;
          const known = values[c]!;
          if (isAdditive(column)) return [[name, additive(known)]];
          return [
            [`${name}_sum`, additive(known)],
            [`${name}_count`, known.length],
            [`${name}_min`, known.length === 0 ? null : Math.min(...known)],
            [`${name}_max`, known.length === 0 ? null : Math.max(...known)],
          ];
        }),
      ),
    }));
}

async function stored(group: ColumnGroup, level: RollupLevel): Promise<Row[]> {
  const name = group.devices ? '' : `, '' AS name`;
  const table = rollupTable(group, level);
  if (leadersOf[group.name] === undefined) {
    const labels = ['version', ...group.labels.map((label) => label.name)].join(', ');
    return server.db.query(
      `SELECT * EXCEPT (ts, ${labels}), toString(${table}.ts) AS ts${name} FROM ${table} FINAL ORDER BY host, ts, name`,
    );
  }
  const totals = group.columns.flatMap((column) =>
    isAdditive(column)
      ? [`sum(r.${column.name}) AS ${column.name}`]
      : [
          ...['sum', 'count'].map((kept) => `sum(r.${column.name}_${kept}) AS ${column.name}_${kept}`),
          ...['min', 'max'].map((end) => `${end}(r.${column.name}_${end}) AS ${column.name}_${end}`),
        ],
  );
  return server.db.query(
    `SELECT r.host AS host, toString(r.ts) AS ts, '*' AS name, sum(r.samples) AS samples, ${totals.join(', ')}
     FROM ${table} AS r FINAL GROUP BY r.host, r.ts ORDER BY host, ts`,
  );
}

async function expectRolledUp(batches: readonly Batch[]): Promise<void> {
  for (const group of rolledGroups) {
    for (const level of rollupLevels) {
      expect([rollupTable(group, level), await stored(group, level)]).toEqual([
        rollupTable(group, level),
        expected(group, level, batches),
      ]);
    }
  }
}

describe('roll-ups', () => {
  test('equal the aggregate over all samples after late batches, gaps, new epochs and kills', async () => {
    const part = randomSamples({ fromMs: t0, spanMs });
    const batches = fc.array(fc.record({ host: fc.constantFrom('web', 'db'), samples: part }), {
      minLength: 6,
      maxLength: 6,
    });
    const kills = fc.array(fc.integer({ min: 3, max: 60 }), { minLength: 2, maxLength: 2 });
    const property = fc.asyncProperty(batches, kills, async (random, [first = 0, second = 0]) => {
      for (const group of rolledGroups)
        for (const level of rollupLevels)
          await server.db.command(`TRUNCATE TABLE ${rollupTable(group, level)}`);
      for (const table of ['samples', 'rollup_progress']) await server.db.command(`TRUNCATE TABLE ${table}`);
      // Each is of the whole time, so all but the first of a host come late; the last ones are of another epoch.
      const all = random.map(({ host, samples }, i) => ({
        host,
        samples: samples.filter(
          ({ tsMs }) => Math.floor(tsMs / 86_400_000) === Math.floor(samples[0]!.tsMs / 86_400_000),
        ),
        epoch: i < 4 ? '00000000000000e1' : '00000000000000e2',
        seq: i + 1,
      }));
      for (const batch of all.slice(0, 2)) await insert(batch);
      await rollUp(killedAfter(server.db, first), request).catch(() => undefined);
      for (const batch of all.slice(2, 4)) await insert(batch);
      expect(await rollUp(server.db, request)).toBeGreaterThan(0);
      for (const batch of all.slice(4)) await insert(batch);
      await rollUp(killedAfter(server.db, second), request).catch(() => undefined);
      await rollUp(server.db, request);
      await expectRolledUp(all);
      expect(await rollUp(server.db, request)).toBe(0);
    });
    await fc.assert(property, { numRuns: 2, endOnFailure: true });
  }, 300_000);

  test('are made again by the next run when the server came back with less during one', async () => {
    const sample: Sample = { tsMs: t0, monoMs: 0, intervalMs: 1_000, readings: { cpu: cpuReading() } };
    await insert({ host: 'back', epoch: '00000000000000b1', seq: 1, samples: [sample] });
    await expect(rollUp(losing(server.db, 'rollup_cpu_1m'), request)).rejects.toMatchObject({
      code: 'FENCED',
    });
    await rollUp(server.db, request);
    const rolled = `SELECT samples FROM rollup_cpu_1m FINAL WHERE host = 'back'`;
    expect(await server.db.query(rolled)).toEqual([{ samples: 1 }]);
    await writer.acquire();
  });

  test('take in what the database lost and an agent gave again, and keep what is lost for good', async () => {
    const load = (tsMs: number): Sample => ({
      tsMs,
      monoMs: 0,
      intervalMs: 1_000,
      readings: { load: reading('load', { '': { load1_centi: 100 } }) },
    });
    const batch = (seq: number) => ({
      host: 'hole',
      epoch: '00000000000000c1',
      seq,
      samples: [load(t0 + seq * 60_000), load(t0 + seq * 60_000 + 1_000)],
    });
    const lose = async (seq: number) => {
      const [row] = await server.db.query<{ part: string }>(
        `SELECT _part AS part FROM samples WHERE host = 'hole' AND seq = {seq:UInt64} LIMIT 1`,
        { seq },
      );
      await server.db.command(`ALTER TABLE samples DETACH PART '${row!.part}'`);
    };
    const minutes = async () =>
      (
        await server.db.query<{ minute: number; samples: number }>(
          `SELECT dateDiff('minute', toDateTime(${t0 / 1_000}), ts) AS minute, samples FROM rollup_load_1m FINAL
           WHERE host = 'hole' ORDER BY ts`,
        )
      ).map(({ minute, samples }) => [minute, samples]);
    await server.db.command('SYSTEM STOP MERGES samples');
    try {
      for (const seq of [1, 2]) await insert(batch(seq));
      await lose(1); // before it was ever rolled up
      await rollUp(server.db, request);
      expect(await minutes()).toEqual([[2, 2]]);
      await insert(batch(1));
      await rollUp(server.db, request);
      expect(await minutes()).toEqual([
        [1, 2],
        [2, 2],
      ]);
      await lose(2); // and after
      await insert(batch(3));
      await rollUp(server.db, request);
      expect(await minutes()).toEqual([
        [1, 2],
        [2, 2],
        [3, 2],
      ]);
      expect(await rollUp(server.db, request)).toBe(0);
    } finally {
      await server.db.command('SYSTEM START MERGES samples');
    }
  });

  test('follow a clock of the collector that is set back', async () => {
    const aheadMs = recvMs;
    const counts = () =>
      server.db.query<{ samples: number }>(
        `SELECT samples FROM rollup_cpu_1m FINAL WHERE host = 'clock' ORDER BY ts`,
      );
    const one = (seq: number): Batch => ({
      host: 'clock',
      epoch: '00000000000000a9',
      seq,
      samples: [
        {
          tsMs: t0 + seq * 60_000,
          monoMs: 0,
          intervalMs: 1_000,
          readings: { cpu: cpuReading() },
        },
      ],
    });
    await insert(one(1));
    await rollUp(server.db, request);
    try {
      for (const seq of [2, 3, 4]) {
        recvMs = aheadMs - 3_600_000 + seq * 1_000;
        await insert(one(seq));
        await rollUp(server.db, request);
        expect(await counts()).toEqual(Array.from({ length: seq }, () => ({ samples: 1 })));
      }
    } finally {
      recvMs = aheadMs + 10_000;
    }
  });

  test('are made in smaller steps where there is no time for larger ones, and a run that fails keeps whole days', async () => {
    const nextDayMs = Date.UTC(2026, 0, 3);
    const sample = (tsMs: number): Sample => ({
      tsMs,
      monoMs: 0,
      intervalMs: 1_000,
      readings: { cpu: cpuReading() },
    });
    for (const host of ['slow1', 'slow2', 'slow3'])
      for (const [i, fromMs] of [nextDayMs - 600_000, nextDayMs].entries())
        await insert({
          host,
          epoch: '00000000000000d1',
          seq: i + 1,
          samples: Array.from({ length: 5 }, (_, minute) => sample(fromMs + minute * 60_000)),
        });
    await expect(rollUp(slow(server.db, 0), request)).rejects.toMatchObject({ serverCode: 159 });
    expect(await rollUp(slow(server.db, 1), request)).toBe(2);
    const rolled = await server.db.query<{ host: string; samples: number }>(
      `SELECT host, sum(samples) AS samples FROM rollup_cpu_1m FINAL WHERE host LIKE 'slow%' GROUP BY host ORDER BY host`,
    );
    expect(rolled.map(({ host, samples }) => [host, samples])).toEqual([
      ['slow1', 10],
      ['slow2', 10],
      ['slow3', 10],
    ]);
    expect(await rollUp(server.db, request)).toBe(0);
    await insert({ host: 'slow1', epoch: '00000000000000d1', seq: 3, samples: [sample(nextDayMs - 60_000)] });
    await insert({ host: 'slow1', epoch: '00000000000000d1', seq: 4, samples: [sample(nextDayMs + 60_000)] });
    const firstDay = 8 + 2 * rolledGroups.filter(({ devices }) => !devices).length;
    await expect(rollUp(killedAfter(server.db, firstDay + 4), request)).rejects.toThrow('killed');
    expect(await rollUp(server.db, request)).toBe(1);
  });

  test('are made by one collector, until it is gone', async () => {
    expect(await rollUp(server.db, { ...request, nowMs: Date.now() })).toBeDefined();
    const other = { ...request, holder: 'other', nowMs: Date.now() };
    expect(await rollUp(server.db, other)).toBeUndefined();
    expect(await rollUp(server.db, { ...other, nowMs: Date.now() + 61_000 })).toBeDefined();
    expect(await rollUp(server.db, { ...request, nowMs: Date.now() })).toBeUndefined();
    // And one whose clock was a day ahead does not keep the others from it.
    const ahead = { ...request, holder: 'ahead', nowMs: Date.now() + 86_400_000 };
    expect(await rollUp(server.db, ahead)).toBeDefined();
    expect(await rollUp(server.db, { ...other, nowMs: Date.now() })).toBeDefined();
  });

  test('keep what their samples said when those are gone, whatever comes late', async () => {
    const noonMs = Date.UTC(2025, 11, 20, 12);
    const load = (tsMs: number): Sample => ({
      tsMs,
      monoMs: 0,
      intervalMs: 1_000,
      readings: { load: reading('load', { '': { load1_centi: 100 } }) },
    });
    const roll = () => rollUp(server.db, { ...request, holder: 'other', nowMs: Date.now() });
    const counts = async (view: string) =>
      server.db.query<{ at: string; samples: number }>(
        `SELECT formatDateTime(ts, '%H:%i') AS at, samples FROM ${view} WHERE host = 'gone' ORDER BY ts`,
      );
    const early = [0, 1_000, 2_000].map((after) => load(noonMs + after));
    await insert({ host: 'gone', epoch: '00000000000000f1', seq: 1, samples: early });
    await roll();
    expect(await expireSamples(server.db, { day: '2025-12-20' }, (run) => run())).toBeGreaterThan(0);
    const late = [load(noonMs + 5_000), load(noonMs + 60_000)];
    await insert({ host: 'gone', epoch: '00000000000000f2', seq: 1, samples: late });
    await roll();
    expect(await counts('load_1m')).toEqual([
      { at: '12:00', samples: 3 },
      { at: '12:01', samples: 1 },
    ]);
    expect(await counts('load_1h')).toEqual([{ at: '12:00', samples: 4 }]);
  });

  test('of processes keep those that lead, and the others as one', async () => {
    const processes = Object.fromEntries(
      Array.from({ length: 90 }, (_, i) => [
        String(i + 1),
        {
          program: `p${i + 1}`,
          user: 'u',
          cpu_ms: i < 60 ? 1_000 - i : 0,
          interval_ms: 10_000,
          rss_bytes: i,
        },
      ]),
    );
    const sample = {
      tsMs: t0,
      monoMs: 0,
      intervalMs: 1_000,
      readings: { process: reading('process', processes) },
    };
    await insert({ host: 'many', epoch: '00000000000000e1', seq: 1, samples: [sample] });
    await rollUp(server.db, { ...request, holder: 'other', nowMs: Date.now() });
    for (const view of ['process_1m', 'process_1h']) {
      const rows = await server.db.query<{ name: string; cpu_ms: number }>(
        `SELECT name, cpu_ms FROM ${view} WHERE host = 'many' ORDER BY cpu_ms DESC, name`,
      );
      expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(['p1', 'p20', 'p90', 'p71', '']));
      expect(rows).toHaveLength(41); // 20 by CPU time, 20 by memory
      expect(rows.reduce((sum, { cpu_ms }) => sum + cpu_ms, 0)).toBe(60 * 1_000 - (59 * 60) / 2);
    }
  });
});

test('each view of roll-ups has the columns of its view of samples', async () => {
  const rows = await server.db.query<{ table: string; names: string[] }>(
    `SELECT table, groupArray(name) AS names FROM system.columns WHERE database = currentDatabase() GROUP BY table`,
  );
  const columns = new Map(rows.map(({ table, names }) => [table, names]));
  for (const group of rolledGroups) {
    for (const { suffix } of rollupLevels) {
      const missing = columns
        .get(group.name)!
        .filter((name) => !columns.get(`${group.name}_${suffix}`)!.includes(name));
      expect([group.name, suffix, missing]).toEqual([group.name, suffix, []]);
    }
  }
  for (const { name } of hostwireSchema().views.filter((view) => /_1[mh]\.sql$/.test(view.name)))
    await server.db.query(`SELECT * FROM ${/\/(\w+)\./.exec(name)![1]!} LIMIT 1`);
}, 60_000);
