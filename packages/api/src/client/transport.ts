import type { Method } from '../route.ts';

/** How long a collector may say nothing, and what ends a call early. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Without: the default of the transport. */
  readonly silenceMs?: number | undefined;
}

export interface TransportRequest extends CallOptions {
  readonly method: Method;
  /** With the query. */
  readonly path: string;
  /** JSON; undefined: none. */
  readonly body: string | undefined;
}

export interface TransportResponse {
  readonly status: number;
  /** By lower-case name. */
  header(name: string): string | undefined;
  /** The body as it comes; read once, to its end. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** How requests reach the collector. Throws ApiError UNREACHABLE when nothing answers. */
export interface Transport {
  send(request: TransportRequest): Promise<TransportResponse>;
}

export async function textOf({ body }: Pick<TransportResponse, 'body'>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}
