import { createPublicKey, sign, type KeyObject } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { TLSSocket } from 'node:tls';
import {
  encodeEnrollRequest,
  enrollLabel,
  enrollMessage,
  exporterBytes,
  parseToken,
  type EnrollResponse,
  type Token,
} from '@hostwire/protocol';
import { HostwireError, errorCode, requirePrivateFolder } from '@hostwire/runtime';
import { parseCollectorAddress, type CollectorAddress } from '../collector-address.ts';
import { findIdentity, installIdentity, takeEnrolmentKey, type Identity } from '../identity.ts';
import type { Machine } from '../machine.ts';
import { connectPinned } from '../uplink/pinned-socket.ts';
import { postEnrolment } from './enrol-request.ts';

export interface EnrolmentOptions {
  readonly stateDir: string;
  readonly collector: string;
  readonly token: string;
  /** The name wished for; the collector adds a suffix when it is taken. */
  readonly name: string;
  readonly machine: Machine;
  readonly agentVersion: string;
  /** Replace an identity that is there. */
  readonly force: boolean;
  readonly connectMs?: number;
}

const defaultConnectMs = 10_000;

/**
 * Enrols this host: the key of the collector is held against the token's pin before anything is sent; the private key
 * is made here, is on the disk before the request leaves, and never leaves. After a lost answer the same line again,
 * with the key that is on the disk, gets the same identity.
 *
 * Throws HostwireError: COLLECTOR_INVALID, TOKEN_MALFORMED, ALREADY_ENROLLED, STATE_UNWRITABLE, those of connectPinned
 * and those of postEnrolment.
 */
export async function enrol(options: EnrolmentOptions): Promise<Identity> {
  const address = parseCollectorAddress(options.collector);
  const token = readToken(options.token);
  refuseSecond(options);
  await prepare(options.stateDir);
  requirePrivateFolder(options.stateDir);
  const { socket } = await connectPinned({
    address,
    pins: [token.pin],
    timeoutMs: options.connectMs ?? defaultConnectMs,
  });
  try {
    const privateKey = await takeEnrolmentKey(options.stateDir, token.id);
    const { agentId, host } = await ask(socket, { address, token, privateKey, options });
    const identity: Identity = { agentId, host, collector: address.url, pins: [token.pin], generation: 0 };
    await installIdentity(options.stateDir, identity, privateKey);
    return identity;
  } finally {
    socket.destroy();
  }
}

/** The token; throws HostwireError TOKEN_MALFORMED. */
export function readToken(text: string): Token {
  try {
    return parseToken(text);
  } catch (cause) {
    const message = 'the token is malformed: copy the whole of it (hw1_...) from `hostwire token create`';
    throw new HostwireError('TOKEN_MALFORMED', message, { cause });
  }
}

interface Asking {
  readonly address: CollectorAddress;
  readonly token: Token;
  readonly privateKey: KeyObject;
  readonly options: EnrolmentOptions;
}

function ask(socket: TLSSocket, { address, token, privateKey, options }: Asking): Promise<EnrollResponse> {
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  const publicKey = Buffer.from(x, 'base64url');
  const exporter = socket.exportKeyingMaterial(exporterBytes, enrollLabel, Buffer.alloc(0));
  const request = encodeEnrollRequest({
    tokenId: token.id,
    tokenSecret: token.secret,
    publicKey,
    machineHash: options.machine.machineHash,
    hostname: options.name,
    agentVersion: options.agentVersion,
    signature: sign(null, enrollMessage(exporter, publicKey), privateKey),
  });
  return postEnrolment(socket, address, request);
}

function refuseSecond({ stateDir, force }: EnrolmentOptions): void {
  if (force) return;
  const identity = findIdentity(stateDir);
  if (identity === undefined) return;
  const message = `this host is already enrolled as ${identity.host} at ${identity.collector} (${stateDir}): give --force to replace that identity, or another folder with --state`;
  throw new HostwireError('ALREADY_ENROLLED', message);
}

async function prepare(stateDir: string): Promise<void> {
  try {
    await mkdir(stateDir, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const message = `cannot make the state folder ${stateDir} (${errorCode(cause)}): choose another with --state, or run as a user who may`;
    throw new HostwireError('STATE_UNWRITABLE', message, { cause });
  }
}
