import { agentIdToBytes, bytesToAgentId } from './agent-id.ts';
import { checkText } from './frame/field.ts';
import { hostwire } from './generated/hostwire.js';
import { bytesToHex, hexToBytes } from './hex.ts';
import { publicKeyBytes, signatureBytes } from './identity.ts';
import { protocolLimits } from './limits.ts';
import { ProtocolError } from './protocol-error.ts';
import { clipText } from './wire/text.ts';

/** The body of a request to enrol. */
export interface EnrollRequest {
  /** 16 hex digits. */
  readonly tokenId: string;
  /** 32 bytes. */
  readonly tokenSecret: Uint8Array;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** 64 hex digits. */
  readonly machineHash: string;
  readonly hostname: string;
  readonly agentVersion: string;
  /** Of `enrollMessage`, 64 bytes. */
  readonly signature: Uint8Array;
}

export interface EnrollResponse {
  readonly agentId: string;
  /** The unique name given to the host. */
  readonly host: string;
}

/** The body of every refusal. */
export interface EnrollRefusal {
  /** Stable, in capitals: TOKEN_EXPIRED, KEY_MISMATCH, ... */
  readonly code: string;
  /** What happened and what to do. */
  readonly message: string;
}

const { EnrollRequest: Request, EnrollResponse: Response, EnrollRefusal: Refusal } = hostwire.v1;

export function encodeEnrollRequest(request: EnrollRequest): Uint8Array {
  checkRequest(request);
  const tokenId = hexToBytes(request.tokenId, 8, 'enrolment token id');
  const machineHash = hexToBytes(request.machineHash, 32, 'enrolment machine hash');
  return Request.encode({ ...request, tokenId, machineHash }).finish();
}

/** Throws ProtocolError, and nothing else, for anything but a valid request. */
export function decodeEnrollRequest(bytes: Uint8Array): EnrollRequest {
  const message = decode(() => Request.decode(bytes), bytes);
  const request: EnrollRequest = {
    tokenId: bytesToHex(message.tokenId, 8, 'enrolment token id'),
    tokenSecret: message.tokenSecret,
    publicKey: message.publicKey,
    machineHash: bytesToHex(message.machineHash, 32, 'enrolment machine hash'),
    hostname: message.hostname,
    agentVersion: message.agentVersion,
    signature: message.signature,
  };
  checkRequest(request);
  return request;
}

export function encodeEnrollResponse({ agentId, host }: EnrollResponse): Uint8Array {
  checkHost(host);
  return Response.encode({ agentId: agentIdToBytes(agentId), host }).finish();
}

/** Throws ProtocolError, and nothing else, for anything but a valid response. */
export function decodeEnrollResponse(bytes: Uint8Array): EnrollResponse {
  const { agentId, host } = decode(() => Response.decode(bytes), bytes);
  checkHost(host);
  return { agentId: bytesToAgentId(agentId), host };
}

/** `message`, a text for people, is cut to fit. */
export function encodeEnrollRefusal({ code, message }: EnrollRefusal): Uint8Array {
  checkCode(code);
  return Refusal.encode({ code, message: clipText(message) }).finish();
}

/** Throws ProtocolError, and nothing else, for anything but a valid refusal. */
export function decodeEnrollRefusal(bytes: Uint8Array): EnrollRefusal {
  const { code, message } = decode(() => Refusal.decode(bytes), bytes);
  checkCode(code);
  checkText(message, 'refusal message');
  return { code, message };
}

function decode<T>(read: () => T, bytes: Uint8Array): T {
  const { maxEnrollBytes } = protocolLimits;
  if (bytes.length > maxEnrollBytes) {
    throw new ProtocolError('TOO_LARGE', `enrolment: ${bytes.length} bytes, limit ${maxEnrollBytes}`);
  }
  try {
    return read();
  } catch (cause) {
    throw new ProtocolError('MALFORMED', 'enrolment: does not decode', { cause });
  }
}

function checkRequest(request: EnrollRequest): void {
  checkLength(request.tokenSecret, 32, 'token secret');
  checkLength(request.publicKey, publicKeyBytes, 'public key');
  checkLength(request.signature, signatureBytes, 'signature');
  checkHost(request.hostname);
  checkText(request.agentVersion, 'enrolment agent version');
}

function checkHost(host: string): void {
  checkText(host, 'enrolment host');
  if (host === '') throw new ProtocolError('MALFORMED', 'enrolment: the host has no name');
}

function checkCode(code: string): void {
  if (/^[A-Z][A-Z_]{0,63}$/.test(code)) return;
  throw new ProtocolError('MALFORMED', 'enrolment: a refusal has a code in capitals');
}

function checkLength(bytes: Uint8Array, length: number, what: string): void {
  if (bytes.length === length) return;
  throw new ProtocolError('MALFORMED', `enrolment ${what}: ${bytes.length} bytes where ${length} are due`);
}
