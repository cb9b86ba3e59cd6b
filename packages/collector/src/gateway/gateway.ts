/**
 * Where agents come in: one TLS 1.3 port for enrolment and sessions.
 *
 * A connection passes, in this order, before a byte of WebSocket is parsed: the caps on connections (all, and per
 * address), the TLS handshake, the request within its time and size, the path, the signature over this very connection
 * (401), and the admission of logins (503 and Retry-After beyond it). Only a valid signature counts against admission, and
 * failures are charged to the address (address-table.ts), so whoever fails keeps nobody out. A connection carries one
 * login, so a peer pays a TLS handshake for each signature that is verified.
 *
 * States: idle → listening → closed to new connections → stopped. close() leaves sessions alone, so that what is queued
 * can be committed and acknowledged; stop() sends them away with a window to come back in.
 */
import { createServer, type Server } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { agentPath, enrollPath, protocolLimits } from '@hostwire/protocol';
import { HostwireError, toError } from '@hostwire/runtime';
import type { AgentRow } from '@hostwire/storage';
import { WebSocketServer, type WebSocket } from 'ws';
import type { KeyExchange } from './key-exchange.ts';
import type { CollectorKeys } from '../keys/collector-keys.ts';
import type { Registry } from '../registry/registry.ts';
import { AddressTable, type ConnectionSlot } from './address-table.ts';
import { DownloadEndpoint, type DownloadEndpointOptions } from './download-endpoint.ts';
import { EnrolEndpoint } from './enrol-endpoint.ts';
import { gatewayLimits, sessionLimits } from './gateway-limits.ts';
import { authenticate } from './login.ts';
import { webSocketPeer } from './peer.ts';
import type { SessionContext } from './session-context.ts';
import type { Goodbye, SessionTable } from './session-table.ts';
import { Session } from './session.ts';
import { loginRate, TokenBucket } from './token-bucket.ts';

/** How an agent closes its connection when it stops (RFC 6455): its host runs on, or is going down with it. */
const goodbyes: Readonly<Record<number, Goodbye>> = { 1000: 'agent_stopped', 1001: 'host_off' };

export interface GatewayOptions extends SessionContext {
  readonly sessions: Pick<SessionTable, 'all' | 'add' | 'connected' | 'noteGoodbye'> &
    SessionContext['sessions'];
  readonly keys: () => Pick<CollectorKeys, 'privateKey' | 'certificate'>;
  readonly keyExchange: Pick<KeyExchange, 'received' | 'openedWith'>;
  readonly registry: Registry;
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number;
  readonly loginsPerSecond: number;
  readonly downloads: DownloadEndpointOptions;
}

export class Gateway {
  readonly #options: GatewayOptions;
  readonly #addresses: AddressTable;
  readonly #logins: TokenBucket;
  readonly #enrolment: EnrolEndpoint;
  readonly #downloads: DownloadEndpoint;
  readonly #webSockets: WebSocketServer;
  #server: Server | undefined;
  #starting: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  #ticker: NodeJS.Timeout | undefined;
  /** By `connectionKey`: a TLS socket does not say which TCP socket it is on. */
  readonly #connections = new Map<string, OpenConnection>();

