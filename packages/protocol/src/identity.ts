/**
 * How an agent and a collector know each other: enrolment tokens, the pin of a server key, and what the agent signs.
 * Signatures are over the TLS exporter value of the very connection, so that none can be replayed or relayed:
 * `socket.exportKeyingMaterial(32, agentAuthLabel, Buffer.from(agentId))`, and to enrol
 * `socket.exportKeyingMaterial(32, enrollLabel, Buffer.alloc(0))`.
 */
import { createHash } from 'node:crypto';
import { agentIdToBytes, isAgentId } from './agent-id.ts';
import { bytesToHex, hexToBytes } from './hex.ts';
import { ProtocolError } from './protocol-error.ts';

/** Where the gateway answers. */
export const agentPath = '/v1/agent';
export const enrollPath = '/v1/enroll';

/** The labels of the TLS exporters (RFC 5705). */
export const agentAuthLabel = 'EXPORTER-hostwire-agent-auth-v1';
export const enrollLabel = 'EXPORTER-hostwire-enroll-v1';

/** Bytes of an exporter value, of an Ed25519 public key, and of its signatures. */
export const exporterBytes = 32;
export const publicKeyBytes = 32;
export const signatureBytes = 64;

/** What enrols a host. */
export interface Token {
  /** 16 hex digits. */
  readonly id: string;
  /** 32 bytes. */
  readonly secret: Uint8Array;
  /** The pin of the collector's key, 64 hex digits. */
  readonly pin: string;
}

const tokenPrefix = 'hw1_';
const tokenPattern = /^hw1_[A-Za-z0-9_-]{96}$/;

/** `hw1_` and base64url of id (8 bytes), secret (32) and pin (32). */
export function formatToken({ id, secret, pin }: Token): string {
  checkLength(secret, 32, 'token secret');
  const bytes = Buffer.concat([hexToBytes(id, 8, 'token id'), secret, hexToBytes(pin, 32, 'token pin')]);
  return tokenPrefix + bytes.toString('base64url');
}

/** Throws ProtocolError TOKEN_MALFORMED. White space around the token is cut off. */
export function parseToken(text: string): Token {
  const token = text.trim();
  if (!tokenPattern.test(token)) {
    const expected = 'hw1_ and 96 letters, digits, - or _';
    throw new ProtocolError(
      'TOKEN_MALFORMED',
      `this is not an enrolment token (${expected}): copy the whole of it`,
    );
  }
  const bytes = Buffer.from(token.slice(tokenPrefix.length), 'base64url');
  return {
    id: bytesToHex(bytes.subarray(0, 8), 8, 'token id'),
    secret: new Uint8Array(bytes.subarray(8, 40)),
    pin: bytesToHex(bytes.subarray(40), 32, 'token pin'),
  };
}

/** The pin of a public key in DER (SPKI): its sha256, 64 hex digits. */
export function pinOf(spkiDer: Uint8Array): string {
  return createHash('sha256').update(spkiDer).digest('hex');
}

/** What an agent signs to open its session. */
export function agentAuthMessage(agentId: string, exporter: Uint8Array): Uint8Array {
  checkLength(exporter, exporterBytes, 'exporter');
  return Buffer.concat([Buffer.from('hostwire agent auth v1\0'), agentIdToBytes(agentId), exporter]);
}

/** What an agent signs to enrol: that it holds the private key of `publicKey` (Ed25519, 32 bytes). */
export function enrollMessage(exporter: Uint8Array, publicKey: Uint8Array): Uint8Array {
  checkLength(exporter, exporterBytes, 'exporter');
  checkLength(publicKey, publicKeyBytes, 'public key');
  return Buffer.concat([Buffer.from('hostwire enroll v1\0'), publicKey, exporter]);
}

/**
 * What an agent signs, with its present key and with the new one, to replace the former by the latter (32 bytes). The present
 * key is in it, so that a renewal cannot be repeated after the next one.
 */
export function keyRenewalMessage(agentId: string, oldKey: Uint8Array, newKey: Uint8Array): Uint8Array {
  checkLength(oldKey, publicKeyBytes, 'old public key');
  checkLength(newKey, publicKeyBytes, 'new public key');
  return Buffer.concat([Buffer.from('hostwire key renewal v1\0'), agentIdToBytes(agentId), oldKey, newKey]);
}

/** Who opens a session, and the proof. */
export interface Authorization {
  readonly agentId: string;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

const authorizationPattern = /^Hostwire1 id=([0-9a-f-]{36}), sig=([A-Za-z0-9_-]{86})$/;

/** The Authorization header of the upgrade request. */
export function formatAuthorization({ agentId, signature }: Authorization): string {
  agentIdToBytes(agentId);
  checkLength(signature, signatureBytes, 'signature');
  return `Hostwire1 id=${agentId}, sig=${Buffer.from(signature).toString('base64url')}`;
}

/** Throws ProtocolError AUTHORIZATION_MALFORMED, also without a header. */
export function parseAuthorization(header: string | undefined): Authorization {
  const [, agentId = '', signature = ''] = authorizationPattern.exec(header ?? '') ?? [];
  if (!isAgentId(agentId)) {
    throw new ProtocolError('AUTHORIZATION_MALFORMED', 'the Authorization header is not that of an agent');
  }
  return { agentId, signature: new Uint8Array(Buffer.from(signature, 'base64url')) };
}

function checkLength(bytes: Uint8Array, length: number, what: string): void {
  if (bytes.length === length) return;
  throw new ProtocolError('OUT_OF_RANGE', `${what}: ${bytes.length} bytes where ${length} are due`);
}
