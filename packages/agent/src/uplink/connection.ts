import { sign, type KeyObject } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import {
  agentAuthLabel,
  agentAuthMessage,
  agentPath,
  decodeFrame,
  exporterBytes,
  formatAuthorization,
  protocolLimits,
  type CollectorFrame,
  type Frame,
} from '@hostwire/protocol';
import { HostwireError, errorCode, toError } from '@hostwire/runtime';
import { WebSocket, type RawData } from 'ws';
import type { CollectorAddress } from '../collector-address.ts';
import { isHostGoingDown } from './going-down.ts';
import { connectPinned } from './pinned-socket.ts';

/** What a peer can make this side hold: see also protocolLimits. */
const wsLimits = {
  maxPayload: protocolLimits.maxFrameBytes,
  maxFragments: 16,
  maxBufferedChunks: 256,
} as const;
const closeMs = 1_000;

/** Codes of RFC 6455: normal closure, and going away. The collector gives a host that goes down time to come back. */
const goodbyes = { agentStops: 1000, hostGoesDown: 1001 } as const;

export interface ConnectionOptions {
  readonly address: CollectorAddress;
  readonly pins: readonly string[];
  readonly agentId: string;
  readonly privateKey: KeyObject;
  readonly timeoutMs: number;
}

/** Told by a connection; nothing after `closed`, which comes once. */
export interface ConnectionListener {
  connected(): void;
  frame(frame: CollectorFrame): void;
  /** Anything was received. */
  heard(): void;
  closed(error: HostwireError | undefined): void;
}

/** One WebSocket to a collector: pinned, signed over the TLS exporter, limited. Made for one use. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #listener: ConnectionListener;
  #socket: TLSSocket | undefined;
  #pin: string | undefined;
  #webSocket: WebSocket | undefined;
  #isClosed = false;

  constructor(options: ConnectionOptions, listener: ConnectionListener) {
    this.#options = options;
    this.#listener = listener;
  }

  /** Bytes written to the socket. */
  get sentBytes(): number {
    return this.#socket?.bytesWritten ?? 0;
  }

  /** Which of the pins the collector's key matched; undefined before that. */
  get pin(): string | undefined {
    return this.#pin;
  }

  async open(): Promise<void> {
    try {
      const { socket, pin } = await connectPinned(this.#options);
      this.#socket = socket;
      this.#pin = pin;
      if (this.#isClosed) return void socket.destroy();
      this.#upgrade(socket);
    } catch (thrown) {
      const error = toError(thrown);
      this.#close(
        error instanceof HostwireError
          ? error
          : new HostwireError('TLS_FAILED', error.message, { retryable: true, cause: error }),
      );
    }
  }

  send(frame: Uint8Array): void {
    this.#webSocket?.send(frame);
  }

  ping(): void {
    this.#webSocket?.ping();
  }

  /** Says goodbye when there is a session, and is gone after a second at the latest. The listener hears nothing more. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const webSocket = this.#webSocket;
    if (webSocket?.readyState !== WebSocket.OPEN) return this.#destroy();
    const overdue = setTimeout(() => this.#destroy(), closeMs);
    webSocket.once('close', () => clearTimeout(overdue));
    webSocket.close(isHostGoingDown() ? goodbyes.hostGoesDown : goodbyes.agentStops);
  }

  #upgrade(socket: TLSSocket): void {
    const { address, agentId, timeoutMs } = this.#options;
    const webSocket = new WebSocket(`${address.url}${agentPath}`, {
      createConnection: () => socket,
      headers: { authorization: this.#authorization(socket, agentId) },
      perMessageDeflate: false,
      handshakeTimeout: timeoutMs,
      followRedirects: false,
      ...wsLimits,
    });
    this.#webSocket = webSocket;
    webSocket.on('open', () => {
      if (!this.#isClosed) this.#listener.connected();
    });
    webSocket.on('unexpected-response', (_, response) =>
      this.#close(refused(address, response.statusCode ?? 0)),
    );
    webSocket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    webSocket.on('pong', () => this.#hear());
    webSocket.on('ping', () => this.#hear());
    webSocket.on('error', (error) => this.#close(lost(address, error)));
    webSocket.on('close', () => this.#close(undefined));
  }

  #authorization(socket: TLSSocket, agentId: string): string {
    const exporter = socket.exportKeyingMaterial(exporterBytes, agentAuthLabel, Buffer.from(agentId));
    const signature = sign(null, agentAuthMessage(agentId, exporter), this.#options.privateKey);
    return formatAuthorization({ agentId, signature });
  }

  #hear(): void {
    if (!this.#isClosed) this.#listener.heard();
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#isClosed) return;
    this.#listener.heard();
    try {
      if (!isBinary || !Buffer.isBuffer(data)) throw new HostwireError('PROTOCOL', 'a text message');
      this.#listener.frame(fromCollector(decodeFrame(data)));
    } catch (thrown) {
      const { message } = toError(thrown);
      this.#close(
        new HostwireError('PROTOCOL', `the collector sent what this agent cannot read: ${message}`, {
          cause: thrown,
        }),
      );
    }
  }

  #close(error: HostwireError | undefined): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#destroy();
    this.#listener.closed(error);
  }

  #destroy(): void {
    this.#webSocket?.terminate();
    this.#socket?.destroy();
  }
}

function fromCollector(frame: Frame): CollectorFrame {
  switch (frame.type) {
    case 'welcome':
    case 'ack':
    case 'nack':
    case 'settings':
    case 'go_away':
    case 'resume':
    case 'server_key':
    case 'key_renewal':
      return frame;
    case 'hello':
    case 'batch':
    case 'gap':
    case 'inventory':
    case 'upgrade_report':
    case 'issues':
      throw new HostwireError('PROTOCOL', `a ${frame.type} frame, which only agents send`);
  }
}

function refused({ url }: CollectorAddress, status: number): HostwireError {
  if (status === 403) {
    const message = `${url} has revoked this agent: it stays locked out. To let this host in again, enrol it anew with --force`;
    return new HostwireError('REVOKED', message);
  }
  if (status === 401) {
    const message = `${url} does not know this agent: it was deleted there, or the collector's data was replaced; enrol again with --force`;
    return new HostwireError('REFUSED', message);
  }
  return new HostwireError('UNAVAILABLE', `${url} does not take agents now (HTTP ${status})`, {
    retryable: true,
    context: { status },
  });
}

function lost({ url }: CollectorAddress, cause: Error): HostwireError {
  const message = `the connection to ${url} broke: ${cause.message}`;
  return new HostwireError('CONNECTION_LOST', message, {
    retryable: true,
    context: { cause: errorCode(cause) },
    cause,
  });
}
