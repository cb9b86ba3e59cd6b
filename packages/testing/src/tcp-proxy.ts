import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

const endOfHeaders = '\r\n\r\n';

/**
 * A TCP proxy in front of an HTTP server, which can lose answers and hold back bodies. Everything passes until told
 * otherwise; what it is told holds for the bytes that come after.
 */
export class TcpProxy {
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((client) => this.#accept(client));
  #held: (() => void)[] = [];
  #blockedAfterBodyBytes: number | undefined;
  #onLostAnswer: (() => void) | undefined;

  /** `target`: of the server, with whatever user and path its clients shall use. */
  constructor(target: string) {
    this.#target = new URL(target);
  }

  /** The target's URL with the port of the proxy. */
  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const url = new URL(this.#target);
    url.port = String((this.#server.address() as AddressInfo).port);
    return url.href;
  }

  /** Cuts the connection instead of passing an answer on; resolves when that happened. */
  loseAnswers(): Promise<void> {
    return new Promise((resolve) => (this.#onLostAnswer = resolve));
  }

  /** Of the next request, passes the headers and so many bytes of the body on, and keeps the rest. */
  holdBodies(passedBytes: number): void {
    this.#blockedAfterBodyBytes = passedBytes;
  }

  /** Passes on what was kept. */
  release(): void {
    this.#blockedAfterBodyBytes = undefined;
    for (const write of this.#held.splice(0)) write();
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }

  #accept(client: Socket): void {
    const upstream = connect(Number(this.#target.port), this.#target.hostname);
    for (const socket of [client, upstream]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined); // connections are cut on purpose
      socket.on('close', () => this.#sockets.delete(socket));
    }
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    this.#forward(client, upstream);
    upstream.on('data', (chunk: Buffer) => {
      if (this.#onLostAnswer === undefined) return void client.write(chunk);
      this.#onLostAnswer();
      client.destroy();
    });
  }

  #forward(client: Socket, upstream: Socket): void {
    let request = Buffer.alloc(0); // since bodies are held
    client.on('data', (chunk: Buffer) => {
      if (this.#blockedAfterBodyBytes === undefined) return void upstream.write(chunk);
      const before = request.length;
      request = Buffer.concat([request, chunk]);
      const headers = request.indexOf(endOfHeaders);
      const end = headers === -1 ? Infinity : headers + endOfHeaders.length + this.#blockedAfterBodyBytes;
      const room = Math.min(chunk.length, Math.max(0, end - before));
      upstream.write(chunk.subarray(0, room));
      if (room < chunk.length) this.#held.push(() => upstream.write(chunk.subarray(room)));
    });
  }
}
