/**
 * A TCP proxy that does to connections what networks do. What it is told holds for what comes after, until `heal`.
 *
 *   through    bytes pass
 *   delay      each piece waits
 *   trickle    one byte at a time
 *   silent     connections stay open and nothing passes in one or both directions (half-open)
 *   unread     what comes down is not read: the sender's buffers fill
 *   refusing   whoever connects is cut
 * `cutInside` cuts TLS connections with half of a record delivered: in the handshake, in the answer to the upgrade, in a
 * frame to the client (an Ack), or in one from it (a batch). `repeatBytes` sends the next piece twice on its connection.
 * And once, for the next INSERT of samples: `loseAnswers` (ClickHouse did its work, nobody hears of it) and `holdInserts`
 * (half of the INSERT passes, the client is cut, the other half follows later: a zombie writer). `starveInserts` lets
 * ClickHouse answer for itself, with so little memory for the query that it refuses it.
 */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { TlsRecords, type TlsRecord } from './tls-records.ts';

/** The query id of every INSERT of samples, in the request line. */
const insertMark = 'query_id=hostwire.insert.';
const duplicateBytes = 64 * 1024;

export type Direction = 'up' | 'down' | 'both';
export type CutPlace = 'handshake' | 'upgrade' | 'ack' | 'frame';

/** Below it a record of TLS is no request of ours and no batch: alerts, keep-alives, acknowledgements. */
const largeRecordBytes = 200;
const encrypted = 23;
/** A query that may take so little is refused with MEMORY_LIMIT_EXCEEDED. */
const starvation = 'max_memory_usage=1000&';

export interface ProxyCounts {
  connections: number;
  cut: number;
  refused: number;
  delayed: number;
  trickled: number;
  swallowed: number;
  duplicated: number;
  lostAnswers: number;
  blockedInserts: number;
  releasedInserts: number;
  unread: number;
  cutInside: number;
  repeated: number;
  starved: number;
}

