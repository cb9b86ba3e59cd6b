/**
 * The key of the gateway, and the one that will follow it. A key is replaced in two steps, so that no agent is lost: `prepare`
 * makes the next one, whose pin agents are told and keep; `switch` puts it in the place of the present one, and new connections
 * are opened with it. A key and certificate of one's own come the same way (`adopt`).
 *
 * Each step leaves the folder good for a start after a crash at any instant: server.key is always one of the two keys, and a
 * certificate that is missing is taken from next.crt or issued.
 */
import { generateKeyPairSync } from 'node:crypto';
import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileDurably, HostwireError } from '@hostwire/runtime';
import { loadKeys, parseKeyPair, type CollectorKeys } from './collector-keys.ts';

const ownerOnly = { mode: 0o600 };

export interface ServerKeysOptions {
  readonly folder: string;
  readonly nowMs: () => number;
}

export interface KeyPair {
  /** PEM. */
  readonly privateKey: string;
  /** PEM, the gateway's own certificate first. */
  readonly certificate: string;
}

export class ServerKeys {
  readonly #options: ServerKeysOptions;
  readonly #listeners: ((keys: CollectorKeys) => void)[] = [];
  #keys: CollectorKeys;

  private constructor(options: ServerKeysOptions, keys: CollectorKeys) {
    this.#options = options;
    this.#keys = keys;
  }

  /** Makes what is missing. Throws as loadKeys. */
  static async load(options: ServerKeysOptions): Promise<ServerKeys> {
    return new ServerKeys(options, await loadKeys(options.folder, { nowMs: options.nowMs() }));
  }

  get current(): CollectorKeys {
    return this.#keys;
  }

  /** When each key was made, in ms; undefined: there is no such key. */
  async madeMs(name: 'server' | 'next'): Promise<number | undefined> {
    try {
      return Math.round((await stat(this.#path(`${name}.key`))).mtimeMs);
    } catch {
      return undefined;
    }
  }

  /** New connections are opened with another key or certificate. */
  onChanged(listener: (keys: CollectorKeys) => void): void {
    this.#listeners.push(listener);
  }

  /** Makes the next key, unless there is one. */
  async prepare(): Promise<void> {
    if (this.#keys.nextPin !== '') return;
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    await writeFileDurably(this.#path('next.key'), pem, ownerOnly);
    await this.#reload();
  }

  /** Puts the next key in the place of the present one. Throws KEY_NEXT_MISSING. */
  async switch(): Promise<void> {
    if (this.#keys.nextPin === '')
      throw new HostwireError('KEY_NEXT_MISSING', 'there is no next key to switch to: prepare one first');
    await rm(this.#path('server.crt'), { force: true });
    await rename(this.#path('next.key'), this.#path('server.key'));
    await this.#reload(); // takes next.crt, or issues a certificate
  }

  /**
   * A key and certificate of one's own. Of the present key: the certificate is used at once. Of another: it is the next key.
   * Resolves to what it is. Throws KEY_INVALID, KEY_MISMATCH.
   */
  async adopt(pair: KeyPair, source: string): Promise<'current' | 'next'> {
    const { pin } = parseKeyPair(pair, source);
    if (pin === this.#keys.pin) {
      if (pair.certificate !== this.#keys.certificate) {
        await writeFileDurably(this.#path('server.crt'), pair.certificate, ownerOnly);
        await this.#reload();
      }
      return 'current';
    }
    await rm(this.#path('next.crt'), { force: true });
    await writeFileDurably(this.#path('next.key'), pair.privateKey, ownerOnly);
    await writeFileDurably(this.#path('next.crt'), pair.certificate, ownerOnly);
    await this.#reload();
    return 'next';
  }

  async #reload(): Promise<void> {
    const before = this.#keys;
    this.#keys = await loadKeys(this.#options.folder, { nowMs: this.#options.nowMs() });
    if (before.certificate === this.#keys.certificate) return;
    for (const listener of this.#listeners) listener(this.#keys);
  }

  #path(name: string): string {
    return join(this.#options.folder, name);
  }
}
