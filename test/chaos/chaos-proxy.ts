/**
 * A TCP proxy that does to connections what networks do. What it is told holds for what comes after, until `heal`.
 *
 *   through    bytes pass
 *   delay      each piece waits
 *   trickle    one byte at a time
 *   silent     connections stay open and nothing passes in one or both directions (half-open)
 *   refusing   whoever connects is cut
 * and once, for the next INSERT of samples: `loseAnswers` (ClickHouse did its work, nobody hears of it) and `holdInserts`
 * (half of the INSERT passes, the client is cut, the other half follows later: a zombie writer).
 */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The query id of every INSERT of samples, in the request line. */
const insertMark = 'query_id=hostwire.insert.';
const duplicateBytes = 64 * 1024;

export type Direction = 'up' | 'down' | 'both';

export interface ProxyCounts {
  connections: number;
  cut: number;
  refused: number;
  delayed: number;
  trickled: number;
  swallowed: number;
  duplicated: number;
  lostAnswers: number;
  heldInserts: number;
  releasedInserts: number;
}

interface Link {
  readonly client: Socket;
  readonly upstream: Socket;
  /** What the client sent first, to play it again. */
  readonly opening: Buffer[];
  /** The rest of a held INSERT. */
  held: Buffer[] | undefined;
  isInsert: boolean;
}

export class ChaosProxy {
  target: number;
  readonly counts: ProxyCounts = {
    connections: 0,
    cut: 0,
    refused: 0,
    delayed: 0,
    trickled: 0,
    swallowed: 0,
    duplicated: 0,
    lostAnswers: 0,
    heldInserts: 0,
    releasedInserts: 0,
  };
  readonly #links = new Set<Link>();
  readonly #zombies = new Set<Socket>();
  readonly #server: Server;
  #isRefusing = false;
  #delayMs = 0;
  #isTrickling = false;
  #silent: Direction | undefined;
  #answersToLose = 0;
  #insertsToHold = 0;
  #holdMs = 0;

  constructor(target: number) {
    this.target = target;
    this.#server = createServer((client) => this.#accept(client));
  }

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.heal();
    this.cut();
    for (const socket of this.#zombies) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** Ends every connection there is. */
  cut(): void {
    for (const { client, upstream } of this.#links) {
      this.counts.cut++;
      client.resetAndDestroy();
      upstream.resetAndDestroy();
    }
  }

  refuse(): void {
    this.#isRefusing = true;
  }

  delay(ms: number): void {
    this.#delayMs = ms;
  }

  trickle(): void {
    this.#isTrickling = true;
  }

  silence(direction: Direction): void {
    this.#silent = direction;
  }

  loseAnswers(count: number): void {
    this.#answersToLose = count;
  }

  /** The client is cut once it has sent everything; the rest goes on after `holdMs`. */
  holdInserts(count: number, holdMs: number): void {
    this.#insertsToHold = count;
    this.#holdMs = holdMs;
  }

  /** Plays what each client sent so far to the server once more, on a connection of its own. */
  duplicate(): void {
    for (const { opening } of this.#links) {
      const again = connect(this.target, '127.0.0.1');
      again.on('error', () => undefined);
      again.on('connect', () => {
        for (const piece of opening) again.write(piece);
        again.end();
        this.counts.duplicated++;
      });
      again.resume();
    }
  }

  /** Everything passes again. Links that swallowed bytes are cut: what they lost cannot be made good. */
  heal(): void {
    const mustCut = this.#silent !== undefined;
    this.#isRefusing = false;
    this.#delayMs = 0;
    this.#isTrickling = false;
    this.#silent = undefined;
    this.#answersToLose = 0;
    this.#insertsToHold = 0;
    if (mustCut) this.cut();
  }

  #accept(client: Socket): void {
    client.on('error', () => undefined); // connections are cut on purpose
    if (this.#isRefusing) {
      this.counts.refused++;
      return void client.resetAndDestroy();
    }
    this.counts.connections++;
    client.setNoDelay(true);
    const upstream = connect(this.target, '127.0.0.1');
    upstream.setNoDelay(true);
    upstream.on('error', () => undefined);
    const link: Link = { client, upstream, opening: [], held: undefined, isInsert: false };
    this.#links.add(link);
    const forget = () => this.#links.delete(link);
    client.on('close', () => {
      forget();
      if (link.held === undefined) upstream.destroy();
    });
    upstream.on('close', () => {
      forget();
      client.destroy();
    });
    const up = this.#passer('up', upstream);
    const down = this.#passer('down', client);
    client.on('data', (chunk: Buffer) => this.#fromClient(link, chunk, up));
    upstream.on('data', (chunk: Buffer) => this.#fromUpstream(link, chunk, down));
  }

  #fromClient(link: Link, chunk: Buffer, pass: (chunk: Buffer) => void): void {
    if (link.held !== undefined) return void link.held.push(chunk);
    const size = link.opening.reduce((sum, piece) => sum + piece.length, 0);
    if (size < duplicateBytes) link.opening.push(chunk);
    const head = chunk.subarray(0, 2_000).toString('latin1');
    if (head.startsWith('POST ')) link.isInsert = head.includes(insertMark);
    if (!link.isInsert || this.#insertsToHold === 0) return pass(chunk);
    this.#insertsToHold--;
    this.#hold(link, chunk, pass);
  }

  #hold(link: Link, chunk: Buffer, pass: (chunk: Buffer) => void): void {
    this.counts.heldInserts++;
    const half = chunk.length >> 1;
    pass(chunk.subarray(0, half));
    link.held = [chunk.subarray(half)];
    this.#zombies.add(link.upstream);
    setTimeout(() => {
      link.client.resetAndDestroy();
      setTimeout(() => this.#release(link), this.#holdMs);
    }, 300);
  }

  #release({ upstream, held }: Link): void {
    this.#zombies.delete(upstream);
    if (upstream.destroyed) return;
    this.counts.releasedInserts++;
    for (const piece of held ?? []) upstream.write(piece);
    upstream.end();
  }

  #fromUpstream(link: Link, chunk: Buffer, pass: (chunk: Buffer) => void): void {
    if (!link.isInsert || this.#answersToLose === 0) return pass(chunk);
    this.#answersToLose--;
    this.counts.lostAnswers++;
    link.client.resetAndDestroy();
    link.upstream.destroy();
  }

  /** Writes in order, whatever is changed meanwhile. */
  #passer(direction: 'up' | 'down', to: Socket): (chunk: Buffer) => void {
    let before = Promise.resolve();
    return (chunk) => {
      if (this.#silent === direction || this.#silent === 'both') return void this.counts.swallowed++;
      const delayMs = this.#delayMs;
      const isTrickling = this.#isTrickling;
      before = before.then(async () => {
        if (delayMs > 0) {
          this.counts.delayed++;
          await new Promise((resolve) => void setTimeout(resolve, delayMs));
        }
        if (to.destroyed) return;
        if (!isTrickling) return void to.write(chunk);
        this.counts.trickled++;
        for (let at = 0; at < chunk.length && !to.destroyed; at++) {
          to.write(chunk.subarray(at, at + 1));
          if (at % 32 === 0) await new Promise((resolve) => setImmediate(resolve));
        }
      });
    };
  }
}
