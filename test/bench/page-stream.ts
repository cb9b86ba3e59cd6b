import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';

/** A live stream as an open page has it: compressed. */
export class PageStream {
  readonly #request: ReturnType<typeof get>;
  #bytes = 0;
  #events = 0;
  #isAsking = false;

  private constructor(request: ReturnType<typeof get>) {
    this.#request = request;
  }

  /** `onEvent`: what the page asks for then; the bytes that it got. Throws when the stream is refused. */
  static async open(dataDir: string, path: string, onEvent?: () => Promise<number>): Promise<PageStream> {
    const headers = { 'accept-encoding': 'gzip' };
    const request = get({ socketPath: join(dataDir, 'hostwire.sock'), path, headers });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    if (response.statusCode !== 200) throw new Error(`${path} answered ${response.statusCode}`);
    const page = new PageStream(request);
    response.on('data', (chunk: Buffer) => page.#take(chunk.length, onEvent));
    response.on('error', () => undefined); // it is cut at the end
    return page;
  }

  /** From the collector so far, answers to `onEvent` included. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Pieces of the stream that came so far. */
  get events(): number {
    return this.#events;
  }

  close(): void {
    this.#request.destroy();
  }

  #take(length: number, onEvent?: () => Promise<number>): void {
    this.#bytes += length;
    this.#events++;
    if (onEvent === undefined || this.#isAsking) return;
    this.#isAsking = true;
    onEvent()
      .then((answered) => (this.#bytes += answered))
      .catch(() => undefined) // the next event asks again
      .finally(() => (this.#isAsking = false));
  }
}
