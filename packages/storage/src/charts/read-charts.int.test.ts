import type { Sample, SampleColumns } from '@hostwire/protocol';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rollUp } from '../history/roll-up.ts';
import { SampleGroup } from '../sample-group.ts';
import { SampleWriter } from '../sample-writer.ts';
import { migrate } from '../schema/migrate.ts';
import {
  randomSamples,
  reading,
  sampleColumns,
  startTestDatabase,
  type TestDatabase,
} from '@hostwire/testing/storage';
import { chartNames, chartOf, type ChartName } from './catalogue.ts';
import { chartSql, gridOfChart } from './chart-sql.ts';
import { evaluateChart } from './evaluate-chart.ts';
import { evaluateCharts, readCharts, seriesOf, type ChartData } from './read-charts.ts';

/** 2026-01-01 00:00:00 UTC. */
const t0 = Date.UTC(2026, 0, 1);
let server: TestDatabase;
let writer: SampleWriter;
let seq = 0;

beforeAll(async () => {
  server = await startTestDatabase();
  await migrate(server.db);
  writer = new SampleWriter(server.db, { shard: 'main', holder: 'test' });
  await writer.acquire();
});
afterAll(() => server.stop());

async function insert(host: string, samples: readonly Sample[]): Promise<SampleColumns> {
  const columns = sampleColumns(samples);
  const group = new SampleGroup();
  const origin = { agentId: '00000000-0000-4000-8000-000000000001', epoch: '0000000000000001' };
  seq += 1;
  group.addBatch(
    { ...origin, host, seq, hash: '00000000000000aa', day: t0 / 86_400_000, recvMs: t0 + 60_000 },
    columns,
  );
  await writer.insert(group);
  return columns;
}

const at = (ms: number, intervalMs: number, readings: Sample['readings']): Sample => ({
  tsMs: t0 + ms,
  monoMs: ms,
  intervalMs,
  readings,
});

describe('charts of three samples', () => {
  const host = "it's-web\\1";
  const request = { host, stepMs: 10_000, fromMs: t0, toMs: t0 + 40_000 };

  beforeAll(async () => {
    const disks = (read_bytes: readonly [number, number], busy_ms: number) =>
      reading('disk', {
        sda: { read_bytes: read_bytes[0], write_bytes: 0, busy_ms, read_ops: 2, read_ms: 3 },
        sdb: { read_bytes: read_bytes[1], write_bytes: 0, read_ops: 0, read_ms: 0 },
      });
    const cpu = (user_ms: number, idle_ms: number) =>
      reading('cpu', { '': { user_ms, system_ms: 0, idle_ms, iowait_ms: 0 } });
    const load = (load1_centi: number) => reading('load', { '': { load1_centi } });
    const memory = reading('memory', {
      '': { total_bytes: 1_000, available_bytes: 300, free_bytes: 150 },
    });
    await insert(host, [
      // The second is twice as long: what counts is the sum over the sum, not the average of the two.
      at(1_000, 1_000, { cpu: cpu(1_000, 0), memory, load: load(100), disk: disks([4_096, 0], 500) }),
      at(3_000, 2_000, { cpu: cpu(500, 1_500), load: load(200), disk: disks([0, 0], 250) }),
      // 10 s .. 30 s: nothing
      at(31_000, 28_000, { cpu: cpu(0, 28_000), load: load(300), disk: disks([28_000, 56_000], 29_000) }),
    ]);
  });

  const values = async (chart: ChartName) => {
    const [answer] = await readCharts(server.db, { ...request, charts: [chart] });
    return Object.fromEntries(
      answer!.series.map((line) => [`${line.device} ${line.name}`.trim(), line.values]),
    );
  };

  test('shares divide sums by sums, and holes are null', async () => {
    const [cpu] = await readCharts(server.db, { ...request, charts: ['cpu'] });
    expect(cpu!.tsMs).toEqual([t0, t0 + 10_000, t0 + 20_000, t0 + 30_000]);
    expect((await values('cpu'))['user']).toEqual([50, null, null, 0]);
  });

  test('rates weigh every second alike', async () => {
    expect(await values('disk_throughput')).toEqual({
      'sda read': [4_096 / 3, null, null, 1_000],
      'sda write': [0, null, null, 0],
      'sdb read': [0, null, null, 2_000],
      'sdb write': [0, null, null, 0],
    });
  });

  test('a value that is missing is null, not 0; a share of time is at most 100', async () => {
    expect(await values('disk_busy')).toEqual({
      'sda busy': [25, null, null, 100],
      'sdb busy': [null, null, null, null],
    });
    expect((await values('disk_await'))['sda read']).toEqual([1.5, null, null, 1.5]);
    expect((await values('disk_await'))['sdb read']).toEqual([null, null, null, null]);
  });

  test('levels are averaged', async () => {
    expect(await values('memory')).toEqual({
      used: [700, null, null, null],
      reclaimable: [150, null, null, null],
      free: [150, null, null, null],
    });
    expect((await values('load'))['load1']).toEqual([1.5, null, null, 3]);
  });
});

