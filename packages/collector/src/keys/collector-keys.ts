/**
 * The keys of a collector: those of the gateway, in a folder of its own (cookie-key.ts has the other one).
 *
 *   server.key  private key of the gateway (PKCS8 PEM, 0600); made on first start, ECDSA P-256
 *   server.crt  its certificate; taken from next.crt or made when missing
 *   next.key    if there is one: the key that will follow server.key (server-keys.ts). Agents are told its pin, and
 *               trust both from then on
 *   next.crt    its certificate, where it is one's own
 *
 * The key is written before the certificate and each file durably, so a crash between the two leaves a key whose
 * certificate is issued by the next start: the pin that agents hold stays the same.
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  X509Certificate,
  type KeyObject,
} from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pinOf } from '@hostwire/protocol';
import { HostwireError, writeFileDurably } from '@hostwire/runtime';
import { issueCertificate } from './certificate.ts';
import { readKeyFile } from './key-file.ts';

const ownerOnly = 0o600;

export interface CollectorKeys {
  /** PKCS8 PEM. */
  readonly privateKey: string;
  /** PEM; possibly a chain, the gateway's own first. */
  readonly certificate: string;
  /** sha256 of the public key (SPKI), 64 hex digits: what agents check. */
  readonly pin: string;
  /** The same of the key that will follow; '' when there is none. */
  readonly nextPin: string;
}

/**
 * Reads the keys in `folder`, making what is missing.
 * Errors (HostwireError): KEY_UNREADABLE, KEY_PERMISSIONS, KEY_INVALID, KEY_MISMATCH, KEY_CERTIFICATE_MISSING.
 */
export async function loadKeys(folder: string, { nowMs }: { nowMs: number }): Promise<CollectorKeys> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const keyPath = join(folder, 'server.key');
  const certificatePath = join(folder, 'server.crt');
  const privateKey = await loadPrivateKey(keyPath);
  const certificate = await loadCertificate(certificatePath, privateKey, nowMs);
  if (!certificate.checkPrivateKey(privateKey)) {
    const remedy = 'restore the pair, or remove the certificate to get a new one for the key';
    throw new HostwireError('KEY_MISMATCH', `${certificatePath} does not belong to ${keyPath}: ${remedy}`);
  }
  return {
    privateKey: pemOf(privateKey),
    certificate: (await readKeyFile(certificatePath, { secret: false }))!.toString('utf8'),
    pin: pinOfKey(privateKey),
    nextPin: await loadNextPin(join(folder, 'next.key')),
  };
}

async function loadPrivateKey(path: string): Promise<KeyObject> {
  const pem = await readKeyFile(path, { secret: true });
  if (pem !== undefined) return parsed(path, () => createPrivateKey(pem));
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await writeFileDurably(path, pemOf(privateKey), { mode: ownerOnly });
  return privateKey;
}

async function loadNextPin(path: string): Promise<string> {
  const pem = await readKeyFile(path, { secret: true });
  return pem === undefined ? '' : pinOfKey(parsed(path, () => createPrivateKey(pem)));
}

function pinOfKey(privateKey: KeyObject): string {
  return pinOf(createPublicKey(privateKey).export({ type: 'spki', format: 'der' }));
}

async function loadCertificate(path: string, privateKey: KeyObject, nowMs: number): Promise<X509Certificate> {
  const pem = await readKeyFile(path, { secret: false });
  if (pem !== undefined) return parsed(path, () => new X509Certificate(pem));
  const left = await takeNextCertificate(path, privateKey);
  if (left !== undefined) return left;
  if (privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new HostwireError(
      'KEY_CERTIFICATE_MISSING',
      `${path} is missing and the key beside it is not one that this program makes: put its certificate there`,
    );
  }
  const issued = await issueCertificate(privateKey, nowMs);
  await writeFileDurably(path, issued, { mode: ownerOnly });
  return new X509Certificate(issued);
}

/** The certificate that came with the key, while that was the next one. */
async function takeNextCertificate(
  path: string,
  privateKey: KeyObject,
): Promise<X509Certificate | undefined> {
  const nextPath = join(dirname(path), 'next.crt');
  const pem = await readKeyFile(nextPath, { secret: false });
  if (pem === undefined) return undefined;
  const certificate = parsed(nextPath, () => new X509Certificate(pem));
  if (!certificate.checkPrivateKey(privateKey)) return undefined; // of a key that is still to come
  await writeFileDurably(path, pem, { mode: ownerOnly });
  await rm(nextPath, { force: true });
  return certificate;
}

/** The pin of a key with its certificate, both PEM. Throws KEY_INVALID, KEY_MISMATCH; `source` names them. */
export function parseKeyPair(
  pair: { readonly privateKey: string; readonly certificate: string },
  source: string,
): { readonly pin: string; readonly certificate: X509Certificate } {
  const privateKey = parsed(source, () => createPrivateKey(pair.privateKey));
  const certificate = parsed(source, () => new X509Certificate(pair.certificate));
  if (certificate.checkPrivateKey(privateKey)) return { pin: pinOfKey(privateKey), certificate };
  throw new HostwireError(
    'KEY_MISMATCH',
    `${source}: the certificate does not belong to the key: give the pair`,
  );
}

function parsed<T>(path: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new HostwireError('KEY_INVALID', `${path} is not readable as PEM: restore it from a backup`, {
      cause: error,
    });
  }
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
