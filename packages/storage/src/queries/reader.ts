import { ClickHouseLogLevel, createClient, type ClickHouseClient, type DataFormat } from '@clickhouse/client';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { codeOfServerError, StorageError, toStorageError, type StorageErrorCode } from '../storage-error.ts';
import { parseServerRefusal } from './server-refusal.ts';

/** The server itself ends queries that take too long; this is for one that says nothing at all. */
const silenceMs = 600_000;
const maxConnections = 20;
/** Characters shown of an answer that is not ClickHouse's. */
const maxForeignText = 500;

const refusedMessage =
  "the read-only account is switched off: this kernel has no Landlock, so SQL could read every file of the server's user. " +
  'Use Linux 5.13 or later with Landlock, or set clickhouse.unconfinedReaders to "allow" where everybody who asks is trusted.';

/** Codes that mean for a reader what they mean for the collector; what else ClickHouse refuses is the query's fault. */
const sameForReaders: ReadonlySet<StorageErrorCode> = new Set([
  'ACCESS_DENIED',
  'AUTHENTICATION_FAILED',
  'OVERLOADED',
]);

export interface ReaderOptions {
  /** `http(s)://host:port` */
  readonly url: string;
  /** An account whose limits on time, memory and rows hold what people may ask. */
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly application: string;
  /** The account is not let in, because the embedded server is not confined. Default false. */
  readonly refused?: boolean;
}

export interface ReaderQuery {
  readonly query: string;
  /** Output format where the query names none. */
  readonly format: string;
  readonly queryId: string;
  readonly signal: AbortSignal;
}

export interface ReaderResponse {
  /** As ClickHouse writes it. An error after the first row stands in the text, as ClickHouse does it. */
  readonly stream: Readable;
  readonly contentType: string;
}

/** Runs what people type, as the read-only account, and passes the answer on as it comes. */
export class Reader {
  readonly #options: ReaderOptions;
  #client: ClickHouseClient | undefined;

  /** See `ReaderOptions.refused`. */
  readonly refused: boolean;

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.refused = options.refused ?? false;
  }

  /** Throws StorageError; what ClickHouse refused has its own words as the message. */
  async run({ query, format, queryId, signal }: ReaderQuery): Promise<ReaderResponse> {
    if (this.refused) throw new StorageError('READERS_REFUSED', refusedMessage);
    this.#client ??= this.#connect();
    try {
      const answer = await this.#client.exec({
        query,
        query_id: queryId,
        abort_signal: signal,
        clickhouse_settings: { default_format: format as DataFormat },
        ignore_error_response: true, // the client would cut the words at the first capitals in parentheses
      });
      if ((answer.http_status_code ?? 200) >= 400) throw this.#refusal(await text(answer.stream));
      const contentType = answer.response_headers['content-type'];
      return { stream: answer.stream, contentType: String(contentType ?? 'text/plain; charset=utf-8') };
    } catch (error) {
      throw toStorageError(error, this.#where);
    }
  }

  async close(): Promise<void> {
    await this.#client?.close();
    this.#client = undefined;
  }

  #refusal(body: string): StorageError {
    const refusal = parseServerRefusal(body);
    if (refusal === undefined)
      return new StorageError(
        'UNREACHABLE',
        `${this.#where} does not answer as ClickHouse: ${body.slice(0, maxForeignText)}`,
      );
    const { serverCode, message } = refusal;
    const known = codeOfServerError(serverCode);
    const code = sameForReaders.has(known) ? known : 'QUERY_FAILED';
    return new StorageError(code, `${message} (error ${serverCode})`, { serverCode });
  }

  get #where(): string {
    return `ClickHouse at ${this.#options.url}`;
  }

  #connect(): ClickHouseClient {
    const { url, user, password, database, application } = this.#options;
    return createClient({
      url,
      username: user,
      password,
      database,
      application,
      request_timeout: silenceMs,
      max_open_connections: maxConnections,
      compression: { request: false, response: false },
      log: { level: ClickHouseLogLevel.OFF }, // failures reach the caller as errors
    });
  }
}
