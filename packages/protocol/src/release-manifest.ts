/**
 * What a release of the agent consists of, signed with the release key (Ed25519). The signature is made where releases are
 * built; a collector hands the document on and cannot make another one. An agent trusts the public key that it was built
 * with and nothing else.
 *
 *   { "manifest": "TEXT", "signature": "BASE64" }     signature: over `manifestLabel` followed by TEXT
 *   TEXT = { "version": "0.2.0", "programs": { "hostwire-agent-linux-x64": { "sha256": "HEX", "bytes": 101584000 } } }
 */
import { sign, verify, type KeyObject } from 'node:crypto';
import { ProtocolError } from './protocol-error.ts';

/** Where the gateway serves the signed manifest, and below it the programs by their names. */
export const downloadsPath = '/downloads/';
export const manifestName = 'manifest.json';

export const manifestLimits = {
  maxBytes: 65_536,
  maxPrograms: 32,
  maxProgramBytes: 512 * 1024 ** 2,
} as const;

const manifestLabel = 'hostwire-release-v1\n';
const versionPattern = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})$/;
const namePattern = /^[a-z0-9][a-z0-9-]{0,99}$/;
const sha256Pattern = /^[0-9a-f]{64}$/;

export interface ReleaseProgram {
  /** 64 hex digits. */
  readonly sha256: string;
  readonly bytes: number;
}

export interface ReleaseManifest {
  /** MAJOR.MINOR.PATCH */
  readonly version: string;
  /** By file name. */
  readonly programs: ReadonlyMap<string, ReleaseProgram>;
}

/** The signed document as text. */
export function signManifest(manifest: ReleaseManifest, privateKey: KeyObject): string {
  const text = JSON.stringify({ version: manifest.version, programs: Object.fromEntries(manifest.programs) });
  const signature = sign(null, signedBytes(text), privateKey).toString('base64');
  return `${JSON.stringify({ manifest: text, signature })}\n`;
}

/** Throws ProtocolError SIGNATURE_INVALID when another key signed it, MALFORMED when it is no such document. */
export function verifyManifest(document: string, publicKey: KeyObject): ReleaseManifest {
  const { text, signature } = parts(document);
  if (!verify(null, signedBytes(text), publicKey, Buffer.from(signature, 'base64')))
    throw new ProtocolError(
      'SIGNATURE_INVALID',
      'the manifest was not signed with the release key of this agent',
    );
  return parseManifest(text);
}

/** What the document says, whoever signed it. Throws ProtocolError MALFORMED. */
export function readManifest(document: string): ReleaseManifest {
  return parseManifest(parts(document).text);
}

/** Negative: `a` is older than `b`; 0: the same. NaN where one is not MAJOR.MINOR.PATCH. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => versionPattern.exec(version)?.slice(1).map(Number));
  if (left === undefined || right === undefined) return NaN;
  const differing = left.findIndex((number, place) => number !== right[place]);
  return differing < 0 ? 0 : (left[differing] ?? 0) - (right[differing] ?? 0);
}

function signedBytes(text: string): Buffer {
  return Buffer.from(manifestLabel + text, 'utf8');
}

function parts(document: string): { text: string; signature: string } {
  if (document.length > manifestLimits.maxBytes) throw malformed('it is too long');
  const { manifest: text, signature } = fieldsOf(document);
  if (typeof text !== 'string' || typeof signature !== 'string')
    throw malformed('manifest or signature is missing');
  return { text, signature };
}

function parseManifest(text: string): ReleaseManifest {
  const { version, programs } = fieldsOf(text);
  if (typeof version !== 'string' || !versionPattern.test(version))
    throw malformed('version is not MAJOR.MINOR.PATCH');
  const entries = Object.entries(objectOf(programs));
  if (entries.length > manifestLimits.maxPrograms) throw malformed('it has too many programs');
  return {
    version,
    programs: new Map(entries.map(([name, program]) => [name, parseProgram(name, program)])),
  };
}

function parseProgram(name: string, program: unknown): ReleaseProgram {
  const { sha256, bytes } = objectOf(program);
  if (!namePattern.test(name)) throw malformed('a program has no proper name');
  if (typeof sha256 !== 'string' || !sha256Pattern.test(sha256)) throw malformed(`sha256 of ${name}`);
  if (
    typeof bytes !== 'number' ||
    !Number.isSafeInteger(bytes) ||
    bytes < 1 ||
    bytes > manifestLimits.maxProgramBytes
  )
    throw malformed(`bytes of ${name}`);
  return { sha256, bytes };
}

function fieldsOf(text: string): Record<string, unknown> {
  try {
    return objectOf(JSON.parse(text));
  } catch (cause) {
    throw cause instanceof ProtocolError ? cause : malformed('it is not JSON');
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed('an object is missing');
  return { ...value };
}

function malformed(why: string): ProtocolError {
  return new ProtocolError('MALFORMED', `this is no manifest of a release: ${why}`);
}
