/** Whether rules can be evaluated: ClickHouse reads their queries without running them. */
import { StorageError, type QueryRunner } from '@hostwire/storage';
import type { RuleProblem } from '../rules/rule-file.ts';
import type { Rule } from '../rules/rule.ts';
import type { WatchedHost } from './fleet.ts';
import { queryBatch } from './rule-queries.ts';

/** Error numbers of ClickHouse. */
const unknownIdentifier = 47;
const unknownTable = 60;

/** Which host is asked about makes no difference to what a query may name. */
const anyHost: WatchedHost = { host: '', labels: {}, schedule: { intervalMs: 1_000, flushMs: 10_000 } };

/**
 * What ClickHouse refuses of these rules, each with the names that there are where a name is wrong. Throws StorageError when
 * the database does not answer.
 */
export async function checkRules(
  rules: readonly Rule[],
  { db, nowMs }: { db: QueryRunner; nowMs: number },
): Promise<RuleProblem[]> {
  const problems: RuleProblem[] = [];
  for (const rule of rules) {
    const problem = await problemOf(rule, { db, nowMs });
    if (problem !== undefined) problems.push({ rule: rule.id, problem, isError: true });
  }
  return problems;
}

async function problemOf(
  rule: Rule,
  { db, nowMs }: { db: QueryRunner; nowMs: number },
): Promise<string | undefined> {
  const explaining: QueryRunner = {
    query: async (sql, params, settings) => {
      await db.query(`EXPLAIN ${sql}`, params, settings);
      return [];
    },
  };
  try {
    await queryBatch(explaining, { key: rule.id, rules: [rule], everyMs: 0 }, { nowMs, hosts: [anyHost] });
    return undefined;
  } catch (error) {
    if (!(error instanceof StorageError) || error.serverCode === undefined) throw error;
    return explain(error, { view: viewOf(rule), db });
  }
}

/** The view whose columns a rule names; undefined: it names views itself. */
function viewOf(rule: Rule): string | undefined {
  if (rule.kind === 'metric') return 'metric';
  return 'view' in rule ? rule.view : undefined;
}

async function explain(
  { message, serverCode }: StorageError,
  { view, db }: { view: string | undefined; db: QueryRunner },
): Promise<string> {
  if (serverCode === unknownTable) {
    const names = await namesOf(
      db,
      `SELECT name FROM system.tables WHERE ${ownDatabase} AND engine = 'View'`,
    );
    return view === undefined
      ? `${message} There are the views ${names}`
      : `there is no view ${view}; there are ${names}`;
  }
  if (serverCode !== unknownIdentifier || view === undefined) return message;
  const [, column] = /identifier [`'"]?([^`'"\s]+)/i.exec(message) ?? [];
  const names = await namesOf(
    db,
    `SELECT name FROM system.columns WHERE ${ownDatabase} AND table = {view:String}`,
    { view },
  );
  return `the view ${view} has no column ${column ?? 'of that name'}; it has ${names}`;
}

const ownDatabase = 'database = currentDatabase()';

async function namesOf(
  db: QueryRunner,
  sql: string,
  params: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const rows = await db.query<{ name: string }>(sql, params);
  return rows.map(({ name }) => name).join(', ');
}
