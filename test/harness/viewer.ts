import { request, type ClientRequest } from 'node:http';
import { join } from 'node:path';

const againMs = 500;

/**
 * Somebody who looks at the fleet, through the collector's Unix socket: agents then send every second instead of every
 * ten, so tests wait less, and more is under way when a fault strikes. Comes back when the collector does.
 */
export class Viewer {
  readonly #dataDir: () => string;
  #isLooking = false;
  #request: ClientRequest | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** `dataDir`: of the collector of that moment. */
  constructor(dataDir: () => string) {
    this.#dataDir = dataDir;
  }

  look(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    this.#open();
  }

  leave(): void {
    this.#isLooking = false;
    clearTimeout(this.#timer);
    this.#request?.destroy();
  }

  #open(): void {
    const socketPath = join(this.#dataDir(), 'hostwire.sock');
    const asked = request({ socketPath, path: '/api/v1/live?fleet=1', agent: false });
    this.#request = asked;
    asked.on('response', (answer) => {
      answer.resume();
      answer.on('error', () => undefined); // reported by 'close'
    });
    asked.on('error', () => undefined); // no collector now: reported by 'close'
    asked.on('close', () => {
      if (this.#isLooking) this.#timer = setTimeout(() => this.#open(), againMs).unref();
    });
    asked.end();
  }
}