  constructor(options: GatewayOptions) {
    this.#options = options;
    const { clock, loginsPerSecond, registry, logger } = options;
    this.#addresses = new AddressTable({ clock, maxConnections: options.maxConnectionsPerAddress });
    this.#logins = new TokenBucket(loginRate(loginsPerSecond), clock.monoMs());
    this.#enrolment = new EnrolEndpoint({ registry, addresses: this.#addresses, logger });
    this.#downloads = new DownloadEndpoint(options.downloads);
    this.#webSockets = new WebSocketServer({
      noServer: true,
      maxPayload: protocolLimits.maxFrameBytes,
      maxFragments: gatewayLimits.maxFragments,
      maxBufferedChunks: gatewayLimits.maxBufferedChunks,
      perMessageDeflate: false,
      autoPong: false,
      clientTracking: false,
    });
  }

  /** Resolves when it listens. Error: GATEWAY_LISTEN_FAILED. */
  start(): Promise<void> {
    this.#starting ??= this.#listen();
    return this.#starting;
  }

  /** The port it listens on. */
  get port(): number {
    const address = this.#server?.address();
    return isAddressInfo(address) ? address.port : this.#options.port;
  }

  /** Every connection from now on is opened with these; those that are there go on. */
  useKeys({ privateKey, certificate }: Pick<CollectorKeys, 'privateKey' | 'certificate'>): void {
    this.#server?.setSecureContext({ key: privateKey, cert: certificate, minVersion: 'TLSv1.3' });
  }

  /** No new connections, logins or enrolments from now on; sessions go on. */
  close(): void {
    if (this.#server === undefined) return;
    const server = this.#server;
    this.#closing ??= new Promise((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
  }

  /** Sends every session away, to come back within a window that grows with their number. Resolves when all are gone. */
  async stop(): Promise<void> {
    await this.#starting?.catch(() => undefined); // whoever called start() has the error
    this.close();
    clearInterval(this.#ticker);
    const { sessions } = this.#options;
    const { msPerAgent, minMs, maxMs } = sessionLimits.restart;
    const window = { minMs: 0, maxMs: Math.min(maxMs, Math.max(minMs, sessions.connected * msPerAgent)) };
    for (const session of [...sessions.all()])
      session.dismiss('restart', 'the collector is stopping', window);
    const overdue = setTimeout(
      () => this.#connections.forEach(({ socket }) => socket.destroy()),
      gatewayLimits.closeMs,
    );
    await this.#closing;
    clearTimeout(overdue);
  }

  async #listen(): Promise<void> {
    const { host, port } = this.#options;
    const server = this.#createServer();
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause) => {
        const message = `port ${port} on ${host} for the gateway is in use or not allowed (${cause.message}): free it or choose another with --gateway-port (0 = any free)`;
        reject(new HostwireError('GATEWAY_LISTEN_FAILED', message, { cause }));
      });
      server.listen({ host, port }, resolve);
    });
    server.on('error', (error) => this.#options.logger.error({ err: error }, 'gateway error'));
    this.#ticker = setInterval(() => this.#tick(), sessionLimits.tickMs);
  }

  #createServer(): Server {
    const { maxConnections } = this.#options;
    const keys = this.#options.keys();
    const server = createServer({
      key: keys.privateKey,
      cert: keys.certificate,
      minVersion: 'TLSv1.3',
      handshakeTimeout: gatewayLimits.tlsHandshakeMs,
      headersTimeout: gatewayLimits.headersMs,
      requestTimeout: gatewayLimits.requestMs,
      connectionsCheckingInterval: gatewayLimits.connectionsCheckMs,
      keepAliveTimeout: gatewayLimits.keepAliveMs,
      maxHeaderSize: gatewayLimits.maxHeaderBytes,
    });
    server.maxHeadersCount = gatewayLimits.maxHeaders;
    server.maxConnections = maxConnections;
    server.on('connection', (socket: Socket) => this.#admit(socket));
    server.on('tlsClientError', (_error, socket) => socket.destroy());
    server.on('clientError', (_error, socket) => socket.destroy());
    server.on('request', (request, response) => {
      const { socket } = request;
      if (request.method === 'POST' && request.url === enrollPath && socket instanceof TLSSocket) {
        void this.#enrolment.handle(request, response, socket);
      } else if (!this.#downloads.handle(request, response)) {
        response.writeHead(404, { connection: 'close' }).end();
      }
    });
    server.on('upgrade', (request, socket, head) => this.#upgrade({ request, socket, head }));
    return server;
  }

  #admit(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    socket.on('error', () => socket.destroy());
    const slot = this.#addresses.connect(address, () => socket.destroy());
    if (slot === undefined) return void socket.destroy();
    const key = connectionKey(socket);
    this.#connections.set(key, { socket, slot });
    socket.once('close', () => {
      this.#connections.delete(key);
      slot.release();
    });
  }

  #upgrade(upgrade: Upgrade): void {
    const { request, socket } = upgrade;
    socket.on('error', () => socket.destroy());
    try {
      const refused = this.#refusal(request);
      if (refused !== undefined) return refuse(socket, refused);
      this.#login(upgrade);
    } catch (error) {
      this.#options.logger.error({ err: toError(error) }, 'a login failed in an unexpected way');
      socket.destroy();
    }
  }

  #refusal(request: IncomingMessage): number | undefined {
    if (request.url !== agentPath) return 404;
    const isOpen = this.#closing === undefined && this.#logins.has(this.#options.clock.monoMs());
    return isOpen && this.#addresses.mayTry(request.socket.remoteAddress ?? '', 'login') ? undefined : 503;
  }

  #login({ request, socket, head }: Upgrade): void {
    const address = request.socket.remoteAddress ?? '';
    if (!(request.socket instanceof TLSSocket)) return void socket.destroy();
    const login = authenticate(request.headers.authorization, request.socket, this.#options.registry);
    if (!login.ok) {
      if (this.#addresses.failed(address))
        this.#options.logger.info({ address, refusal: login.refusal }, 'login refused');
      // Only who holds the agent's key learns that it was revoked.
      return refuse(socket, login.refusal === 'AGENT_REVOKED' ? 403 : 401);
    }
    if (login.key !== login.agent.publicKey)
      this.#options.keyExchange.openedWith(login.agent.agentId, login.key);
    if (!this.#logins.take(this.#options.clock.monoMs())) return refuse(socket, 503);
    this.#connections.get(connectionKey(request.socket))?.slot.identified();
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket) =>
      this.#open(webSocket, login.agent, address),
    );
  }

  #open(webSocket: WebSocket, agent: AgentRow, address: string): void {
    const { sessions } = this.#options;
    const session = new Session({ ...this.#options, agent, address, peer: webSocketPeer(webSocket) });
    webSocket.on('error', (error) =>
      this.#options.logger.info({ agentId: agent.agentId, address, err: error }, 'connection broken'),
    );
    webSocket.on('message', (data, isBinary) => {
      if (Buffer.isBuffer(data)) session.receive(data, { isBinary });
    });
    webSocket.on('ping', (data) => {
      if (session.pinged()) webSocket.pong(data);
    });
    webSocket.on('pong', (data) => session.pong(data.toString('latin1')));
    webSocket.on('close', (code) => {
      const goodbye = goodbyes[code];
      if (goodbye !== undefined) sessions.noteGoodbye(session, goodbye);
      session.closed();
    });
    sessions.add(session);
  }

  #tick(): void {
    for (const session of [...this.#options.sessions.all()]) session.tick();
  }
}

interface OpenConnection {
  readonly socket: Socket;
  readonly slot: ConnectionSlot;
}

/** Unique among the open connections of one port. */
function connectionKey({ remoteAddress, remotePort, localAddress }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localAddress}`;
}

interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

const reasons: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
};

function refuse(socket: Duplex, status: number): void {
  const retry = status === 503 ? `Retry-After: ${gatewayLimits.retryAfterSeconds}\r\n` : '';
  socket.end(
    `HTTP/1.1 ${status} ${reasons[status]}\r\nConnection: close\r\n${retry}Content-Length: 0\r\n\r\n`,
  );
  socket.once('finish', () => socket.destroy());
}

function isAddressInfo(address: AddressInfo | string | null | undefined): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
