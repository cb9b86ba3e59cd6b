import type { Random } from '../../chaos/random.ts';
import { caseOf, textAt, type Case } from '../case.ts';
import { describeHttp, exchange, openTcp } from '../exchange.ts';
import { hostileNumber, hostileText } from '../hostile-values.ts';
import { Violation, type Target } from '../target.ts';
import type { World } from '../world.ts';

const tables = [
  'cpu',
  'host',
  'samples',
  'numbers(10)',
  'system.processes',
  'system.one',
  'coverage',
  'memory',
] as const;
const forbidden = [
  'system.users',
  'system.query_log',
  'audit_log',
  'enrolment_tokens',
  `file('/etc/passwd')`,
  `url('http://127.0.0.1:1/', CSV, 'a String')`,
  `remote('127.0.0.1', system.one)`,
  `executable('x', CSV, 'a String')`,
  `mysql('127.0.0.1:1', 'a', 'b', 'c', 'd')`,
  `s3('http://127.0.0.1:1/a')`,
  `input('a String')`,
] as const;
const functions = [
  'count()',
  'sum',
  'quantile(0.99)',
  'groupArray',
  'toString',
  'arrayJoin',
  'sleep',
  'repeat',
  'range',
  'materialize',
  'JSONExtractRaw',
  'extractAllGroups',
  'dictGet',
  'file',
  'getSetting',
  'evalMLMethod',
  'throwIf',
  'bitmapBuild',
  'reinterpretAsFixedString',
  'formatRow',
  'catboostEvaluate',
  'addressToLine',
] as const;
const settings = [
  'readonly',
  'max_execution_time',
  'max_memory_usage',
  'max_result_rows',
  'max_threads',
  'max_block_size',
  'max_query_size',
  'max_ast_depth',
  'max_parser_depth',
  'allow_introspection_functions',
  'output_format_json_quote_64bit_integers',
  'log_queries',
  'session_timezone',
  'allow_ddl',
  'http_response_buffer_size',
  'join_use_nulls',
  'implicit_select',
  'dialect',
  'os_threads_nice_value_query',
  'max_untracked_memory',
  'compile_expressions',
  'min_count_to_compile_expression',
  'async_insert',
  'no_such_setting',
] as const;
const formats = [
  'JSONCompact',
  'Native',
  'Parquet',
  'Arrow',
  'RowBinary',
  'Null',
  'Protobuf',
  'PrettyCompact',
  'CSV',
  'ORC',
  'Avro',
  'NoSuchFormat',
] as const;
const statements = [
  'DROP TABLE samples',
  'CREATE TABLE x (a Int8) ENGINE=Memory',
  'INSERT INTO samples VALUES (1)',
  'SYSTEM SHUTDOWN',
  'SYSTEM STOP LISTEN HTTP',
  'KILL QUERY WHERE 1',
  'SET readonly = 0',
  'ALTER TABLE samples DELETE WHERE 1',
  'CREATE FUNCTION f AS x -> x',
  'GRANT ALL ON *.* TO hostwire_reader',
  "BACKUP DATABASE hostwire TO File('x')",
  'DETACH TABLE samples',
  'TRUNCATE DATABASE hostwire',
  'EXPLAIN PIPELINE SELECT 1',
  'SHOW CREATE TABLE samples',
  'DESCRIBE samples',
  'EXISTS samples',
  'CHECK TABLE samples',
  'USE system',
  'BEGIN TRANSACTION',
  'SELECT 1; SELECT 2',
  'WATCH x',
  'RENAME TABLE samples TO y',
  'EXCHANGE TABLES samples AND host',
  'CREATE TEMPORARY TABLE t (a Int8)',
  'OPTIMIZE TABLE samples FINAL',
] as const;
/** Whatever is asked, none of these words may come back: they stand only where a reader may not look. */
const secrets = [/root:x:0:0/, /password_sha256_hex/, /BEGIN (EC |RSA )?PRIVATE KEY/];

