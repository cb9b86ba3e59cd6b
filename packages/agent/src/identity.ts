import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAgentId } from '@hostwire/protocol';
import { HostwireError, errorCode, writeFileDurably } from '@hostwire/runtime';

/** What enrolment gave this host; identity.json in the state folder. */
export interface Identity {
  readonly agentId: string;
  /** The unique name that the collector gave. */
  readonly host: string;
  /** wss://HOST:PORT */
  readonly collector: string;
  /** Keys of the collector that are trusted (sha256 of the public key): the present one, and the next if announced. */
  readonly pins: readonly string[];
  /** The session generation of the last Welcome; 0 = none yet. */
  readonly generation: number;
}

const pinPattern = /^[0-9a-f]{64}$/;
const secretMode = 0o600;
const enrolmentKeyPrefix = 'enrolment-';

const identityPath = (stateDir: string) => join(stateDir, 'identity.json');
const keyPath = (stateDir: string) => join(stateDir, 'agent.key');
/** A key that was offered to the collector and is not in use yet. */
const nextKeyPath = (stateDir: string) => join(stateDir, 'next.key');

/** undefined when this state folder was never enrolled. Throws HostwireError STATE_UNREADABLE. */
export function findIdentity(stateDir: string): Identity | undefined {
  const path = identityPath(stateDir);
  const text = readText(path);
  if (text === undefined) return undefined;
  const identity = parseIdentity(text);
  if (identity !== undefined) return identity;
  const message = `${path} is damaged: enrol again with \`hostwire-agent enroll --force\``;
  throw new HostwireError('STATE_UNREADABLE', message);
}

/** Throws HostwireError NOT_ENROLLED or STATE_UNREADABLE. */
export function loadIdentity(stateDir: string): { identity: Identity; privateKey: KeyObject } {
  const identity = findIdentity(stateDir);
  const pem = readText(keyPath(stateDir));
  if (identity === undefined || pem === undefined) {
    throw new HostwireError('NOT_ENROLLED', notEnrolled(stateDir));
  }
  try {
    return { identity, privateKey: createPrivateKey(pem) };
  } catch (cause) {
    const message = `${keyPath(stateDir)} is damaged: enrol again with \`hostwire-agent enroll --force\``;
    throw new HostwireError('STATE_UNREADABLE', message, { cause });
  }
}

/** Where `hostwire up`, in its folder, keeps the state of the agent that it runs. */
const upStateDir = join('data', 'agent');

function notEnrolled(stateDir: string): string {
  const nothing = `this host is not enrolled (nothing in ${stateDir}): run the line that \`hostwire token create\` prints, hostwire-agent enroll ...`;
  const isUp = readText(identityPath(upStateDir)) !== undefined;
  return isUp ? `${nothing} To see the agent of \`hostwire up\`: --state ${upStateDir}` : nothing;
}

/**
 * The key to enrol with under a token: the one that an enrolment without an answer left behind, or else a new one, on
 * the disk when this resolves. It is apart from the key in use until the collector has accepted it.
 */
export function takeEnrolmentKey(stateDir: string, tokenId: string): Promise<KeyObject> {
  return takeKey(join(stateDir, `${enrolmentKeyPrefix}${tokenId}.key`));
}

/** The key that is to replace the present one: the one that was offered before, or else a new one, on the disk when this resolves. */
export function takeNextKey(stateDir: string): Promise<KeyObject> {
  return takeKey(nextKeyPath(stateDir));
}

/** Puts a key in the place of the present one: after a crash at any instant one of the two is there, whole. */
export async function installNextKey(stateDir: string, privateKey: KeyObject): Promise<void> {
  await writeFileDurably(keyPath(stateDir), toPem(privateKey), { mode: secretMode });
  await rm(nextKeyPath(stateDir), { force: true });
}

async function takeKey(path: string): Promise<KeyObject> {
  const left = readText(path);
  try {
    if (left !== undefined) return createPrivateKey(left);
  } catch {
    // torn by a crash before it was ever sent: a new one takes its place
  }
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeFileDurably(path, toPem(privateKey), { mode: secretMode });
  return privateKey;
}

/** What an enrolment gave, key first: an identity never stands beside the key of another. */
export async function installIdentity(
  stateDir: string,
  identity: Identity,
  privateKey: KeyObject,
): Promise<void> {
  await writeFileDurably(keyPath(stateDir), toPem(privateKey), { mode: secretMode });
  await saveIdentity(stateDir, identity);
  for (const name of await readdir(stateDir)) {
    if (name.startsWith(enrolmentKeyPrefix) || name === 'next.key')
      await rm(join(stateDir, name), { force: true });
  }
}

export function saveIdentity(stateDir: string, identity: Identity): Promise<void> {
  return writeFileDurably(identityPath(stateDir), `${JSON.stringify(identity, undefined, 2)}\n`, {
    mode: secretMode,
  });
}

function toPem(privateKey: KeyObject): string | Buffer {
  return privateKey.export({ type: 'pkcs8', format: 'pem' });
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT' || errorCode(cause) === 'ENOTDIR') return undefined;
    throw new HostwireError(
      'STATE_UNREADABLE',
      `cannot read ${path} (${errorCode(cause)}): run as the agent's user`,
      { cause },
    );
  }
}

function parseIdentity(text: string): Identity | undefined {
  let content: Partial<Identity>;
  try {
    content = JSON.parse(text) as Partial<Identity>;
  } catch {
    return undefined; // reported by the caller with the path
  }
  const { agentId, host, collector, pins, generation } = content;
  if (typeof agentId !== 'string' || !isAgentId(agentId)) return undefined;
  if (typeof host !== 'string' || typeof collector !== 'string' || typeof generation !== 'number')
    return undefined;
  if (
    !Array.isArray(pins) ||
    pins.length === 0 ||
    !pins.every((pin) => typeof pin === 'string' && pinPattern.test(pin))
  ) {
    return undefined;
  }
  return { agentId, host, collector, pins, generation };
}
