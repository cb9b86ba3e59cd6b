import { request, type RequestOptions } from 'node:http';
import type { Credentials } from './account.ts';

const PROBE_TIMEOUT_MS = 2000;
/**
 * A server that stands still keeps every request that was given up, and works them all off when it wakes up, before what
 * comes then. So a question is left open for as long as this, and answered at once when the server goes on.
 */
const COUNT_TIMEOUT_MS = 300_000;

export interface ProbeTarget {
  readonly host: string;
  readonly port: number;
  readonly credentials: Credentials;
}

/** Whether the server answers /ping and the account can log in and run a query. False means: not yet. */
export async function answers({ host, port, credentials }: ProbeTarget): Promise<boolean> {
  const base = { host, port, agent: false, timeout: PROBE_TIMEOUT_MS };
  if ((await statusOf({ ...base, path: '/ping' })) !== 200) return false;
  const headers = { 'X-ClickHouse-User': credentials.user, 'X-ClickHouse-Key': credentials.password };
  return (await statusOf({ ...base, path: '/?query=SELECT%201', headers })) === 200;
}

const failedWritesQuery =
  "SELECT sum(value) FROM system.events WHERE event = 'WriteBufferFromFileDescriptorWriteFailed'";

/**
 * Writes to files that failed since the server was started. The engine (26.7) counts them and goes on as if they had been done.
 * Undefined when there is no answer, at the latest after `COUNT_TIMEOUT_MS`.
 */
export async function failedWrites({ host, port, credentials }: ProbeTarget): Promise<number | undefined> {
  const headers = { 'X-ClickHouse-User': credentials.user, 'X-ClickHouse-Key': credentials.password };
  const path = `/?query=${encodeURIComponent(failedWritesQuery)}`;
  const answer = await ask({ host, port, agent: false, timeout: COUNT_TIMEOUT_MS, path, headers });
  return answer?.status === 200 ? Number(answer.text) : undefined;
}

async function statusOf(options: RequestOptions): Promise<number | undefined> {
  return (await ask(options))?.status;
}

interface Answer {
  readonly status: number | undefined;
  readonly text: string;
}

/** Undefined when there is no answer at all. */
function ask(options: RequestOptions): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const asked = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.once('close', () => resolve({ status: response.statusCode, text }));
    });
    asked.once('timeout', () => asked.destroy());
    // Not listening yet, or ended in the middle: whoever waits looks at the process itself for the reason.
    asked.once('error', () => resolve(undefined));
    asked.end();
  });
}
