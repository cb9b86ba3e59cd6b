import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** query_id of every INSERT of samples, in the request line. */
const insertMark = 'hostwire.insert.';

/** Stands between a collector and ClickHouse, and does to connections what networks do. */
export class FlakyProxy {
  readonly #target: URL;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** Answers to INSERTs that are still to be lost: ClickHouse has done its work, the collector does not hear of it. */
  answersToLose = 0;
  /** INSERTs that are still to be cut off before ClickHouse sees the end of them. */
  requestsToCut = 0;
  lostAnswers = 0;
  cutRequests = 0;

  constructor(target: string) {
    this.#target = new URL(target);
    this.#server = createServer((client) => this.#forward(client));
  }

  async start(port = 0): Promise<void> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /** The target's URL, through this proxy. */
  get url(): string {
    const url = new URL(this.#target);
    url.hostname = '127.0.0.1';
    url.port = `${(this.#server.address() as AddressInfo).port}`;
    return url.href;
  }

  /** Ends every connection, as the death of the server would. */
  cutAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.cutAll();
    await closed;
  }

  #forward(client: Socket): void {
    const server = connect(Number(this.#target.port), this.#target.hostname);
    let isInsert = false;
    const end = () => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on('error', end).on('close', () => {
        this.#sockets.delete(socket);
        end();
      });
    }
    client.on('data', (chunk) => {
      if (chunk.includes(' HTTP/1.1\r\n')) isInsert = chunk.includes(insertMark);
      if (isInsert && this.requestsToCut > 0) {
        this.requestsToCut--;
        this.cutRequests++;
        return end();
      }
      server.write(chunk);
    });
    server.on('data', (chunk) => {
      if (isInsert && this.answersToLose > 0) {
        this.answersToLose--;
        this.lostAnswers++;
        return end();
      }
      client.write(chunk);
    });
  }
}
