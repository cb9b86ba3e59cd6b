import { createClient, type ClickHouseClient, type ClickHouseSettings } from '@clickhouse/client';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ServerHealth } from './server-health.ts';
import { probeServer } from './server-probe.ts';
import { StorageError, toStorageError } from './storage-error.ts';
import { unreadablePartOf, type UnreadablePart } from './unreadable-part.ts';

export interface DatabaseOptions {
  /** `http(s)://[user:password@]host:port[/database]` */
  readonly url: string;
  /** Instead of the user in the URL; `default` when neither is given. */
  readonly user?: string;
  readonly password?: string;
  /** Instead of the database in the URL; `hostwire` when neither is given. */
  readonly database?: string;
  /** Shows up as http_user_agent in ClickHouse's query log. */
  readonly application: string;
  /** Longest silence of the server within one request, uploads apart. */
  readonly requestTimeoutMs?: number;
}

/** Bound by ClickHouse to `{name:Type}` in the statement; never built into its text. */
export type QueryParameters = Readonly<Record<string, unknown>>;

/** A statement whose data follows as the body of the request, in the format that the statement names. */
export interface Upload {
  readonly statement: string;
  readonly params: QueryParameters;
  readonly body: Uint8Array;
  readonly queryId: string;
  readonly settings: ClickHouseSettings;
}

/** A server says so by this macro when it answers an INSERT as done though a write to its disk failed: the embedded one. */
const passesOverSql = "SELECT 1 FROM system.macros WHERE macro = 'passes_over_failed_writes'";
const failedWritesSql =
  "SELECT sum(value) AS writes FROM system.events WHERE event = 'WriteBufferFromFileDescriptorWriteFailed'";

const defaultRequestTimeoutMs = 30_000;
/** `ServerHealth` says when an upload has been silent for too long: this only has to be longer than any standstill. */
const uploadTimeoutMs = 7 * 24 * 3_600_000;
const maxConnections = 10;
const pieceBytes = 256 * 1024;

/** Small tables: one row, one part, on disk before the answer. */
const durableInsert: ClickHouseSettings = { async_insert: 0, wait_end_of_query: 1 };

/**
 * One ClickHouse database over HTTP. Holds two pools of at most 10 kept-alive connections, opened with the first request, and
 * whether the server stands still: then what reads is given up, and every request fails at once until it goes on
 * (server-health.ts). Every failure is a StorageError.
 */
export class Database {
  /** Of the database, for people and for SQL that needs it. */
  readonly name: string;
  /** Server, user and database without the password, for messages. */
  readonly where: string;
  readonly #client: ClickHouseClient;
  readonly #uploads: ClickHouseClient;
  readonly #health: ServerHealth;
  #unreadable: UnreadablePart | undefined;
  /** Whether answers of this server need a second look; undefined: not asked yet. */
  #passesOver: boolean | undefined;
  readonly #connect: (database: string, requestTimeoutMs?: number) => ClickHouseClient;

  constructor(options: DatabaseOptions) {
    const url = parseUrl(options.url);
    const username = options.user ?? (decodeURIComponent(url.username) || 'default');
    const password = options.password ?? decodeURIComponent(url.password);
    this.name = options.database ?? (decodeURIComponent(url.pathname.slice(1)) || 'hostwire');
    this.where = `ClickHouse at ${url.origin}, user ${username}, database ${this.name}`;
    this.#connect = (database, requestTimeoutMs = options.requestTimeoutMs ?? defaultRequestTimeoutMs) =>
      createClient({
        url: url.origin,
        username,
        password,
        database,
        application: options.application,
        request_timeout: requestTimeoutMs,
        max_open_connections: maxConnections,
        compression: { request: false, response: false },
        clickhouse_settings: {
          output_format_json_quote_64bit_integers: 0,
          output_format_json_quote_denormals: 0,
        },
        log: { LoggerClass: SilentLogger },
      });
    this.#client = this.#connect(this.name);
    this.#uploads = this.#connect(this.name, uploadTimeoutMs);
    this.#health = new ServerHealth({ ask: (signal) => probeServer(url.origin, signal) });
  }

