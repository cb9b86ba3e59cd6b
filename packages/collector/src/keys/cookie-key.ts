import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HostwireError, writeFileDurably } from '@hostwire/runtime';
import { readKeyFile } from './key-file.ts';

const keyBytes = 32;

/** The key that signs session cookies, and seals what people's apps of codes share with the collector. */
export interface SessionKey {
  readonly current: Uint8Array;
  /** The one before, while something may be left that it sealed. */
  readonly former: Uint8Array | undefined;
  /** Puts a new key in the place of the current one, which becomes the former. Resolves when that is on disk. */
  renew(): Promise<void>;
  /** Nothing is left that the former key sealed. */
  forgetFormer(): Promise<void>;
}

/**
 * `cookie.key` in the folder of the collector (32 bytes, 0600), and `former-cookie.key` while the key is replaced: that is
 * written first and removed last, so a crash between the two leaves both, and the next start goes on.
 */
export class CookieKey implements SessionKey {
  readonly #folder: string;
  #current: Uint8Array;
  #former: Uint8Array | undefined;

  private constructor(folder: string, keys: { current: Uint8Array; former: Uint8Array | undefined }) {
    this.#folder = folder;
    this.#current = keys.current;
    this.#former = keys.former;
  }

  /** Makes the key when there is none. Errors (HostwireError): KEY_UNREADABLE, KEY_PERMISSIONS, KEY_INVALID. */
  static async load(folder: string): Promise<CookieKey> {
    const stored = await readKey(join(folder, 'cookie.key'));
    const current = stored ?? randomBytes(keyBytes);
    const key = new CookieKey(folder, { current, former: await readKey(join(folder, 'former-cookie.key')) });
    if (stored === undefined) await key.#write('cookie.key', current);
    return key;
  }

  get current(): Uint8Array {
    return this.#current;
  }

  get former(): Uint8Array | undefined {
    return this.#former;
  }

  async renew(): Promise<void> {
    const fresh = randomBytes(keyBytes);
    await this.#write('former-cookie.key', this.#current);
    await this.#write('cookie.key', fresh);
    this.#former = this.#current;
    this.#current = fresh;
  }

  async forgetFormer(): Promise<void> {
    this.#former = undefined;
    await rm(join(this.#folder, 'former-cookie.key'), { force: true });
  }

  #write(name: string, key: Uint8Array): Promise<void> {
    return writeFileDurably(join(this.#folder, name), key, { mode: 0o600 });
  }
}

async function readKey(path: string): Promise<Uint8Array | undefined> {
  const stored = await readKeyFile(path, { secret: true });
  if (stored === undefined || stored.length === keyBytes) return stored;
  throw new HostwireError(
    'KEY_INVALID',
    `${path} has ${stored.length} bytes instead of ${keyBytes}: remove it to get a new one (everybody logs in again)`,
  );
}
