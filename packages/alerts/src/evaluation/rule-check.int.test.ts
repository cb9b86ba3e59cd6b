/** What is wrong with a rule is said before it is set, on a real ClickHouse. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrate } from '@hostwire/storage';
import { startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';
import { defaultRules } from '../rules/defaults/index.ts';
import { ruleSchema, type RuleInput } from '../rules/rule.ts';
import { checkRules } from './rule-check.ts';

const nowMs = Date.UTC(2026, 0, 5, 12);
let server: TestDatabase;

beforeAll(async () => {
  server = await startTestDatabase();
  await migrate(server.db);
});
afterAll(() => server.stop());

const common = { id: 'busy', above: 90, summary: '{host} is busy' } as const;
const check = (...rules: readonly RuleInput[]) =>
  checkRules(
    rules.map((rule) => ruleSchema.parse(rule)),
    { db: server.db, nowMs },
  );

test('every rule that ships can be evaluated', async () => {
  expect(await checkRules(defaultRules, { db: server.db, nowMs })).toEqual([]);
});

test.each<Partial<RuleInput>>([
  { kind: 'threshold', value: 'bussy_pct' },
  { kind: 'threshold', value: 'busy_pct', where: 'bussy_pct > 0' },
  { kind: 'rate', value: 'bussy_pct' },
  { kind: 'baseline', value: 'bussy_pct' },
  { kind: 'peers', value: 'bussy_pct', label: 'role' },
])('a column that does not exist is named, with those that there are: %j', async (given) => {
  const [problem] = await check({ ...common, view: 'cpu', ...given } as RuleInput);
  expect(problem).toMatchObject({ rule: 'busy', isError: true });
  expect(problem!.problem).toMatch(
    /^the view cpu has no column bussy_pct; it has host, .*\bbusy_pct\b.*\bsteal_pct\b/,
  );
});

test('a view that does not exist is named, with those that there are', async () => {
  const [problem] = await check({ ...common, kind: 'threshold', view: 'cpus', value: 'busy_pct' });
  expect(problem!.problem).toMatch(/^there is no view cpus; there are .*\bcpu\b.*\bmemory\b/);
});

test('what ClickHouse says of a query of one’s own is passed on', async () => {
  const good = {
    ...common,
    kind: 'sql',
    sql: `SELECT host, '' AS device, busy_pct AS value FROM cpu`,
  } as const;
  expect(await check(good)).toEqual([]);
  const [problem] = await check({ ...good, sql: 'SELECT host, bussy_pct AS value FROM cpu' });
  expect(problem!.problem).toMatch(/bussy_pct/);
});
