import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import {
  agentAuthLabel,
  agentAuthMessage,
  agentPath,
  decodeEnrollRefusal,
  decodeEnrollResponse,
  decodeFrame,
  encodeEnrollRequest,
  encodeFrame,
  enrollLabel,
  enrollMessage,
  enrollPath,
  exporterBytes,
  formatAuthorization,
  keyRenewalMessage,
  type CollectorFrame,
  type EnrollRefusal,
  type EnrollResponse,
  type Frame,
  type KeyRenewal,
} from '@hostwire/protocol';
import { WebSocket } from 'ws';
import { waitFor } from '@hostwire/testing';

export interface EnrolAttempt {
  readonly port: number;
  readonly tokenId: string;
  readonly secret: Uint8Array;
  readonly hostname?: string;
  readonly machineHash?: string;
}

export interface EnrolResponse {
  readonly status: number;
  readonly response?: EnrollResponse;
  readonly refusal?: EnrollRefusal;
}

/** The agent's side of enrolment and login, spoken by hand. */
export class TestAgent {
  #keys = generateKeyPairSync('ed25519');
  #next = generateKeyPairSync('ed25519');
  agentId = '00000000-0000-4000-8000-000000000000';

  get publicKey(): Uint8Array {
    return rawKeyOf(this.#keys.publicKey);
  }

  /** A new key, signed by the present one and by itself; `forged`: signed by the new one twice. */
  offer({ forged = false } = {}): KeyRenewal {
    const newKey = rawKeyOf(this.#next.publicKey);
    const message = keyRenewalMessage(this.agentId, this.publicKey, newKey);
    const present = forged ? this.#next.privateKey : this.#keys.privateKey;
    return {
      type: 'key_renewal',
      step: 'offered',
      publicKey: newKey.toString('hex'),
      oldSignature: sign(null, message, present).toString('hex'),
      newSignature: sign(null, message, this.#next.privateKey).toString('hex'),
    };
  }

  /** The new key is in the place of the present one; gives back a host that still has the latter. */
  useNextKey(): TestAgent {
    const before = new TestAgent();
    before.agentId = this.agentId;
    before.#keys = this.#keys;
    [this.#keys, this.#next] = [this.#next, generateKeyPairSync('ed25519')];
    return before;
  }

  async enrol({
    port,
    tokenId,
    secret,
    hostname = 'web1',
    machineHash = 'ab'.repeat(32),
  }: EnrolAttempt): Promise<EnrolResponse> {
    const socket = await connectTls(port);
    const exporter = socket.exportKeyingMaterial(exporterBytes, enrollLabel, Buffer.alloc(0));
    const { publicKey } = this;
    const body = encodeEnrollRequest({
      tokenId,
      tokenSecret: secret,
      publicKey,
      machineHash,
      hostname,
      agentVersion: '0.1.0',
      signature: sign(null, enrollMessage(exporter, publicKey), this.#keys.privateKey),
    });
    const head = `POST ${enrollPath} HTTP/1.1\r\nhost: collector\r\ncontent-type: application/x-protobuf\r\ncontent-length: ${body.length}\r\n\r\n`;
    socket.write(Buffer.concat([Buffer.from(head), body]));
    const { status, body: answer } = await readResponse(socket);
    if (status !== 200) return { status, refusal: decodeEnrollRefusal(answer) };
    const response = decodeEnrollResponse(answer);
    this.agentId = response.agentId;
    return { status, response };
  }

  authorization(socket: TLSSocket): string {
    const exporter = socket.exportKeyingMaterial(exporterBytes, agentAuthLabel, Buffer.from(this.agentId));
    const signature = sign(null, agentAuthMessage(this.agentId, exporter), this.#keys.privateKey);
    return formatAuthorization({ agentId: this.agentId, signature });
  }

  /** Opens a session; rejects with a RefusedLogin. `authorization` instead of the right one. */
  async connect(port: number, { authorization }: { authorization?: string } = {}): Promise<TestConnection> {
    const socket = await connectTls(port);
    const header = authorization ?? this.authorization(socket);
    const webSocket = new WebSocket(`wss://127.0.0.1:${port}${agentPath}`, {
      createConnection: () => socket,
      headers: { authorization: header },
      perMessageDeflate: false,
    });
    const connection = new TestConnection(webSocket, socket, header);
    await connection.opened();
    return connection;
  }
}

function rawKeyOf(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
}

class RefusedLogin extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`login refused with ${status}`);
    this.status = status;
  }
}

/** One session, with everything that came in. */
export class TestConnection {
  readonly webSocket: WebSocket;
  readonly socket: TLSSocket;
  readonly authorization: string;
  readonly frames: CollectorFrame[] = [];
  closeCode: number | undefined;
  #refused: number | undefined;

  constructor(webSocket: WebSocket, socket: TLSSocket, authorization: string) {
    this.webSocket = webSocket;
    this.socket = socket;
    this.authorization = authorization;
    webSocket.on('message', (data) => {
      if (Buffer.isBuffer(data)) this.frames.push(decodeFrame(data) as CollectorFrame);
    });
    webSocket.on('unexpected-response', (_request, response) => {
      this.#refused = response.statusCode;
      socket.destroy();
    });
    webSocket.on('error', () => undefined); // what matters shows in closeCode
    webSocket.on('close', (code) => (this.closeCode = code));
  }

  async opened(): Promise<void> {
    await waitFor(
      'the login is answered',
      () => this.#refused !== undefined || this.webSocket.readyState !== WebSocket.CONNECTING,
    );
    if (this.#refused !== undefined) throw new RefusedLogin(this.#refused);
  }

  send(...frames: readonly Frame[]): void {
    for (const frame of frames) this.webSocket.send(encodeFrame(frame));
  }

  /** The first frame of that type that fits, also one that came before. */
  frame<T extends CollectorFrame['type']>(
    type: T,
    fits: (frame: Extract<CollectorFrame, { type: T }>) => boolean = () => true,
    limitMs = 30_000,
  ): Promise<Extract<CollectorFrame, { type: T }>> {
    const arrived = () =>
      this.frames.find((frame): frame is Extract<CollectorFrame, { type: T }> => {
        return frame.type === type && fits(frame as Extract<CollectorFrame, { type: T }>);
      });
    return waitFor(`a frame ${type}`, arrived, limitMs);
  }

  acked(seq: number): Promise<unknown> {
    return this.frame('ack', ({ committedSeq }) => committedSeq >= seq);
  }

  closed(): Promise<number> {
    return waitFor('the connection is closed', () => this.closeCode);
  }
}

export async function connectTls(port: number): Promise<TLSSocket> {
  const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, minVersion: 'TLSv1.3' });
  await once(socket, 'secureConnect');
  socket.on('error', () => undefined); // a cut connection is what many tests are about
  return socket;
}

/** The answer to a request whose connection the server closes. */
export async function readResponse(
  socket: TLSSocket,
): Promise<{ status: number; head: string; body: Buffer }> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await waitFor('the server ends the connection', () => socket.readableEnded || socket.destroyed);
  const answer = Buffer.concat(chunks);
  const end = answer.indexOf('\r\n\r\n');
  const head = answer.subarray(0, end).toString('latin1');
  return { status: Number(head.split(' ')[1]), head, body: answer.subarray(end + 4) };
}
