import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Notification {
  readonly rule: string;
  readonly host: string;
  readonly state: string;
}

/** A web server that keeps what is posted to it. */
export class WebhookReceiver {
  readonly notifications: Notification[] = [];
  readonly #server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.notifications.push(JSON.parse(Buffer.concat(chunks).toString()) as Notification);
      response.end();
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  received(rule: string, host: string, state: string): Notification[] {
    return this.notifications.filter((n) => n.rule === rule && n.host === host && n.state === state);
  }
}
