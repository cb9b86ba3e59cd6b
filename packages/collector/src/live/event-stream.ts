import type { ServerResponse } from 'node:http';

/** Bytes not yet taken by a client; one that lets more pile up is cut off and may come again. */
const maxBufferedBytes = 4 * 1024 * 1024;

/** One event in the text/event-stream format. `data` becomes one line of JSON. */
export function eventText(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** One client of server-sent events, over a raw response. */
export class EventStream {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  open(headers: Readonly<Record<string, string>>): void {
    this.#response.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    this.#response.write('retry: 2000\n\n');
  }

  /** Calls once, when the client is gone or was cut off. */
  onClose(listener: () => void): void {
    this.#response.once('close', listener);
  }

  /** Sends text made by `eventText`. */
  send(text: string): void {
    if (this.#response.destroyed || this.#response.writableEnded) return;
    if (this.#response.writableLength > maxBufferedBytes) {
      this.#response.destroy();
      return;
    }
    this.#response.write(text);
  }

  ping(): void {
    this.send(': ping\n\n');
  }

  end(): void {
    this.#response.end();
  }
}
