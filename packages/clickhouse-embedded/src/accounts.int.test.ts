import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { waitFor } from '@hostwire/testing';
import type { EmbeddedClickHouse, Endpoints } from './embedded-clickhouse.ts';
import { type Answer, Fixture, query } from './testing/server.ts';
import { readLimits } from './users-xml.ts';

const READONLY = 164;
const UNKNOWN_USER_OR_WRONG_PASSWORD = 516;
const SESSION_LIMIT = 700;
const ACCESS_DENIED = 497;
const SETTING_CONSTRAINT_VIOLATION = 452;
const TOO_SLOW_OR_TIMEOUT = 159;
const MEMORY_LIMIT_EXCEEDED = 241;
const TOO_MANY_ROWS_IN_RESULT = 396;

/** A limit for hangs. */
const LIMIT_MS = 60_000;

const memoryLimitBytes = 1024 * 1024 * 1024;
const fixture = new Fixture();
let server: EmbeddedClickHouse;
let endpoints: Endpoints;

const as = (account: string, sql: string): Promise<Answer> =>
  query(endpoints.httpPort, server.credentials(account), sql);

beforeAll(async () => {
  server = fixture.server({ dataDir: await fixture.folder(), memoryLimitBytes });
  endpoints = await server.start();
  for (const sql of [
    'CREATE DATABASE app',
    'CREATE TABLE app.t (n UInt64) ENGINE = MergeTree ORDER BY n',
    'INSERT INTO app.t SELECT number FROM numbers(1000)',
  ]) {
    expect(await as('writer', sql)).toMatchObject({ status: 200 });
  }
});

afterAll(() => fixture.cleanUp());

describe('the accounts', () => {
  test.each(['', 'x'])('login as the server\'s own user with password "%s" is refused', async (password) => {
    const answer = await query(endpoints.httpPort, { user: 'default', password }, 'SELECT 1');
    expect(answer).toMatchObject({ exceptionCode: SESSION_LIMIT });
  });

  test('a wrong password is refused', async () => {
    const answer = await query(endpoints.httpPort, { user: 'writer', password: 'x' }, 'SELECT 1');
    expect(answer).toMatchObject({ exceptionCode: UNKNOWN_USER_OR_WRONG_PASSWORD });
  });
});

test.each(['writer', 'reader'])(
  'what the %s asks again and again is not made machine code',
  async (account) => {
    for (let times = 0; times < 6; times++) {
      const answer = await as(account, 'SELECT sum(n * 2 + 1), avg(n + 7), max(n * n) FROM app.t');
      expect(answer).toMatchObject({ status: 200 });
    }
    const compiled = await as(
      'writer',
      "SELECT sum(value) FROM system.events WHERE event = 'CompileFunction'",
    );
    expect(compiled).toMatchObject({ status: 200, body: '0' });
  },
);

describe('write access', () => {
  test.each([
    'CREATE TABLE app.life (n UInt64, s String) ENGINE = MergeTree ORDER BY n',
    "INSERT INTO app.life SELECT n, 'x' FROM input('n UInt64') FORMAT TSV 7",
    'ALTER TABLE app.life ADD COLUMN more UInt8',
    'ALTER TABLE app.life UPDATE more = 1 WHERE n = 7 SETTINGS mutations_sync = 1',
    'ALTER TABLE app.life DROP PARTITION tuple()',
    'OPTIMIZE TABLE app.life FINAL',
    'CREATE VIEW app.life_view AS SELECT n FROM app.life',
    'CREATE MATERIALIZED VIEW app.life_copy ENGINE = Memory AS SELECT n FROM app.life',
    'SYSTEM STOP MERGES app.life',
    'SYSTEM START MERGES app.life',
    'RENAME TABLE app.life TO app.death',
    'TRUNCATE TABLE app.death',
    'DROP TABLE app.death',
    "KILL QUERY WHERE query_id = 'none' SYNC",
    'CREATE TEMPORARY TABLE scratch (n UInt8)',
    'SELECT count() FROM system.parts',
    'SELECT count() FROM information_schema.tables',
    'CREATE DATABASE app_test_1',
    'DROP DATABASE app_test_1',
  ])('may: %s', async (sql) => {
    expect(await as('writer', sql)).toMatchObject({ status: 200, exceptionCode: 0 });
  });

  test.each([
    'CREATE DATABASE other',
    "SELECT * FROM file('/etc/passwd', LineAsString)",
    "SELECT * FROM url('http://127.0.0.1:1/', LineAsString)",
    'CREATE TABLE app.f (s String) ENGINE = File(LineAsString)',
    'CREATE USER other',
    'SYSTEM SHUTDOWN',
    'SYSTEM STOP LISTEN HTTP',
  ])('may not: %s', async (sql) => {
    expect(await as('writer', sql)).toMatchObject({ exceptionCode: ACCESS_DENIED });
  });

  test('a stalled insert is cut off by the profile', async () => {
    const answer = await as(
      'writer',
      "SELECT value FROM system.settings WHERE name = 'http_receive_timeout'",
    );
    expect(answer.body).toBe('5');
  });
});

