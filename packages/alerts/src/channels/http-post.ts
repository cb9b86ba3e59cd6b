import type { Outcome } from '../message/message.ts';

const httpLimits = { timeoutMs: 10_000, detailBytes: 300, longestRetryAfterMs: 3_600_000 } as const;

export interface HttpRequest {
  readonly url: string;
  readonly method?: 'POST' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer | FormData;
  readonly signal: AbortSignal;
}

/** One request of a channel. A redirect is not followed: what it leads to was not configured. */
export async function httpPost({
  url,
  method = 'POST',
  headers = {},
  body,
  signal,
}: HttpRequest): Promise<Outcome> {
  const { address, authorization } = withoutCredentials(url);
  let response: Response;
  try {
    response = await fetch(address, {
      method,
      headers: { 'user-agent': 'hostwire', ...authorization, ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(httpLimits.timeoutMs)]),
    });
  } catch (error) {
    return { result: 'retry', why: reasonOf(error) };
  }
  const detail = await firstBytes(response);
  return outcomeOf(response, detail);
}

function outcomeOf(response: Response, detail: string): Outcome {
  const { status } = response;
  if (response.ok) return { result: 'done' };
  const why = `answered ${status}${detail === '' ? '' : `: ${detail}`}`;
  if (status >= 300 && status < 400)
    return {
      result: 'refuse',
      why: `answered ${status} to ${response.headers.get('location') ?? '?'}: give that address`,
    };
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    return { result: 'retry', why, afterMs: retryAfterMs(response.headers.get('retry-after')) };
  return { result: 'refuse', why };
}

/** Seconds or a date, as RFC 9110 has it; undefined: the answer did not say. */
export function retryAfterMs(header: string | null, nowMs = Date.now()): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), httpLimits.longestRetryAfterMs) : undefined;
}

/** Ports that fetch refuses to connect to (WHATWG fetch, "port blocking"). */
const blockedPorts = new Set(
  (
    '1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 ' +
    '135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 ' +
    '995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080'
  )
    .split(' ')
    .map(Number),
);

/** Why nothing can ever be posted to an address; undefined when it may work. */
export function problemWithUrl(text: string): string | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return 'is not an address: expected one like https://example.org/hook';
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return `has the scheme ${url.protocol.slice(0, -1)}: expected http or https`;
  if (url.port === '0') return 'has port 0, which nothing listens on';
  if (blockedPorts.has(Number(url.port)))
    return `has port ${url.port}, which belongs to another protocol and is never connected to`;
  const host = url.hostname.replace(/\.$/, '').toLowerCase();
  if (host === '0.0.0.0' || host === '[::]') return `has the address ${url.hostname}, which names no host`;
  if (
    host.endsWith('.invalid') ||
    host.endsWith('.example') ||
    host === 'example.com' ||
    host === 'example.org'
  )
    return `has the host ${host}, which is reserved for documentation`;
  return undefined;
}

/** fetch refuses credentials in an address; they belong into a header. */
function withoutCredentials(text: string): { address: string; authorization: Record<string, string> } {
  const url = new URL(text);
  if (url.username === '' && url.password === '') return { address: text, authorization: {} };
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  url.username = url.password = '';
  return {
    address: url.href,
    authorization: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` },
  };
}

async function firstBytes(response: Response): Promise<string> {
  try {
    const reader = response.body?.getReader();
    const value = (await reader?.read())?.value as Uint8Array | undefined;
    await reader?.cancel();
    return Buffer.from(value ?? new Uint8Array())
      .toString('utf8', 0, httpLimits.detailBytes)
      .trim();
  } catch {
    return '';
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${httpLimits.timeoutMs / 1000} s`;
  return error.cause instanceof Error ? error.cause.message : error.message;
}
