import { request, type RequestOptions } from 'node:http';
import type { Credentials } from './account.ts';

const PROBE_TIMEOUT_MS = 2000;

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

/** The HTTP status, or undefined when there is no answer at all. */
function statusOf(options: RequestOptions): Promise<number | undefined> {
  return new Promise((resolve) => {
    const asked = request(options, (response) => {
      response.resume();
      response.once('close', () => resolve(response.statusCode));
    });
    asked.once('timeout', () => asked.destroy());
    // Not listening yet, or ended in the middle: whoever waits looks at the process itself for the reason.
    asked.once('error', () => resolve(undefined));
    asked.end();
  });
}