describe('read access', () => {
  test.each([
    ['SELECT sum(n) FROM app.t', '499500'],
    ['SELECT n FROM app.t WHERE n = 5 SETTINGS output_format_json_quote_64bit_integers = 0 FORMAT TSV', '5'],
    ["SELECT name FROM system.tables WHERE database = 'app' AND name = 't'", 't'],
    ["SELECT name FROM system.columns WHERE database = 'app' AND table = 't'", 'n'],
    ["SELECT sum(rows) FROM system.parts WHERE database = 'app' AND table = 't' AND active", '1000'],
    ["SELECT table_name FROM information_schema.tables WHERE table_name = 't'", 't'],
    ["SHOW TABLES FROM app LIKE 't'", 't'],
  ])('may: %s', async (sql, body) => {
    expect(await as('reader', sql)).toMatchObject({ status: 200, body });
  });

  test.each([
    ['INSERT INTO app.t VALUES (1)', [ACCESS_DENIED, READONLY]],
    ['CREATE TABLE app.x (n UInt8) ENGINE = Memory', [ACCESS_DENIED, READONLY]],
    ['DROP TABLE app.t', [ACCESS_DENIED, READONLY]],
    ['ALTER TABLE app.t DELETE WHERE 1', [ACCESS_DENIED, READONLY]],
    ["SELECT * FROM file('/etc/passwd', LineAsString)", [ACCESS_DENIED, READONLY]],
    ["SELECT * FROM url('http://127.0.0.1:1/', LineAsString)", [ACCESS_DENIED, READONLY]],
    ['SELECT * FROM system.users', [ACCESS_DENIED]],
    ['SELECT 1 SETTINGS readonly = 0', [SETTING_CONSTRAINT_VIOLATION, READONLY]],
  ])('may not: %s', async (sql, codes) => {
    expect(codes).toContain((await as('reader', sql)).exceptionCode);
  });

  test('sees and ends queries of its own only', async () => {
    const { body } = await as('writer', 'SELECT query FROM system.processes');
    expect(body).toContain('SELECT count() FROM table');
    expect(await as('reader', 'SELECT DISTINCT user FROM system.processes')).toMatchObject({
      body: 'reader',
    });
    const killed = await as('reader', 'KILL QUERY WHERE 1 SYNC');
    // The SELECT before may be ending still: all of it is the reader's own.
    for (const line of killed.body.split('\n')) expect(line).toContain('\treader\t');
  });

  const beyond = readLimits({ memoryLimitBytes, cores: 1 })
    .filter(({ client }) => client !== 'free')
    .flatMap(({ setting, value, client }) => [
      `${setting} = ${value + 1}`,
      ...(client === 'adjustable' ? [`${setting} = 0`] : []),
    ]);
  test.each(beyond)('may not set %s', async (setting) => {
    const answer = await as('reader', `SELECT 1 SETTINGS ${setting}`);
    expect(answer).toMatchObject({ exceptionCode: SETTING_CONSTRAINT_VIOLATION });
  });

  test.each([0, 60, 65, 300, 86_400])('may set max_execution_time = %i', async (seconds) => {
    const answer = await as('reader', `SELECT 1 SETTINGS max_execution_time = ${seconds}`);
    expect(answer).toMatchObject({ body: '1' });
  });

  test('a query of a client that left ends', async () => {
    const leaves = new AbortController();
    const path = '/?query_id=left&max_execution_time=0';
    const left = fetch(`${endpoints.httpUrl}${path}`, {
      method: 'POST',
      body: 'SELECT max(sipHash64(number)) FROM numbers(1e13)',
      headers: { 'X-ClickHouse-User': 'reader', 'X-ClickHouse-Key': server.credentials('reader').password },
      signal: leaves.signal,
    }).catch(() => 'gone');
    const running = async () =>
      Number((await as('writer', "SELECT count() FROM system.processes WHERE query_id = 'left'")).body);
    await waitFor('it runs', async () => (await running()) === 1, LIMIT_MS);
    leaves.abort();
    expect(await left).toBe('gone');
    await waitFor('it ended', async () => (await running()) === 0, LIMIT_MS);
  });

  test.each([
    [
      'time',
      'SELECT max(sipHash64(number)) FROM numbers(1e13) SETTINGS max_execution_time = 1',
      TOO_SLOW_OR_TIMEOUT,
    ],
    ['memory', 'SELECT groupArray(number) FROM numbers(1e9) FORMAT Null', MEMORY_LIMIT_EXCEEDED],
    ['result rows', 'SELECT number FROM numbers(1e7) FORMAT Null', TOO_MANY_ROWS_IN_RESULT],
  ])('is stopped at its limit of %s', async (_limit, sql, exceptionCode) => {
    expect(await as('reader', sql)).toMatchObject({ exceptionCode });
  });
});
