import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const cipher = 'aes-256-gcm';
const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;

/** Seals secrets that have to be known again, so that the file they are in tells nothing without the key beside it. */
export class SecretSeal {
  readonly #key: Uint8Array;

  /** `purpose` keeps this key apart from any other that comes from `key`. */
  constructor(key: Uint8Array, purpose: string) {
    this.#key = new Uint8Array(hkdfSync('sha256', key, '', purpose, keyBytes));
  }

  /** `context`: what the secret is of; it opens for that only. */
  seal(secret: string, context: string): string {
    const iv = randomBytes(ivBytes);
    const sealing = createCipheriv(cipher, this.#key, iv).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([sealing.update(secret, 'utf8'), sealing.final()]);
    return Buffer.concat([iv, sealing.getAuthTag(), sealed]).toString('base64url');
  }

  /** undefined: it was sealed with another key, or for something else. */
  open(text: string, context: string): string | undefined {
    const bytes = Buffer.from(text, 'base64url');
    try {
      const opening = createDecipheriv(cipher, this.#key, bytes.subarray(0, ivBytes))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      return opening.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + opening.final('utf8');
    } catch {
      return undefined;
    }
  }
}