  /**
   * The rows of a SELECT as JavaScript values (format JSONEachRow). Integers above 2^53 - 1 lose digits: select
   * identifiers as text.
   */
  async query<Row>(
    sql: string,
    params: QueryParameters = {},
    settings: ClickHouseSettings = {},
  ): Promise<Row[]> {
    return this.#attempt(async (signal) => {
      const result = await this.#client.query({
        query: sql,
        abort_signal: signal,
        format: 'JSONEachRow',
        query_params: { ...params },
        clickhouse_settings: settings,
        use_multipart_params_auto: true,
      });
      return await result.json<Row>();
    });
  }

  /** Runs a statement that has no result. */
  async command(sql: string, params: QueryParameters = {}, settings: ClickHouseSettings = {}): Promise<void> {
    await this.#attempt(() =>
      this.#client.command({
        query: sql,
        query_params: { ...params },
        clickhouse_settings: { wait_end_of_query: 1, ...settings },
      }),
    );
  }

  /** Inserts rows into a small table; returns when they are on disk. All rows of one call must be one partition. */
  async insertRows(table: string, rows: readonly object[]): Promise<void> {
    await this.#attempt(() =>
      this.#client.insert({
        table,
        values: [...rows],
        format: 'JSONEachRow',
        clickhouse_settings: durableInsert,
      }),
    );
    await this.requireWritten();
  }

  /** Sends a statement with a body and reads the answer to its end. A statement that answers with text failed. */
  async upload({ statement, params, body, queryId, settings }: Upload): Promise<void> {
    const sent = this.#health.watchUpload(async (signal) => {
      const { stream } = await this.#uploads.exec({
        query: statement,
        abort_signal: signal,
        query_params: { ...params },
        values: Readable.from(pieces(body)),
        query_id: queryId,
        clickhouse_settings: settings,
      });
      let unexpected = 0;
      for await (const chunk of stream) unexpected += (chunk as Buffer).length;
      if (unexpected > 0) throw new Error(`${unexpected} bytes where an empty answer was due`);
    });
    await this.#explained(sent);
    await this.requireWritten();
  }

  /** The answer to a SELECT, in the format that it names, as it comes; for as long as it takes. */
  async readStream(sql: string, params: QueryParameters = {}): Promise<Readable> {
    return this.#explained(
      this.#uploads.exec({ query: sql, query_params: { ...params } }).then(({ stream }) => stream),
    );
  }

  /** Inserts what comes, in the format that the statement names; returns when it is on disk. Neither atomic nor limited in time. */
  async insertStream(statement: string, body: Readable, settings: ClickHouseSettings = {}): Promise<void> {
    const sent = this.#uploads.exec({ query: statement, values: body, clickhouse_settings: settings });
    const { stream } = await this.#explained(sent);
    stream.resume();
    await this.#explained(finished(stream));
    await this.requireWritten();
  }

  /** Throws UNREACHABLE at once while the server is known to stand still. */
  requireThere(): void {
    try {
      this.#health.require();
    } catch (error) {
      throw toStorageError(error, this.where);
    }
  }

  /** Resolves when the server does not stand still, as far as is known; throws UNREACHABLE after `limitMs`. */
  async untilResponsive(limitMs: number): Promise<void> {
    await this.#explained(this.#health.untilResponsive(limitMs));
  }

  /** Resolves when the server answers to this user, with this database. */
  async ping(): Promise<void> {
    await this.query('SELECT 1');
  }

  /** Creates the database itself when it is not there. */
  async create(): Promise<void> {
    const client = this.#connect('system');
    try {
      await this.#attempt(() =>
        client.command({
          query: 'CREATE DATABASE IF NOT EXISTS {name:Identifier}',
          query_params: { name: this.name },
        }),
      );
    } finally {
      await client.close();
    }
  }

  async close(): Promise<void> {
    this.#health.close();
    await this.#client.close();
    await this.#uploads.close();
  }

  /**
   * Throws WRITES_FAILED when this server process ever failed to write: what it answered since may not be on its disk.
   * UNCERTAIN when it cannot be asked, whatever the reason: the rows may be there.
   */
  async requireWritten(): Promise<void> {
    const writes = await this.#failedWrites().catch((cause: unknown) => {
      const message = `${this.where}: no answer to whether what it took is on its disk`;
      throw new StorageError('UNCERTAIN', message, { outcome: 'uncertain', cause });
    });
    if (writes === 0) return;
    throw new StorageError(
      'WRITES_FAILED',
      `${this.where}: ${writes} writes to its disk failed; make room on it, or see to it. The server is started again`,
      { outcome: 'uncertain' },
    );
  }

  /** The part that a query failed at since this was asked last. */
  takeUnreadablePart(): UnreadablePart | undefined {
    const part = this.#unreadable;
    this.#unreadable = undefined;
    return part;
  }

  async #failedWrites(): Promise<number> {
    this.#passesOver ??= await this.#asksForSecondLook();
    if (!this.#passesOver) return 0;
    const [failed] = await this.query<{ writes: number }>(failedWritesSql);
    return failed!.writes;
  }

  async #asksForSecondLook(): Promise<boolean> {
    try {
      return (await this.query(passesOverSql)).length > 0;
    } catch (error) {
      if (error instanceof StorageError && error.code === 'ACCESS_DENIED') return false; // the embedded one allows it
      throw error;
    }
  }

  /** `signal`: for requests that change nothing, to be given up when the server stands still. */
  #attempt<T>(request: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#explained(this.#health.watch(request));
  }

  /** Whatever fails, as a StorageError. */
  async #explained<T>(outcome: Promise<T>): Promise<T> {
    try {
      return await outcome;
    } catch (error) {
      const failure = toStorageError(error, this.where);
      const part = unreadablePartOf(failure);
      if (part?.database === this.name) this.#unreadable = part; // a rule may ask tables of others, too
      throw failure;
    }
  }
}

/** Each becomes one HTTP chunk, and ClickHouse keeps a chunk in memory until it is complete. */
function* pieces(body: Uint8Array): Iterable<Uint8Array> {
  for (let at = 0; at < body.length; at += pieceBytes) yield body.subarray(at, at + pieceBytes);
}

/** Failures reach the caller as errors; this package does not log. */
class SilentLogger {
  trace(): void {}
  debug(): void {}
  info(): void {}
  warn(): void {}
  error(): void {}
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new StorageError(
    'UNREACHABLE',
    'The ClickHouse URL must look like https://user:password@host:8443/database (http for a server on this host)',
  );
}
