import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Database } from '../database.ts';
import { hostwireSchema, migrate } from './migrate.ts';
import { startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';

const schema = hostwireSchema();
const allFiles = [...schema.tables, ...schema.rollups, ...schema.views];
let clickhouse: TestDatabase;

beforeAll(async () => {
  clickhouse = await startTestDatabase();
});
afterAll(() => clickhouse.stop());

const tables = async (): Promise<string[]> =>
  (
    await clickhouse.db.query<{ name: string }>(
      'SELECT name FROM system.tables WHERE database = currentDatabase() ORDER BY name',
    )
  ).map(({ name }) => name);

describe('migrate', () => {
  test('creates the database; ten programs at once, and one more, leave one schema', async () => {
    const programs = Array.from(
      { length: 10 },
      () => new Database({ url: clickhouse.url, application: 'test' }),
    );
    const results = await Promise.all(programs.map((db) => migrate(db)));
    await Promise.all(programs.map((db) => db.close()));
    expect(new Set(results.flatMap(({ applied }) => applied))).toEqual(
      new Set(allFiles.map(({ name }) => name)),
    );
    expect(await tables()).toEqual(expect.arrayContaining(['samples', 'agents', 'cpu', 'coverage']));
    expect(await migrate(clickhouse.db)).toEqual({ applied: [] });
  });

  test('refuses a database that a newer program migrated, and changes nothing', async () => {
    for (const older of [
      { ...schema, tables: schema.tables.slice(0, -1) },
      { ...schema, views: schema.views.slice(0, -1) },
    ]) {
      const refused = migrate(clickhouse.db, older);
      await expect(refused).rejects.toMatchObject({ code: 'SCHEMA_NEWER', retryable: false });
      await expect(refused).rejects.toThrow(/(?:tables|views)\/\w+\.sql/);
    }
  });

  test('refuses an applied table that reads differently now', async () => {
    const tables = schema.tables.map((file, i) => (i === 3 ? { ...file, sql: `${file.sql} ` } : file));
    const changed = migrate(clickhouse.db, { ...schema, tables });
    await expect(changed).rejects.toMatchObject({ code: 'SCHEMA_CHANGED' });
  });

  test('applies a view again when its text changes, and the views that read it', async () => {
    const newest = (column: string) => ({
      ...schema,
      views: [
        ...schema.views,
        { name: 'views/a_reader.sql', sql: 'CREATE OR REPLACE VIEW a_reader AS\nSELECT * FROM the_source' },
        {
          name: 'views/the_source.sql',
          sql: `CREATE OR REPLACE VIEW the_source AS\nSELECT host, 1 AS ${column} FROM samples`,
        },
      ],
    });
    const changed = { applied: ['views/the_source.sql', 'views/a_reader.sql'] };
    expect(await migrate(clickhouse.db, newest('before'))).toEqual(changed);
    expect(await migrate(clickhouse.db, newest('before'))).toEqual({ applied: [] });
    expect(await migrate(clickhouse.db, newest('after'))).toEqual(changed);
    const columns = await clickhouse.db.query(
      `SELECT name FROM system.columns WHERE database = currentDatabase() AND table = 'a_reader'`,
    );
    expect(columns).toEqual([{ name: 'host' }, { name: 'after' }]);
    for (const view of ['a_reader', 'the_source']) {
      await clickhouse.db.command(`DROP VIEW ${view} SYNC`);
      await clickhouse.db.command(`DELETE FROM schema_migrations WHERE name = 'views/${view}.sql'`);
    }
  });

  test('goes on where a killed program stopped: a statement without its record runs again', async () => {
    const before = await tables();
    await clickhouse.db.command('TRUNCATE TABLE schema_migrations');
    expect((await migrate(clickhouse.db)).applied).toHaveLength(allFiles.length);
    expect(await tables()).toEqual(before);
  });
});

describe('Database', () => {
  const connect = async (change: (url: URL) => void): Promise<unknown> => {
    const url = new URL(clickhouse.url);
    change(url);
    const db = new Database({ url: url.href, application: 'test' });
    return db
      .ping()
      .catch((error: unknown) => error)
      .finally(() => db.close());
  };

  test('says what to do when the password is wrong, the database missing, nobody listening', async () => {
    const wrong = await connect((url) => (url.password = 'wrong'));
    expect(wrong).toMatchObject({ code: 'AUTHENTICATION_FAILED', retryable: false });
    expect(String(wrong)).toContain('password is wrong');
    expect(String(wrong)).not.toContain('wrong@');
    expect(await connect((url) => (url.pathname = '/hostwire_test_missing'))).toMatchObject({
      code: 'DATABASE_MISSING',
    });
    expect(await connect((url) => (url.port = '9'))).toMatchObject({ code: 'UNREACHABLE', retryable: true });
  });

  test('binds parameters, whatever they contain', async () => {
    const text = `it's "quoted" \\ \n {x:String} ünïcode 'a`;
    const rows = await clickhouse.db.query<{ text: string; list: string[] }>(
      'SELECT {text:String} AS text, {list:Array(String)} AS list',
      { text, list: [text, ''] },
    );
    expect(rows).toEqual([{ text, list: [text, ''] }]);
  });

  test('keeps the error number of ClickHouse', async () => {
    await expect(clickhouse.db.query('SELECT nothing')).rejects.toMatchObject({
      code: 'QUERY_FAILED',
      serverCode: 47,
    });
  });
});
