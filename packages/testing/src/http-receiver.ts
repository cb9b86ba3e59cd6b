import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A web server on the loopback interface that keeps what is sent to it, and answers as it is told. */
export class HttpReceiver {
  readonly received: ReceivedRequest[] = [];
  /** Ends the response of each request. */
  answer: (response: ServerResponse) => void = (response) => response.end('ok');
  #url = '';
  readonly #server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url: path = '', headers } = request;
      this.received.push({ method, path, headers, body });
      this.answer(response);
    });
  });

  constructor() {
    // No connection is closed while a sender believes that it can be used.
    this.#server.keepAliveTimeout = 600_000;
  }

  /** Of no path. */
  get url(): string {
    return this.#url;
  }

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => void this.#server.close(() => resolve()));
  }
}