/** Statements and settings by both ways: the API's, and ClickHouse's own port with the read-only account. */
export function sqlTarget({ webPort, callers, stack }: World): Target {
  const { username, password, port } = new URL(stack.ready.clickhouse);
  const reader = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return {
    name: 'sql',
    // What reads takes time of the database, which is no attack.
    pace: { perSecond: 3, atOnce: 4 },
    generate,
    play: async (attack) => {
      const [way, sql = '', query = ''] = [0, 1, 2].map((at) => textAt(attack, at));
      const caller = callers.find(({ name }) => name === way);
      const isApi = caller !== undefined;
      const format = /default_format=(\w{1,64})/.exec(query)?.[1] ?? 'JSONCompact';
      const body = isApi ? JSON.stringify({ query: sql, format }) : sql;
      const head = [
        isApi ? 'POST /api/v1/sql HTTP/1.1' : `POST /?${query.replaceAll(/[^\x21-\x7e]/g, '')} HTTP/1.1`,
        `host: 127.0.0.1:${isApi ? webPort : port}`,
        isApi ? caller.header.join(': ') : `authorization: ${reader}`,
        ...(isApi ? [`origin: http://127.0.0.1:${webPort}`, 'content-type: application/json'] : []),
        `content-length: ${Buffer.byteLength(body)}`,
        'connection: close',
      ].join('\r\n');
      const socket = await openTcp(isApi ? webPort : Number(port));
      const answer = await exchange(socket, [Buffer.from(`${head}\r\n\r\n${body}`)], { patienceMs: 2_000 });
      return isApi ? `api ${describeHttp(answer)}` : describeClickHouse(answer.received);
    },
  };
}

/** ClickHouse itself answers 500 for many an error of the asker, with a code. */
function describeClickHouse(received: Buffer): string {
  const text = received.toString('latin1');
  const secret = secrets.find((pattern) => pattern.test(text));
  if (secret !== undefined) throw new Violation(`the reader was shown ${secret.source}`);
  const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 'none';
  const code = /X-ClickHouse-Exception-Code: (\d+)/i.exec(text)?.[1] ?? '';
  return `clickhouse ${status} ${code}`.trim();
}

function generate(random: Random): Case {
  const way = random.pick(['token read', 'viewer', 'limited viewer', 'nobody', 'reader', 'reader', 'reader']);
  const sql = random.next() < 0.2 ? random.pick(statements) : select(random, 0);
  const clause = random.next() < 0.4 ? ` SETTINGS ${setting(random)}` : '';
  const query = [
    `default_format=${random.pick(formats)}`,
    ...(random.next() < 0.6 ? [setting(random)] : []),
    ...(random.next() < 0.1
      ? ['session_id=a', `query_id=${encodeURIComponent(hostileText(random)).slice(0, 80)}`]
      : []),
    ...(random.next() < 0.1 ? ['compress=1', 'decompress=1'] : []),
  ].join('&');
  return caseOf(way, `${sql}${clause}`, query);
}

function setting(random: Random): string {
  const value =
    random.next() < 0.7
      ? `${hostileNumber(random)}`
      : `'${encodeURIComponent(hostileText(random)).slice(0, 60)}'`;
  return `${random.pick(settings)}=${value}`;
}

function select(random: Random, depth: number): string {
  const from = depth < 3 && random.next() < 0.35 ? `(${select(random, depth + 1)})` : table(random);
  const columns = Array.from({ length: random.between(1, 3) }, () => expression(random, 0)).join(', ');
  const where = random.next() < 0.3 ? ` WHERE ${expression(random, 0)} = ${expression(random, 1)}` : '';
  const order = random.next() < 0.2 ? ` ORDER BY ${expression(random, 1)}` : '';
  const limit = random.next() < 0.5 ? ` LIMIT ${hostileNumber(random)}` : ' LIMIT 5';
  const more = depth === 0 && random.next() < 0.1 ? ` UNION ALL ${select(random, 2)}` : '';
  return `SELECT ${columns} FROM ${from}${where}${order}${limit}${more}`;
}

function table(random: Random): string {
  return random.next() < 0.2 ? random.pick(forbidden) : random.pick(tables);
}

function expression(random: Random, depth: number): string {
  if (depth > 3 || random.next() < 0.4)
    return random.pick([
      '*',
      '1',
      `${hostileNumber(random)}`,
      `'${hostileText(random).replaceAll(/['\\]/g, '').slice(0, 600)}'`,
      'host',
      'NULL',
      '[1]',
      'now()',
    ]);
  const name = random.pick(functions);
  return name.endsWith(')')
    ? name
    : `${name}(${expression(random, depth + 1)}${random.next() < 0.4 ? `, ${expression(random, depth + 1)}` : ''})`;
}