test('all charts of a page: in the order asked for, each with the numbers of its own SQL', async () => {
  const [samples] = fc.sample(randomSamples({ fromMs: t0, spanMs: 60_000 }), { numRuns: 1, seed: 7 });
  await insert('page', samples!);
  const request = { host: 'page', stepMs: 10_000, fromMs: t0, toMs: t0 + 60_000 };
  const queries: string[] = [];
  const counted: Pick<typeof server.db, 'query'> = {
    query: (sql, ...rest) => {
      queries.push(sql);
      return server.db.query(sql, ...rest);
    },
  };
  const order = chartNames.toReversed();
  const charts = await readCharts(counted, { ...request, charts: order });
  expect(charts.map(({ chart }) => chart)).toEqual(order);
  expect(queries.length).toBe(new Set(chartNames.map((chart) => chartOf(chart).view)).size);
  for (const { chart, sql, series } of charts) {
    expect(sql).toBe(chartSql({ chart, ...request }));
    const rows = await server.db.query<Record<string, unknown>>(sql);
    const renamed = rows.map((row) => ({
      ...row,
      ...Object.fromEntries(chartOf(chart).series.map(({ name }) => [`${chart}_${name}`, row[name]])),
    }));
    expect([chart, seriesOf(chart, gridOfChart({ chart, ...request }), renamed)]).toEqual([chart, series]);
  }
});

test('a week is drawn from minutes and 40 days from hours, with the band and the values of the samples', async () => {
  const samples = [0, 30_000, 90_000, 300_000].map((ms) =>
    at(ms, 30_000, {
      load: reading('load', { '': { load1_centi: 100 + ms / 1_000 } }),
      disk: reading('disk', { sda: { read_bytes: ms + 60_000, busy_ms: 3_000 } }),
    }),
  );
  await insert('long', samples);
  await rollUp(server.db, { holder: 'test', leaseMs: 1_000, nowMs: Date.now() });
  const day = 86_400_000;
  for (const [days, stepMs, view] of [
    [7, 1_200_000, '_1m'],
    [40, 7_200_000, '_1h'],
  ] as const) {
    const request = { host: 'long', stepMs, fromMs: t0, toMs: t0 + days * day };
    const charts = await readCharts(server.db, { ...request, charts: chartNames });
    const step = evaluateChart('disk_throughput', [sampleColumns(samples)], { stepMs });
    const throughput = charts.find(({ chart }) => chart === 'disk_throughput')!;
    expect(throughput.sql).toContain(`FROM disk${view}`);
    const read = throughput.series.find(({ name }) => name === 'read')!;
    expect(read.values.filter((value) => value !== null)).toEqual(step.map(({ values }) => values[0]));
    expect(Math.min(...read.min!.filter((value) => value !== null))).toBeLessThanOrEqual(read.values[0]!);
    expect(Math.max(...read.max!.filter((value) => value !== null))).toBeGreaterThanOrEqual(read.values[0]!);
    const load = charts.find(({ chart }) => chart === 'load')!.series[0]!;
    expect([load.min![0], load.max![0]]).toEqual([1, 4]);
    for (const { sql } of charts) expect(await server.db.query(sql)).toBeInstanceOf(Array);
  }
}, 60_000);

