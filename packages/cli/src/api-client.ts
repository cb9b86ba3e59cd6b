import { closeSync, constants, openSync, readFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { basename, dirname, join } from 'node:path';
import { errorCode } from '@hostwire/runtime';
import { CommandError, exitCode, type ExitCode } from './exit-code.ts';

/** Longest path a Unix socket address holds (sun_path is 108 bytes on Linux, 104 on macOS). */
const maxSocketPath = 100;
/** How long a collector may say nothing; a request may allow more. */
const answerTimeoutMs = 30_000;

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** How long the collector may say nothing. */
  readonly silenceMs?: number;
  /** Aborted: the connection is closed, also in the middle of the answer. */
  readonly signal?: AbortSignal;
}

/** What a running collector wrote into its data folder (runtime.json). */
export interface CollectorRuntime {
  readonly pid: number;
  readonly socket: string;
  readonly web: string;
  readonly gateway: string;
  readonly clickhouse: string;
}

/**
 * The API of the collector on this machine, over the Unix socket in its data folder: whoever may open the socket is
 * the administrator. Every failure becomes a CommandError that says what to do.
 */
export class ApiClient {
  readonly #dataDir: string;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  /** runtime.json of the running collector. */
  runtime(): CollectorRuntime {
    try {
      return JSON.parse(readFileSync(join(this.#dataDir, 'runtime.json'), 'utf8')) as CollectorRuntime;
    } catch (error) {
      throw this.#unreachable(error);
    }
  }

  async get<Answer>(path: string, options: Pick<ApiRequest, 'silenceMs'> = {}): Promise<Answer> {
    return this.#json<Answer>({ method: 'GET', path, ...options });
  }

  async post<Answer>(path: string, body: unknown = {}): Promise<Answer> {
    return this.#json<Answer>({ method: 'POST', path, body });
  }

  /** The answer as it comes; the caller reads it to its end. Refusals throw. */
  async stream(call: ApiRequest): Promise<IncomingMessage> {
    const answer = await this.#send(call);
    if ((answer.statusCode ?? 500) < 400) return answer;
    throw refusal(answer.statusCode ?? 500, await text(answer));
  }

  async #json<Answer>(call: ApiRequest): Promise<Answer> {
    return JSON.parse(await text(await this.stream(call))) as Answer;
  }

  async #send(call: ApiRequest): Promise<IncomingMessage> {
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    const silenceMs = call.silenceMs ?? answerTimeoutMs;
    const socket = this.#socket();
    return new Promise<IncomingMessage>((resolve, reject) => {
      const headers =
        body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const outgoing = request({
        socketPath: socket.path,
        method: call.method,
        path: call.path,
        headers,
        timeout: silenceMs,
        signal: call.signal,
      });
      outgoing.on('response', resolve);
      outgoing.on('timeout', () => outgoing.destroy(new Error(`it said nothing for ${silenceMs / 1000} s`)));
      outgoing.on('error', (error) => reject(this.#unreachable(error)));
      outgoing.on('close', () => socket.release());
      outgoing.end(body);
    });
  }

  #socket(): { path: string; release(): void } {
    try {
      return shortSocketPath(join(this.#dataDir, 'hostwire.sock'));
    } catch (error) {
      throw this.#unreachable(error);
    }
  }

  #unreachable(error: unknown): CommandError {
    const code = errorCode(error);
    if (code === 'EACCES') {
      const message = `no permission to talk to the collector in ${this.#dataDir}. Run this as the user that runs the collector.`;
      return new CommandError(exitCode.notAllowed, message, { cause: error });
    }
    const why =
      code === 'ENOENT' || code === 'ECONNREFUSED'
        ? 'no collector is running there'
        : error instanceof Error
          ? error.message
          : String(error);
    const message = `cannot reach a collector in ${this.#dataDir}: ${why}. Start one with "npm start" (or "hostwire up"), or name its folder with --data DIR or HOSTWIRE_DATA.`;
    return new CommandError(exitCode.unreachable, message, { cause: error });
  }
}

/** A path that fits into a socket address: through an open descriptor of its folder where it would be too long. */
function shortSocketPath(path: string): { path: string; release(): void } {
  if (Buffer.byteLength(path) <= maxSocketPath || process.platform !== 'linux')
    return { path, release: () => undefined };
  const folder = openSync(dirname(path), constants.O_RDONLY | constants.O_DIRECTORY);
  return { path: `/proc/self/fd/${folder}/${basename(path)}`, release: () => closeSync(folder) };
}

async function text(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Refusals whose status does not say enough. */
const exitCodes: Readonly<Record<string, ExitCode>> = {
  REQUEST_INVALID: exitCode.usage,
  ACCESS_DENIED: exitCode.notAllowed,
};

/** The collector's own words where it gave some: {error: {code, message}}. */
function refusal(status: number, body: string): CommandError {
  const code =
    status === 401 || status === 403
      ? exitCode.notAllowed
      : status === 503
        ? exitCode.unreachable
        : exitCode.failed;
  try {
    const { error } = JSON.parse(body) as { error: { code: string; message: string } };
    return new CommandError(exitCodes[error.code] ?? code, error.message);
  } catch {
    return new CommandError(code, `the collector answered ${status}: ${body.slice(0, 500)}`);
  }
}
