/** For tests: a collector as far as an agent sees one. TLS 1.3, enrolment, the protocol; keeps what it was sent. */
import { createHash, verify, X509Certificate, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import {
  agentAuthLabel,
  agentAuthMessage,
  agentPath,
  batchHash,
  decodeEnrollRequest,
  decodeFrame,
  encodeFrame,
  exporterBytes,
  parseAuthorization,
  pinOf,
  type Batch,
  type CollectorFrame,
  type Credit,
  type EnrollRequest,
  type Gap,
  type Hello,
  type Inventory,
  type Issues,
  type Stream,
  type Settings,
} from '@hostwire/protocol';
import { WebSocketServer, type WebSocket } from 'ws';

const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgMem7nlUGbHaAbHF3
3+BMHhcxeuRLlVEMoGJA5Kgmq4OhRANCAARpl4uuJqgk+IE02MqXFWu4AUZBauTS
hrHy6NR1tIcR9koR/QTPZf0Te5AoG94MXcWJioq6CiTXXG5RzCoC/OhE
-----END PRIVATE KEY-----`;

const certificate = `-----BEGIN CERTIFICATE-----
MIIBhzCCAS2gAwIBAgIUUmnGn8BMexwOXJ4UYrGGOP1u6dMwCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNaG9zdHdpcmUgdGVzdDAgFw0yNjExMjMxNTMzMDNaGA8yMTI2
MTAzMDE1MzMwM1owGDEWMBQGA1UEAwwNaG9zdHdpcmUgdGVzdDBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABGmXi64mqCT4gTTYypcVa7gBRkFq5NKGsfLo1HW0hxH2
ShH9BM9l/RN7kCgb3gxdxYmKiroKJNdcblHMKgL86ESjUzBRMB0GA1UdDgQWBBTg
WHR3NNbM0Ouw2ZUR3y+W2YUFrTAfBgNVHSMEGDAWgBTgWHR3NNbM0Ouw2ZUR3y+W
2YUFrTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQDeYp5jkdAW
m/eY7s61MEDUeYYYxGL5ASkRlGxXa+XTWQIgFP/etxmBv7V23DtjhVHYR4SVeO94
DfkD4AOaAbvawj4=
-----END CERTIFICATE-----`;

/** The pin of every test collector. */
export const testPin = pinOf(
  new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' }),
);

export interface CommittedFrame {
  readonly epoch: string;
  readonly frame: Batch | Gap;
  readonly hash: string;
}

export type EnrollHandler = (request: EnrollRequest) => {
  readonly status: number;
  readonly body: Uint8Array;
};

export class TestCollector {
  readonly #server: Server;
  readonly #webSockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  readonly #sockets = new Set<Duplex>();
  readonly #waiting = new Set<() => void>();
  /** agentId → public key */
  readonly agents = new Map<string, KeyObject>();
  readonly hellos: Hello[] = [];
  readonly #helloOf = new Map<WebSocket, Hello>();
  readonly inventories: Inventory[] = [];
  readonly issues: Issues[] = [];
  readonly committed: CommittedFrame[] = [];
  readonly enrolled: EnrollRequest[] = [];
  /** Frames received, committed or not. */
  received = 0;
  sessions = 0;
  connections = 0;
  session: WebSocket | undefined;
  credit: Credit = { batches: 8, bytes: 1024 * 1024 };
  /** Told in Welcome. */
  nextPin = '';
  settings: Settings = { version: 1, intervalMs: 1000, flushMs: 2000 };
  /** What happens with the next frames; commits and acknowledges when absent. */
  onFrame: ((frame: Batch | Gap, session: WebSocket) => boolean) | undefined;
  onEnroll: EnrollHandler | undefined;

  constructor() {
    this.#server = createServer({ key, cert: certificate, minVersion: 'TLSv1.3' }, (request, response) =>
      this.#enroll(request, response),
    );
    this.#server.on('connection', (socket: Duplex) => {
      this.connections++;
      this.#sockets.add(socket);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        this.wake();
      });
      socket.on('error', () => undefined);
      this.wake();
    });
    this.#server.on('tlsClientError', () => undefined);
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Connections that are open. */
  get open(): number {
    return this.#sockets.size;
  }

  get url(): string {
    return `wss://127.0.0.1:${this.port}`;
  }

  async start(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  /** Cuts all connections without a word. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  send(frame: CollectorFrame, session = this.session): void {
    session?.send(encodeFrame(frame));
  }

  committedSeq(epoch: string): number {
    const last = this.committed.findLast((each) => each.epoch === epoch)?.frame;
    return last === undefined ? 0 : last.type === 'batch' ? last.seq : last.lastSeq;
  }

  ack(epoch: string, session = this.session): void {
    this.send({ type: 'ack', committedSeq: this.committedSeq(epoch), credit: this.credit }, session);
  }

  /** Looked at again whenever something arrives. */
  async until(what: string, condition: () => boolean, limitMs = 30_000): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!condition()) return;
        clearTimeout(overdue);
        this.#waiting.delete(look);
        resolve();
      };
      const overdue = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`not within ${limitMs} ms: ${what}`));
      }, limitMs);
      this.#waiting.add(look);
      look();
    });
  }

  /** Something changed that a waiting test may look at. */
  wake(): void {
    for (const look of this.#waiting) look();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const isKnown =
      request.url === agentPath && socket instanceof TLSSocket && this.#isSigned(request, socket);
    if (!isKnown) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.#webSockets.handleUpgrade(request, socket, head, (session) => {
      this.sessions++;
      this.session = session;
      session.on('error', () => undefined);
      session.on('message', (data: Buffer) => {
        this.#receive(session, data);
        this.wake();
      });
      session.on('close', () => {
        this.#helloOf.delete(session);
        this.wake();
      });
    });
  }

  #isSigned(request: IncomingMessage, socket: TLSSocket): boolean {
    const { agentId, signature } = parseAuthorization(request.headers.authorization);
    const publicKey = this.agents.get(agentId);
    const exporter = socket.exportKeyingMaterial(exporterBytes, agentAuthLabel, Buffer.from(agentId));
    return publicKey !== undefined && verify(null, agentAuthMessage(agentId, exporter), publicKey, signature);
  }

  #receive(session: WebSocket, data: Buffer): void {
    const frame = decodeFrame(data);
    if (frame.type === 'hello') {
      this.hellos.push(frame);
      this.#helloOf.set(session, frame);
      const welcome: CollectorFrame = {
        type: 'welcome',
        nextSeq: this.committedSeq(frame.epoch) + 1,
        credit: this.credit,
        maxBatchBytes: 1024 * 1024,
        maxBatchSamples: 10_000,
        serverMs: Date.now(),
        generation: frame.generation + 1,
        settings: this.settings,
        nextPin: this.nextPin,
      };
      this.send(welcome, session);
    } else if (frame.type === 'inventory') {
      this.inventories.push(frame);
    } else if (frame.type === 'issues') {
      this.issues.push(frame);
    } else if (frame.type === 'batch' || frame.type === 'gap') {
      this.received++;
      if (this.onFrame?.(frame, session) !== false) this.commit(frame, session);
    }
  }

  /** As the real one: duplicates are answered with the present mark, holes with Resume. */
  commit(frame: Batch | Gap, session = this.session): void {
    const { epoch } = this.#helloOf.get(session!)!;
    const mark = this.committedSeq(epoch);
    const [first, last] = frame.type === 'batch' ? [frame.seq, frame.seq] : [frame.firstSeq, frame.lastSeq];
    if (first > mark + 1) return this.send({ type: 'resume', nextSeq: mark + 1 }, session);
    if (last > mark) this.committed.push({ epoch, frame, hash: batchHash(epoch, frame) });
    this.ack(epoch, session);
  }

  /** What that session said at its begin. */
  helloOf(session: WebSocket): Hello | undefined {
    return this.#helloOf.get(session);
  }

  /** The open session of that stream. */
  sessionOf(stream: Stream): WebSocket | undefined {
    return [...this.#helloOf].find(([, hello]) => hello.stream === stream)?.[0];
  }

  #enroll(request: IncomingMessage, response: ServerResponse): void {
    if (request.method !== 'POST') return void response.writeHead(404).end();
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const asked = decodeEnrollRequest(Buffer.concat(chunks));
      this.enrolled.push(asked);
      const { status, body } = this.onEnroll!(asked);
      response.writeHead(status, { 'content-type': 'application/x-protobuf' }).end(body);
      this.wake();
    });
  }
}

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