describe('with samples that are not in the database yet', () => {
  const minute = 60_000;

  test('charts are as they will be once all are there, when those begin with a step', async () => {
    const property = fc.asyncProperty(
      randomSamples({ fromMs: t0, spanMs: minute }),
      fc.constantFrom(1_000, 10_000, 20_000),
      fc.nat(),
      async (samples, stepMs, split) => {
        const longest = Math.max(
          ...chartNames.map((chart) => gridOfChart({ chart, ...page, stepMs }).stepMs),
        );
        const cutMs = t0 + longest * (split % Math.ceil(minute / longest));
        const { all, stored, uncommitted } = await storeUntil(cutMs, samples);
        const request = { ...page, stepMs, charts: chartNames };
        const before = await readCharts(server.db, { ...request, host: stored }, uncommitted);
        const after = await readCharts(server.db, { ...request, host: all });
        expect(before.map(rounded)).toEqual(after.map(rounded));
      },
    );
    await fc.assert(property, { numRuns: 8, endOnFailure: true });
  }, 120_000);

  test('no step lacks a value, wherever they begin', async () => {
    const samples = Array.from({ length: 20 }, (_, i) =>
      at(i * 1_000, 1_000, { load: reading('load', { '': { load1_centi: 100 * i } }) }),
    );
    for (const cutMs of [0, 5_000, 9_000, 10_000, 15_000]) {
      const { stored, uncommitted } = await storeUntil(t0 + cutMs, samples);
      const request = { ...page, toMs: t0 + 20_000, charts: ['load'] as const };
      const valuesOf = async (stepMs: number) => {
        const [chart] = await readCharts(server.db, { ...request, host: stored, stepMs }, uncommitted);
        return chart!.series[0]!.values;
      };
      expect(await valuesOf(1_000)).toEqual(samples.map((_, i) => i));
      const [first, second] = await valuesOf(10_000);
      const committed = samples.slice(0, 10).filter(({ tsMs }) => tsMs < t0 + cutMs);
      const begun = committed.length === 0 ? samples.slice(0, 10) : committed;
      expect(first).toBe((begun.length - 1) / 2);
      expect(second).toBe(cutMs === 15_000 ? 12 : 14.5);
    }
  });

  const page = { host: '', fromMs: t0, toMs: t0 + minute, stepMs: 1_000 };
  let hosts = 0;

  /** Two hosts with the same samples, of one of which only those before an instant are stored. */
  async function storeUntil(cutMs: number, samples: readonly Sample[]) {
    const [all, stored] = [`all-${++hosts}`, `stored-${hosts}`];
    const before = samples.filter(({ tsMs }) => tsMs < cutMs);
    const after = samples.filter(({ tsMs }) => tsMs >= cutMs);
    for (const part of [before, after]) if (part.length > 0) await insert(all, part);
    if (before.length > 0) await insert(stored, before);
    return { all, stored, uncommitted: after.length === 0 ? [] : [sampleColumns(after)] };
  }

  /** Sums of doubles differ in their last digits with the order of the rows. */
  function rounded({ chart, series }: ChartData) {
    const measured = series.filter(({ values }) => values.some((value) => value !== null));
    return [chart, measured.map((line) => ({ ...line, values: line.values.map((v) => v?.toPrecision(9)) }))];
  }
});

/** What is drawn: `device series step` → value. */
type Drawn = Map<string, number>;

/** Of a chart what has no values: which lines have any, in which order, and where. */
function shapeOf({ series, ...chart }: ChartData) {
  const lines = series.map(({ name, device, values }) => ({
    name,
    device,
    has: values.map((v) => v !== null),
  }));
  return { ...chart, lines: lines.filter(({ has }) => has.includes(true)) };
}

test('the live points are what the SQL gives', async () => {
  const spanMs = 60_000;
  let run = 0;
  const property = fc.asyncProperty(
    randomSamples({ fromMs: t0, spanMs }),
    fc.constantFrom(1_000, 10_000, 30_000),
    async (samples, stepMs) => {
      const host = `live-${++run}`;
      const batch = await insert(host, samples);
      const request = { host, stepMs, fromMs: t0, toMs: t0 + spanMs };
      const answers = await readCharts(server.db, { ...request, charts: chartNames });
      const evaluated = evaluateCharts([batch], { ...request, charts: chartNames });
      expect(evaluated.map(shapeOf)).toEqual(answers.map(shapeOf));
      for (const answer of answers) {
        const { chart } = answer;
        const stored: Drawn = new Map();
        for (const { name, device, values } of answer.series) {
          values.forEach((value, i) => {
            if (value !== null) stored.set(`${device} ${name} ${answer.tsMs[i]! - t0}`, value);
          });
        }
        const shown = new Set(answer.series.map(({ device }) => device));
        const live: Drawn = new Map();
        for (const point of evaluateChart(chart, [batch], gridOfChart({ chart, ...request }))) {
          if (!shown.has(point.device)) continue; // nothing to show for it in the whole window
          chartOf(chart).series.forEach(({ name }, i) => {
            const value = point.values[i] ?? null;
            if (value !== null) live.set(`${point.device} ${name} ${point.tsMs - t0}`, value);
          });
        }
        expect([chart, [...live.keys()].sort()]).toEqual([chart, [...stored.keys()].sort()]);
        for (const [key, value] of live) {
          const error = Math.abs(value - stored.get(key)!) / Math.max(1, Math.abs(value));
          expect([chart, key, value, stored.get(key), error < 1e-9]).toEqual([
            chart,
            key,
            value,
            stored.get(key),
            true,
          ]);
        }
      }
    },
  );
  await fc.assert(property, { numRuns: 8, endOnFailure: true });
}, 120_000);
