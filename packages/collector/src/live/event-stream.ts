import type { ServerResponse } from 'node:http';
import { constants, createGzip, type Gzip } from 'node:zlib';

/** Bytes not yet taken by a client; one that lets more pile up is cut off and may come again. */
const maxBufferedBytes = 4 * 1024 * 1024;

/** One event in the text/event-stream format. `data` becomes one line of JSON. */
export function eventText(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

export interface EventStreamOptions {
  /** Of the request. */
  readonly acceptEncoding?: string | undefined;
}

/** One client of server-sent events, over a raw response; compressed when the client takes that. */
export class EventStream {
  readonly #response: ServerResponse;
  /** Events look alike: a small window and little memory for each client are enough. */
  readonly #gzip: Gzip | undefined;

  constructor(response: ServerResponse, { acceptEncoding = '' }: EventStreamOptions = {}) {
    this.#response = response;
    if (!/\bgzip\b/.test(acceptEncoding)) return;
    this.#gzip = createGzip({ level: 4, windowBits: 14, memLevel: 7, flush: constants.Z_SYNC_FLUSH });
    this.#gzip.pipe(response);
  }

  open(headers: Readonly<Record<string, string>>): void {
    this.#response.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      vary: 'accept-encoding',
      ...(this.#gzip === undefined ? {} : { 'content-encoding': 'gzip' }),
    });
    this.#write('retry: 2000\n\n');
  }

  /** Calls once, when the client is gone or was cut off. */
  onClose(listener: () => void): void {
    this.#response.once('close', () => {
      this.#gzip?.destroy();
      listener();
    });
  }

  /** Sends text made by `eventText`. */
  send(text: string): void {
    if (this.#response.destroyed || this.#response.writableEnded) return;
    const buffered = this.#response.writableLength + (this.#gzip?.writableLength ?? 0);
    if (buffered > maxBufferedBytes) {
      this.#response.destroy();
      return;
    }
    this.#write(text);
  }

  ping(): void {
    this.send(': ping\n\n');
  }

  end(): void {
    (this.#gzip ?? this.#response).end();
  }

  #write(text: string): void {
    (this.#gzip ?? this.#response).write(text);
  }
}
