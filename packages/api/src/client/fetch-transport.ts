import { ApiError } from './api-error.ts';
import type { Transport, TransportRequest, TransportResponse } from './transport.ts';

export interface FetchTransportOptions {
  /** What stands before every path: '' for the pages, `https://monitor.example.org` for a program elsewhere. */
  readonly baseUrl?: string;
  /** An API token. */
  readonly token?: string;
  /** Called with every response before its body is read. */
  readonly onResponse?: (response: TransportResponse) => void;
}

/** Requests over `fetch`, with the cookies of the page or with a token. */
export function fetchTransport({ baseUrl = '', token, onResponse }: FetchTransportOptions = {}): Transport {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return {
    send: async (request) => {
      const type = request.body === undefined ? {} : { 'content-type': 'application/json' };
      const response = await reached(`${baseUrl}${request.path}`, {
        method: request.method,
        headers: { ...authorization, ...type },
        body: request.body ?? null,
        credentials: 'same-origin',
        redirect: 'error',
        signal: signalOf(request),
      });
      const given = responseOf(response, request.signal);
      onResponse?.(given);
      return given;
    },
  };
}

async function reached(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted === true && !isTimeout(init.signal)) throw init.signal.reason;
    throw unreachable(cause);
  }
}

function unreachable(cause: unknown): ApiError {
  const message = 'The collector does not answer. It may be restarting, or the network is down.';
  return new ApiError('UNREACHABLE', message, { cause });
}

function signalOf({ signal, silenceMs }: TransportRequest): AbortSignal | null {
  const timeout = silenceMs === undefined ? [] : [AbortSignal.timeout(silenceMs)];
  const signals = [...(signal === undefined ? [] : [signal]), ...timeout];
  return signals.length === 0 ? null : AbortSignal.any(signals);
}

function isTimeout({ reason }: AbortSignal): boolean {
  return reason instanceof DOMException && reason.name === 'TimeoutError';
}

function responseOf(response: Response, signal: AbortSignal | undefined): TransportResponse {
  return {
    status: response.status,
    header: (name) => response.headers.get(name) ?? undefined,
    body: chunksOf(response.body, signal),
  };
}

/** Not every browser can iterate a stream. A connection that breaks within it is one that does not answer. */
async function* chunksOf(
  stream: ReadableStream<Uint8Array> | null,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  if (stream === null) return;
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw signal?.aborted === true ? signal.reason : unreachable(cause);
      });
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