interface Link {
  readonly client: Socket;
  readonly upstream: Socket;
  /** What the client sent first, to play it again. */
  readonly opening: Buffer[];
  /** The rest of a held INSERT. */
  held: Buffer[] | undefined;
  isInsert: boolean;
  readonly records: { readonly up: TlsRecords; readonly down: TlsRecords };
  /** Large encrypted records from the client: the upgrade request is the first. */
  largeUp: number;
  /** Encrypted records to the client since the first of those. */
  down: number;
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
    blockedInserts: 0,
    releasedInserts: 0,
    unread: 0,
    cutInside: 0,
    repeated: 0,
    starved: 0,
  };
  readonly #links = new Set<Link>();
  readonly #zombies = new Set<Socket>();
  readonly #servers: Server[] = [];
  #isRefusing = false;
  #delayMs = 0;
  #isTrickling = false;
  #silent: Direction | undefined;
  #answersToLose = 0;
  #insertsToHold = 0;
  #holdMs = 0;
  #insertsToStarve = 0;
  #piecesToRepeat = 0;
  #isUnread = false;
  #cutPlace: CutPlace | undefined;

  constructor(target: number) {
    this.target = target;
  }

  /** The same port at every address. */
  async start(addresses: readonly string[] = ['127.0.0.1']): Promise<void> {
    for (const address of addresses) {
      const server = createServer((client) => this.#accept(client));
      server.listen(this.#servers.length === 0 ? 0 : this.port, address);
      await once(server, 'listening');
      this.#servers.push(server);
    }
  }

  get port(): number {
    return (this.#servers[0]!.address() as AddressInfo).port;
  }

  /** Connections that are open. */
  get links(): number {
    return this.#links.size;
  }

  async stop(): Promise<void> {
    this.heal();
    this.cut();
    for (const socket of this.#zombies) socket.destroy();
    for (const server of this.#servers) {
      server.close();
      await once(server, 'close');
    }
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

  /** ClickHouse gets so many INSERTs with too little memory allowed. */
  starveInserts(count: number): void {
    this.#insertsToStarve = count;
  }

  /** Nothing that comes down is read until `heal`. */
  stopReading(): void {
    this.#isUnread = true;
    for (const { upstream } of this.#links) this.#unread(upstream);
  }

  /** The next pieces from clients pass twice. */
  repeatBytes(count: number): void {
    this.#piecesToRepeat = count;
  }

  /** Whatever connection gets to that place is cut there. */
  cutInside(place: CutPlace): void {
    this.#cutPlace = place;
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
    this.#insertsToStarve = 0;
    this.#piecesToRepeat = 0;
    this.#cutPlace = undefined;
    if (this.#isUnread) for (const { upstream } of this.#links) upstream.resume();
    this.#isUnread = false;
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
    const link: Link = {
      client,
      upstream,
      opening: [],
      held: undefined,
      isInsert: false,
      records: { up: new TlsRecords(), down: new TlsRecords() },
      largeUp: 0,
      down: 0,
    };
    this.#links.add(link);
    if (this.#isUnread) this.#unread(upstream);
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
    if (link.isInsert && this.#insertsToHold > 0) {
      this.#insertsToHold--;
      return this.#hold(link, chunk, pass);
    }
    if (this.#isCutInside(link, 'up', chunk)) return;
    pass(this.#starve(link, head) ? starved(chunk) : chunk);
    if (this.#piecesToRepeat === 0) return;
    this.#piecesToRepeat--;
    this.counts.repeated++;
    pass(chunk);
  }

  #starve(link: Link, head: string): boolean {
    if (!link.isInsert || this.#insertsToStarve === 0 || !head.startsWith('POST /?')) return false;
    this.#insertsToStarve--;
    this.counts.starved++;
    return true;
  }

  /** Follows the records of a TLS connection; delivers half of the one that is to be cut, and cuts. */
  #isCutInside(link: Link, direction: 'up' | 'down', chunk: Buffer): boolean {
    if (chunk[0] === 0x50 && link.largeUp === 0 && direction === 'up') return false; // plain HTTP
    for (const record of link.records[direction].feed(chunk)) {
      follow(link, direction, record);
      if (this.#cutPlace === undefined || placeOf(link, direction, record) !== this.#cutPlace) continue;
      this.counts.cutInside++;
      const to = direction === 'up' ? link.upstream : link.client;
      to.write(chunk.subarray(0, record.at + (record.bytes >> 1)), () => to.resetAndDestroy());
      (direction === 'up' ? link.client : link.upstream).destroy();
      return true;
    }
    return false;
  }

  #unread(upstream: Socket): void {
    this.counts.unread++;
    upstream.pause();
  }

  #hold(link: Link, chunk: Buffer, pass: (chunk: Buffer) => void): void {
    this.counts.blockedInserts++;
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
    if (!link.isInsert || this.#answersToLose === 0) {
      if (!this.#isCutInside(link, 'down', chunk)) pass(chunk);
      return;
    }
    this.#answersToLose--;
    this.counts.lostAnswers++;
    link.client.resetAndDestroy();
    link.upstream.destroy();
  }

  /** Writes in order, whatever is changed meanwhile. */
  #passer(direction: 'up' | 'down', to: Socket): (chunk: Buffer) => void {
    let before = Promise.resolve();
    return (chunk) => {
      if (this.#silent === direction || this.#silent === 'both') {
        this.counts.swallowed++;
        return;
      }
      const delayMs = this.#delayMs;
      const isTrickling = this.#isTrickling;
      before = before.then(async () => {
        if (delayMs > 0) {
          this.counts.delayed++;
          await new Promise((resolve) => void setTimeout(resolve, delayMs));
        }
        const isGone = () => to.destroyed;
        if (isGone()) return;
        if (!isTrickling) return void to.write(chunk);
        this.counts.trickled++;
        for (let at = 0; at < chunk.length && !isGone(); at++) {
          to.write(chunk.subarray(at, at + 1));
          if (at % 32 === 0) await new Promise((resolve) => setImmediate(resolve));
        }
      });
    };
  }
}

function follow(link: Link, direction: 'up' | 'down', { type, bytes }: TlsRecord): void {
  if (type !== encrypted) return;
  if (direction === 'up' && bytes >= largeRecordBytes) link.largeUp++;
  if (direction === 'down' && link.largeUp > 0) link.down++;
}

/** What a record is part of, told by what came before it. */
function placeOf(link: Link, direction: 'up' | 'down', { type, bytes }: TlsRecord): CutPlace | undefined {
  if (type !== encrypted) return undefined;
  if (direction === 'up') return bytes >= largeRecordBytes && link.largeUp > 1 ? 'frame' : undefined;
  if (link.largeUp === 0) return 'handshake';
  return link.largeUp > 1 ? 'ack' : 'upgrade';
}

/** The same request with a setting more in its path. */
function starved(chunk: Buffer): Buffer {
  const path = Buffer.byteLength('POST /?');
  return Buffer.concat([chunk.subarray(0, path), Buffer.from(starvation), chunk.subarray(path)]);
}
