import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { migrate } from '@hostwire/storage';
import { startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';

const folder = fileURLToPath(new URL('../../deploy/grafana/dashboards', import.meta.url));

interface Dashboard {
  readonly title: string;
  readonly templating: { readonly list: readonly { readonly query: string }[] };
  readonly panels: readonly {
    readonly title: string;
    readonly targets: readonly { readonly rawSql: string }[];
  }[];
}

const dashboards = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Dashboard,
);
const statements = dashboards.flatMap(({ title, panels, templating }) => [
  ...panels.flatMap((panel) =>
    panel.targets.map(({ rawSql }) => [`${title}, ${panel.title}`, rawSql] as const),
  ),
  ...templating.list.map(({ query }) => [`${title}, a variable`, query] as const),
]);

/** As the official ClickHouse data source replaces its macros, for the last hour at 60 s. */
function substituted(sql: string): string {
  return sql
    .replace(
      /\$__timeFilter\((\w+)\)/g,
      '$1 >= toDateTime64(now() - 3600, 3) AND $1 <= toDateTime64(now(), 3)',
    )
    .replaceAll('$__interval_ms', '60000')
    .replaceAll('${host}', 'web1');
}

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
  await migrate(database.db);
});
afterAll(() => database.stop());

describe('the Grafana dashboards', () => {
  test.each(statements)('%s: its SQL runs and no macro is left', async (_name, sql) => {
    const query = substituted(sql);
    expect(query).not.toMatch(/\$/);
    await database.db.command(`EXPLAIN PLAN ${query}`);
  });

  test('there is one for the fleet, a host, capacity and Hostwire itself', () => {
    expect(dashboards.map(({ title }) => title).sort()).toEqual([
      'Hostwire: capacity',
      'Hostwire: fleet',
      'Hostwire: host',
      'Hostwire: itself',
    ]);
  });
});
