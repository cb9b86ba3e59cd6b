import { columnGroup, columnGroups, type Reading, type Sample } from '@hostwire/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { BatchOrigin } from './batch-origin.ts';
import { migrate } from './schema/migrate.ts';
import { SampleGroup } from './sample-group.ts';
import { SampleWriter } from './sample-writer.ts';
import { reading, sampleColumns, startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';

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

const recvMs = Date.UTC(2026, 6, 1, 12);
const origin: BatchOrigin = {
  agentId: '01234567-89ab-cdef-fedc-ba9876543210',
  host: 'bücher-🐘',
  epoch: 'ffeeddccbbaa9988',
  seq: Number.MAX_SAFE_INTEGER,
  hash: '8000000000000001',
  day: Math.floor(recvMs / 86_400_000),
  recvMs,
};

type Row = Record<string, unknown>;

/** Every row with all its columns; numbers that may exceed 2^53 as text. */
const rows = (): Promise<Row[]> =>
  clickhouse.db.query<Row>(
    `SELECT * EXCEPT (epoch, batch_hash), toString(epoch) AS epoch, toString(batch_hash) AS batch_hash
     FROM samples ORDER BY seq, idx`,
  );

/** What the columns of a sample's row must hold. */
function expectedColumns(sample: Sample): Row {
  const row: Row = {};
  for (const { name: group, devices, columns, labels } of columnGroups) {
    const read = sample.readings[group];
    const value = (device: number, column: number): number | null => {
      const stored = read?.values[device * columns.length + column];
      return stored === undefined || Number.isNaN(stored) ? null : stored;
    };
    const tuple = (device: number): Row =>
      Object.fromEntries(columns.map(({ name }, c) => [name, value(device, c)]));
    if (!devices) {
      row[group] = tuple(0);
      continue;
    }
    const names = read?.devices ?? [];
    row[group] = names.map((_, d) => tuple(d));
    row[`${group}_text`] = names.map((name, d) => ({
      name,
      ...Object.fromEntries(labels.map((label) => [label.name, read!.labels![label.name]![d]])),
    }));
  }
  return row;
}

const moment = (ms: number): string => new Date(ms).toISOString().replace('T', ' ').slice(0, -1);

describe('a group, inserted and selected back', () => {
  test('keeps every column: extremes, missing values, empty arrays, names of any script', async () => {
    const extremes = (group: (typeof columnGroups)[number], shift: number): Reading['values'] =>
      Float64Array.from(
        group.devices ? [...group.columns, ...group.columns] : group.columns,
        (_, i) => [0, Number.MAX_SAFE_INTEGER, 2 ** 32, 2 ** 32 - 1, NaN, 1][(i + shift) % 6]!,
      );
    const all = (shift: number): Sample['readings'] =>
      Object.fromEntries(
        columnGroups.map((group) => {
          const devices = group.devices ? ['', "it's `ünï` \\ \n 🐘"] : [''];
          const labels = Object.fromEntries(
            group.labels.map(({ name }) => [name, devices.map((d) => `${name} ${d}`)]),
          );
          return [group.name, { devices, labels, values: extremes(group, shift) }];
        }),
      );
    const samples: Sample[] = [
      { tsMs: recvMs - 2000, monoMs: Number.MAX_SAFE_INTEGER, intervalMs: 0, readings: all(0) },
      { tsMs: recvMs - 1000, monoMs: 1, intervalMs: 2 ** 32 - 1, readings: {} },
      { tsMs: recvMs, monoMs: 0, intervalMs: 1, readings: all(1) },
    ];
    const group = new SampleGroup();
    group.addBatch(origin, sampleColumns(samples));
    await writer.insert(group);

    const stored = await rows();
    expect(stored).toHaveLength(3);
    samples.forEach((sample, idx) => {
      expect(stored[idx]).toEqual({
        agent_id: origin.agentId,
        host: origin.host,
        epoch: BigInt(`0x${origin.epoch}`).toString(),
        seq: origin.seq,
        idx,
        kind: 'sample',
        batch_hash: idx === 0 ? BigInt(`0x${origin.hash}`).toString() : '0',
        day: '2026-07-01',
        ts: moment(sample.tsMs),
        recv_ts: moment(recvMs),
        ts_flag: 0,
        claimed_ts: null,
        mono_ms: sample.monoMs,
        interval_ms: sample.intervalMs,
        gap_first_seq: 0,
        gap_from: null,
        gap_to: null,
        gap_reason: '',
        gap_detail: '',
        ...expectedColumns(sample),
      });
    });
  });

  test('files a sample whose clock is off under the time of receipt, and keeps what it claimed', async () => {
    const claims = [0, recvMs - 1000, recvMs + 11 * 60_000, Date.UTC(2038, 0, 19)];
    const samples = claims.map((tsMs) => ({ tsMs, monoMs: 1, intervalMs: 1000, readings: {} }));
    const group = new SampleGroup();
    group.addBatch(origin, sampleColumns(samples));
    await writer.insert(group);
    expect((await rows()).map(({ ts, ts_flag, claimed_ts }) => [ts, ts_flag, claimed_ts])).toEqual([
      [moment(recvMs), 1, moment(0)],
      [moment(recvMs - 1000), 0, null],
      [moment(recvMs), 1, moment(recvMs + 11 * 60_000)],
      [moment(recvMs), 1, moment(Date.UTC(2038, 0, 19))],
    ]);
  });

  test('keeps samples whose clock is off as far apart as they were taken', async () => {
    const samples = [0, 1_000, 2_500].map((ms) => ({
      tsMs: ms,
      monoMs: 7_000 + ms,
      intervalMs: 1_000,
      readings: {},
    }));
    const group = new SampleGroup();
    group.addBatch(origin, sampleColumns(samples));
    await writer.insert(group);
    expect((await rows()).map(({ ts }) => ts)).toEqual([2_500, 1_500, 0].map((ms) => moment(recvMs - ms)));
  });

  test('has one row for a gap and one for a tombstone', async () => {
    const group = new SampleGroup();
    group.addGap(
      { ...origin, seq: 4 },
      {
        type: 'gap',
        firstSeq: 2,
        lastSeq: 4,
        day: origin.day,
        fromMs: recvMs - 60_000,
        toMs: recvMs - 1000,
        reason: 'spool_full',
        prevHash: origin.hash,
        createdMs: recvMs,
      },
    );
    group.addTombstone({ ...origin, seq: 5 }, 'malformed: column 3 is cut off');
    await writer.insert(group);
    const columns = ({
      kind,
      seq,
      ts,
      gap_first_seq,
      gap_from,
      gap_to,
      gap_reason,
      gap_detail,
      cpu,
    }: Row): unknown[] =>
      //
      [kind, seq, ts, gap_first_seq, gap_from, gap_to, gap_reason, gap_detail, (cpu as Row)['user_ms']];
    expect((await rows()).map(columns)).toEqual([
      [
        'gap',
        4,
        moment(recvMs - 1000),
        2,
        moment(recvMs - 60_000),
        moment(recvMs - 1000),
        'spool_full',
        '',
        null,
      ],
      ['tombstone', 5, moment(recvMs), 5, null, null, 'refused', 'malformed: column 3 is cut off', null],
    ]);
  });

  test('has dictionaries of any size: 256, 257 and 70,000 device names', async () => {
    for (const [seq, count] of [256, 257, 70_000].entries()) {
      const names = Array.from({ length: count }, (_, i) => `device ${i}`);
      const devices = Object.fromEntries(names.map((name, i) => [name, { user_ms: i }]));
      const sample = {
        tsMs: recvMs,
        monoMs: 1,
        intervalMs: 1000,
        readings: { cpu_core: reading('cpu_core', devices) },
      };
      const group = new SampleGroup({ maxSamples: 10, maxBytes: 64 * 2 ** 20 });
      group.addBatch({ ...origin, seq }, sampleColumns([sample]));
      await writer.insert(group);
      const [stored] = await clickhouse.db.query<{ names: string[]; values: number[] }>(
        'SELECT cpu_core_text.name AS names, cpu_core.user_ms AS values FROM samples WHERE seq = {seq:UInt64}',
        { seq },
      );
      expect(stored!.names).toEqual(names);
      expect(stored!.values).toEqual(names.map((_, i) => i));
    }
  });

  test('whatever agents send comes back', async () => {
    const value = fc.oneof(fc.maxSafeNat(), fc.nat(1000), fc.constant(NaN));
    const readingOf = (name: (typeof columnGroups)[number]['name']): fc.Arbitrary<Reading> => {
      const { devices, columns, labels } = columnGroup(name);
      const text = fc.string({ unit: 'grapheme', maxLength: 12 });
      const names = devices ? fc.uniqueArray(text, { minLength: 1, maxLength: 4 }) : fc.constant(['']);
      return names.chain((list) =>
        fc.record({
          devices: fc.constant(list),
          labels: fc.record(
            Object.fromEntries(
              labels.map((label) => [label.name, fc.constant(list.map((d) => `${label.name}:${d}`))]),
            ),
          ),
          values: fc
            .array(value, {
              minLength: list.length * columns.length,
              maxLength: list.length * columns.length,
            })
            .map((numbers) => Float64Array.from(numbers)),
        }),
      );
    };
    const sample: fc.Arbitrary<Sample> = fc.record({
      tsMs: fc.integer({ min: recvMs - 3_000_000, max: recvMs }),
      monoMs: fc.maxSafeNat(),
      intervalMs: fc.nat(100_000),
      readings: fc.record(Object.fromEntries(columnGroups.map(({ name }) => [name, readingOf(name)])), {
        requiredKeys: [],
      }),
    });
    const batches = fc.array(fc.array(sample, { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(batches, async (sent) => {
        await clickhouse.db.command('TRUNCATE TABLE samples');
        const group = new SampleGroup();
        sent.forEach((samples, i) => group.addBatch({ ...origin, seq: i + 1 }, sampleColumns(samples)));
        await writer.insert(group);
        expect(await rows()).toEqual(
          sent.flat().map((one) => expect.objectContaining(expectedColumns(one)) as Row),
        );
      }),
      { numRuns: 15 },
    );
  });
});
