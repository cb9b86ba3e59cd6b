import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';

/** Local TCP connections that are opened and closed without end; each leaves one socket in time-wait for a minute. */
export class TcpChurn {
  /** Connections that were opened and closed. */
  count = 0;
  readonly #server: Server = createServer((socket) => socket.resume().on('error', () => undefined));
  #stopping = false;
  #running: Promise<void> | undefined;

  /** `pauseMs`: between two connections. */
  async start({ pauseMs }: { pauseMs: number }): Promise<void> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    this.#running = this.#run((this.#server.address() as AddressInfo).port, pauseMs);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#running;
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #run(port: number, pauseMs: number): Promise<void> {
    while (!this.#stopping) {
      const socket = connect(port, '127.0.0.1');
      socket.resume().end();
      await once(socket, 'close');
      this.count++;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
