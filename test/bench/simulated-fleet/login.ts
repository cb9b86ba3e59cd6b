import { createPublicKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:https';
import { connect, type TLSSocket } from 'node:tls';
import {
  agentAuthLabel,
  agentAuthMessage,
  agentPath,
  decodeEnrollRefusal,
  decodeEnrollResponse,
  encodeEnrollRequest,
  enrollLabel,
  enrollMessage,
  enrollPath,
  exporterBytes,
  formatAuthorization,
  parseToken,
} from '@hostwire/protocol';
import { WebSocket } from 'ws';

/** Where the fleet connects to. */
export interface GatewayAddress {
  readonly host: string;
  readonly port: number;
}

export interface Credentials {
  readonly agentId: string;
  readonly privateKey: KeyObject;
  /** 64 hex digits. */
  readonly machineHash: string;
}

const agentVersion = '0.1.0';

/** The way of a new host: key, token, signature over this very connection. */
export async function enrol(address: GatewayAddress, token: string, hostname: string): Promise<Credentials> {
  const { id, secret } = parseToken(token);
  const { privateKey } = generateKeyPairSync('ed25519');
  const machineHash = randomBytes(32).toString('hex');
  const socket = await connectTls(address);
  const publicKey = Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url');
  const exporter = socket.exportKeyingMaterial(exporterBytes, enrollLabel, Buffer.alloc(0));
  const body = encodeEnrollRequest({
    tokenId: id,
    tokenSecret: secret,
    publicKey,
    machineHash,
    hostname,
    agentVersion,
    signature: sign(null, enrollMessage(exporter, publicKey), privateKey),
  });
  const { status, answer } = await post(socket, body);
  if (status !== 200)
    throw new Error(`enrolment of ${hostname} refused: ${JSON.stringify(decodeEnrollRefusal(answer))}`);
  return { agentId: decodeEnrollResponse(answer).agentId, privateKey, machineHash };
}

/** A WebSocket that is being upgraded with the agent's signature. */
export async function login(
  address: GatewayAddress,
  { agentId, privateKey }: Credentials,
): Promise<WebSocket> {
  const socket = await connectTls(address);
  const exporter = socket.exportKeyingMaterial(exporterBytes, agentAuthLabel, Buffer.from(agentId));
  const signature = sign(null, agentAuthMessage(agentId, exporter), privateKey);
  return new WebSocket(`wss://${address.host}:${address.port}${agentPath}`, {
    createConnection: () => socket,
    headers: { authorization: formatAuthorization({ agentId, signature }) },
    perMessageDeflate: false,
  });
}

async function connectTls({ host, port }: GatewayAddress): Promise<TLSSocket> {
  const socket = connect({ host, port, rejectUnauthorized: false, minVersion: 'TLSv1.3' });
  await once(socket, 'secureConnect');
  socket.setNoDelay(true);
  return socket;
}

async function post(socket: TLSSocket, body: Uint8Array): Promise<{ status: number; answer: Buffer }> {
  const headers = {
    'content-type': 'application/x-protobuf',
    'content-length': body.length,
    connection: 'close',
  };
  const posting = request({ method: 'POST', path: enrollPath, headers, createConnection: () => socket });
  posting.end(body);
  const [response] = (await once(posting, 'response')) as [AsyncIterable<Buffer> & { statusCode?: number }];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode ?? 0, answer: Buffer.concat(chunks) };
}
