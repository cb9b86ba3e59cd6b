import { once } from 'node:events';
import { ApiError, type Client } from '@hostwire/api/client';
import { CommandError, exitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';
import { answerTailBytes, reasonOfBreak } from './broken-response.ts';
import { explainQueryError } from './syntax-error.ts';

/** ClickHouse ends a query of the read-only account much earlier; a server of your own may allow more. */
const silenceMs = 600_000;

export interface Query {
  readonly query: string;
  readonly format: string;
  /** Aborted: the connection is closed, and with it the query ends on the server. */
  readonly signal?: AbortSignal;
}

/** Streams the answer to the terminal as it comes, whatever its size. */
export async function runQuery(
  api: Client,
  { query, format, signal }: Query,
  terminal: Terminal,
): Promise<void> {
  const answer = await api.sql.run({ body: { query, format }, silenceMs, signal }).catch((error: unknown) => {
    throw error instanceof ApiError
      ? new ApiError(error.code, explainQueryError(error.message, query), {
          status: error.status,
          cause: error,
        })
      : error;
  });
  let tail: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of answer.body) {
      tail = Buffer.concat([tail, chunk.subarray(-answerTailBytes)]).subarray(-answerTailBytes);
      const flushed = terminal.out.write(chunk);
      if (flushed === false && process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
    }
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new CommandError(exitCode.failed, reasonOfBreak(tail.toString('utf8')), { cause: error });
  }
  if (tail.length === 0 && terminal.shown === true) terminal.err.write('No rows.\n');
}
