import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Database } from './database.ts';
import { migrations } from './generated/migrations.ts';
import { migrate } from './migrate.ts';
import { startTestDatabase, type TestDatabase } from './testing/clickhouse.ts';

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
      new Set(migrations.map(({ name }) => name)),
    );
    expect(await tables()).toEqual(expect.arrayContaining(['samples', 'agents', 'cpu', 'coverage']));
    expect(await migrate(clickhouse.db)).toEqual({ applied: [] });
  });

  test('refuses a database that a newer program migrated, and changes nothing', async () => {
    const older = migrations.slice(0, -1);
    await expect(migrate(clickhouse.db, older)).rejects.toMatchObject({
      code: 'SCHEMA_NEWER',
      retryable: false,
    });
    await expect(migrate(clickhouse.db, older)).rejects.toThrow(migrations.at(-1)!.name);
  });

  test('refuses an applied migration that reads differently now', async () => {
    const changed = migrations.map((m, i) => (i === 3 ? { ...m, sql: `${m.sql} ` } : m));
    await expect(migrate(clickhouse.db, changed)).rejects.toMatchObject({ code: 'SCHEMA_CHANGED' });
  });

  test('goes on where a killed program stopped: a statement without its record runs again', async () => {
    const before = await tables();
    await clickhouse.db.command('TRUNCATE TABLE schema_migrations');
    expect((await migrate(clickhouse.db)).applied).toHaveLength(migrations.length);
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
