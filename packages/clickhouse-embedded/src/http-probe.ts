import { request, type RequestOptions } from 'node:http';
import type { Credentials } from './account.ts';
import { MAX_READ_SECONDS } from './users-xml.ts';

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

export interface ServerHealth {
  /** Writes to files that failed since the server was started. The engine (26.7) counts them and goes on as if they had been done. */
  readonly failedWrites: number;
  /** Queries of readers that run longer than any of them may. */
  readonly overdueQueries: number;
  /** Those of them that were told to end and did not: they wait in the kernel, for a named pipe for instance. */
  readonly stuckQueries: number;
}

export interface OverdueLimits {
  /** What a query of a reader may take at most. */
  readonly seconds: number;
  /** From being told to end until a query that did not counts as stuck. */
  readonly graceSeconds: number;
}

export const overdueLimits: OverdueLimits = { seconds: MAX_READ_SECONDS, graceSeconds: 30 };

export interface WatchedReaders extends OverdueLimits {
  /** Names of accounts. */
  readonly readers: readonly string[];
}

const healthQuery = `
  SELECT
    (SELECT sum(value) FROM system.events WHERE event = 'WriteBufferFromFileDescriptorWriteFailed'),
    countIf(elapsed > {seconds:UInt32}), countIf(elapsed > {seconds:UInt32} + {graceSeconds:UInt32})
  FROM system.processes WHERE user IN ({readers:Array(String)})`;
const endOverdueQuery =
  'KILL QUERY WHERE user IN ({readers:Array(String)}) AND elapsed > {seconds:UInt32} ASYNC FORMAT Null';

/** Undefined when there is no answer, at the latest after `COUNT_TIMEOUT_MS`. */
export async function health(
  target: ProbeTarget,
  watched: WatchedReaders,
): Promise<ServerHealth | undefined> {
  const answer = await askServer(target, healthQuery, watched);
  if (answer?.status !== 200) return undefined;
  const [failedWrites = 0, overdueQueries = 0, stuckQueries = 0] = answer.text.split('\t').map(Number);
  return { failedWrites, overdueQueries, stuckQueries };
}

/** Tells the readers' queries to end that run longer than any may, whatever limit they were sent with. */
export async function endOverdueQueries(target: ProbeTarget, watched: WatchedReaders): Promise<void> {
  await askServer(target, endOverdueQuery, watched);
}

function askServer({ host, port, credentials }: ProbeTarget, sql: string, watched: WatchedReaders) {
  const headers = { 'X-ClickHouse-User': credentials.user, 'X-ClickHouse-Key': credentials.password };
  const parameters = new URLSearchParams({
    query: sql,
    param_readers: `[${watched.readers.map((name) => `'${name}'`).join(',')}]`,
    param_seconds: String(watched.seconds),
    param_graceSeconds: String(watched.graceSeconds),
  });
  const path = `/?${parameters.toString()}`;
  return ask({ host, port, agent: false, method: 'POST', timeout: COUNT_TIMEOUT_MS, path, headers });
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
