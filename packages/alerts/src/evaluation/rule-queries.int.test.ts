/** Rules that share a query, on a real ClickHouse. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrate } from '@hostwire/storage';
import { startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';
import { defaultRules } from '../rules/defaults/index.ts';
import { ruleSchema, type Rule, type RuleInput } from '../rules/rule.ts';
import type { WatchedHost } from './fleet.ts';
import { batchesOf, queryBatch } from './rule-queries.ts';

const nowMs = Date.UTC(2026, 0, 5, 12);
const schedule = { intervalMs: 1_000, flushMs: 5_000 };
const hosts: WatchedHost[] = ['often', 'seldom', 'gone'].map((host) => ({ host, labels: {}, schedule }));
let server: TestDatabase;

beforeAll(async () => {
  server = await startTestDatabase();
  const { db } = server;
  await migrate(db);
  await db.command(
    `CREATE TABLE measured (host String, ts DateTime64(3, 'UTC'), device String, value Nullable(Float64)) ENGINE = Memory`,
  );
  await db.command(`INSERT INTO measured
    SELECT host, fromUnixTimestamp64Milli(toInt64(${nowMs} - number * step), 'UTC'), concat('d', toString(number % 2)),
      if(number % 7 = 0, NULL, sin(number) * 100)
    FROM numbers(600) ARRAY JOIN ['often', 'seldom'] AS host, [1000, 90000] AS step`);
});
afterAll(() => server.stop());

function rule(id: string, given: Partial<Extract<RuleInput, { kind: 'threshold' }>>): Rule {
  return ruleSchema.parse({
    ...{ id, kind: 'threshold', view: 'measured', device: 'device', value: 'value', above: 1, summary: id },
    ...given,
  });
}

const sharing = [
  rule('mean', { aggregate: 'avg', window: '30s' }),
  rule('sum', { aggregate: 'sum', window: '10m' }),
  rule('newest', { aggregate: 'last', window: '2m', where: 'value > 50' }),
  rule('rise', { aggregate: 'change', window: '5m', where: `device = 'd1'` }),
  ruleSchema.parse({
    ...{ id: 'slope', kind: 'rate', view: 'measured', device: 'device', value: 'value', above: 1 },
    ...{ window: '1m', summary: 'slope' },
  }),
];
const alone = rule('own', { aggregate: 'expression', value: 'max(value) - min(value)', window: '10m' });

test('rules that share a query see what each sees alone', async () => {
  const at = { nowMs, hosts };
  const batches = batchesOf([...sharing, alone]);
  expect(batches.map(({ rules }) => rules.map(({ id }) => id))).toEqual([
    ['mean', 'sum', 'newest', 'rise', 'slope'],
    ['own'],
  ]);
  const together = await queryBatch(server.db, batches[0]!, at);
  for (const [index, each] of sharing.entries()) {
    const [rows = []] = await queryBatch(server.db, batchesOf([each])[0]!, at);
    expect(rows.length).toBeGreaterThan(0);
    expect(sorted(together[index] ?? [])).toEqual(sorted(rows));
  }
  // `seldom` has one row within the shortest window, not a row of zeros for each rule.
  const ofSeldom = (together[0] ?? []).filter(({ host }) => host === 'seldom');
  expect(ofSeldom.map(({ device }) => device)).toEqual(['d0']);
});

test('the default rules ask a view once, whatever their windows are', () => {
  const measured = batchesOf(defaultRules).filter(({ key }) => key.startsWith('['));
  const plain = measured.filter(({ key }) => (JSON.parse(key) as unknown[]).length === 2);
  const views = plain.map(({ key }) => (JSON.parse(key) as string[]).join(' by '));
  expect(new Set(views).size).toBe(views.length);
  expect(measured.length).toBeLessThanOrEqual(13);
});

function sorted<Row extends { readonly host: string; readonly device: string }>(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => `${a.host} ${a.device}`.localeCompare(`${b.host} ${b.device}`));
}
