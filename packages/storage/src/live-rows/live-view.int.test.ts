/** Rows of views from decoded batches, held against SQL over the same samples on a real ClickHouse. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { columnGroups } from '@hostwire/protocol';
import fc from 'fast-check';
import { views } from '../generated/schema.ts';
import { SampleGroup } from '../sample-group.ts';
import { SampleWriter } from '../sample-writer.ts';
import { migrate } from '../schema/migrate.ts';
import {
  randomSamples,
  sampleColumns,
  startTestDatabase,
  type TestDatabase,
} from '@hostwire/testing/storage';
import { BatchCursor, LiveView } from './live-view.ts';
import { NotUnderstood } from './sql-tree.ts';
import type { SqlValue } from './sql-value.ts';
import { viewDefinition } from './view-definition.ts';

/** 2026-01-01 00:00:00 UTC. */
const t0 = Date.UTC(2026, 0, 1);
let server: TestDatabase;
let writer: SampleWriter;

beforeAll(async () => {
  server = await startTestDatabase();
  await migrate(server.db);
  writer = new SampleWriter(server.db, { shard: 'main', holder: 'test' });
  await writer.acquire();
});
afterAll(() => server.stop());

const names = views.map(({ name }) => name.slice('views/'.length, -'.sql'.length));
const groups: readonly string[] = columnGroups.map(({ name }) => name);
const ofSamples = names.filter((name) => viewDefinition(name) !== undefined);

function understoodColumns(name: string): string[] {
  const view = LiveView.open(name)!;
  return [...viewDefinition(name)!.columns.keys()].filter((column) => {
    try {
      view.compile(column);
      return true;
    } catch (error) {
      if (error instanceof NotUnderstood) return false;
      throw error;
    }
  });
}

test('every view that shows rows of samples is understood, and nearly all of its columns', () => {
  const others: readonly string[] = ['process_state', 'span'];
  expect(ofSamples).toEqual(groups.filter((name) => !others.includes(name)).toSorted());
  const missing = ofSamples.flatMap((name) => {
    const understood = new Set(understoodColumns(name));
    return [...viewDefinition(name)!.columns.keys()]
      .filter((each) => !understood.has(each))
      .map((each) => `${name}.${each}`);
  });
  expect(missing).toEqual(['cpu_core.core', 'metric.labels', 'process.pid']);
});

test('each column gives what SQL gives', async () => {
  let seq = 0;
  await fc.assert(
    fc.asyncProperty(randomSamples({ fromMs: t0, spanMs: 60_000 }), async (samples) => {
      const host = `host${++seq}`;
      const columns = sampleColumns(samples);
      const group = new SampleGroup();
      const origin = { agentId: '00000000-0000-4000-8000-000000000001', epoch: '0000000000000001', host };
      group.addBatch(
        { ...origin, seq, hash: '00000000000000aa', day: t0 / 86_400_000, recvMs: t0 + 60_000 },
        columns,
      );
      await writer.insert(group);
      for (const name of ofSamples) {
        const listed = understoodColumns(name).filter((column) => column !== 'ts' && column !== 'host');
        const inSql = await isInView(name, listed);
        const rows = await server.db.query<{ row: SqlValue[] }>(
          `SELECT [toString(toUnixTimestamp64Milli(ts)), ${inSql.map((column) => `ifNull(toString(${column}), '-')`).join(', ')}] AS row
           FROM ${name} WHERE host = {host:String}`,
          { host },
        );
        expect(sorted(rowsOf(name, { host, columns, listed: inSql }))).toEqual(
          sorted(rows.map(({ row }) => row.map(rounded))),
        );
      }
    }),
    { numRuns: 12 },
  );
}, 120_000);

/** What stands under WITH, or is named inside of an expression, is no column of the view. */
async function isInView(name: string, columns: readonly string[]): Promise<string[]> {
  const described = await server.db.query<{ name: string }>(
    `SELECT name FROM system.columns WHERE database = currentDatabase() AND table = {name:String}`,
    { name },
  );
  return columns.filter((column) => described.some((one) => one.name === column));
}

function rowsOf(
  name: string,
  {
    host,
    columns,
    listed,
  }: { host: string; columns: ReturnType<typeof sampleColumns>; listed: readonly string[] },
): string[][] {
  const view = LiveView.open(name)!;
  const getters = ['ts', ...listed].map((column) => view.compile(column));
  const cursor = new BatchCursor(host, columns);
  const rows: string[][] = [];
  view.forEachRow(cursor, () => rows.push(getters.map((getter) => rounded(getter(cursor)))));
  return rows;
}

/** Ten digits: the last ones of a division are not the same everywhere. */
function rounded(value: SqlValue): string {
  if (value === null) return '-';
  const number = Number(value);
  return value === '' || Number.isNaN(number) ? String(value) : String(Number(number.toPrecision(10)));
}

function sorted(rows: readonly string[][]): string[] {
  return rows.map((row) => row.join(' ')).toSorted();
}
