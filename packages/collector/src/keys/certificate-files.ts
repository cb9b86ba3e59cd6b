import { readFile } from 'node:fs/promises';
import { errorCode, HostwireError, toError, type Logger } from '@hostwire/runtime';
import { parseKeyPair } from './collector-keys.ts';
import type { KeyPair } from './server-keys.ts';

/** Where a certificate of one's own lies, as PEM; whoever renews it writes these files again. */
export interface CertificatePaths {
  /** The certificate, those that lead to its authority after it. */
  readonly certificateFile: string;
  readonly keyFile: string;
}

const lookEveryMs = 10_000;

/**
 * Reads a certificate and its key, and again when their content changes. A pair that does not fit, such as one that is just being
 * written, is logged once and looked at again; the one before stays in use.
 */
export class CertificateFiles {
  readonly #paths: CertificatePaths;
  readonly #logger: Logger;
  readonly #use: (pair: KeyPair) => Promise<void>;
  #used: KeyPair | undefined;
  #failure: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(paths: CertificatePaths, options: { logger: Logger; use: (pair: KeyPair) => Promise<void> }) {
    this.#paths = paths;
    this.#logger = options.logger;
    this.#use = options.use;
  }

  /** Reads them once and watches them from then on. Throws CERTIFICATE_UNREADABLE, KEY_INVALID, KEY_MISMATCH. */
  async start(): Promise<void> {
    await this.#take();
    this.#timer = setInterval(() => void this.look(), lookEveryMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** Looks whether they changed. Never throws. */
  look(): Promise<void> {
    this.#looking = this.#looking
      .then(() => this.#take())
      .then(
        () => void (this.#failure = undefined),
        (thrown: unknown) => {
          const { message } = toError(thrown);
          if (message !== this.#failure)
            this.#logger.error({ err: thrown }, 'a certificate cannot be read again: the one before stays');
          this.#failure = message;
        },
      );
    return this.#looking;
  }

  async #take(): Promise<void> {
    const { certificateFile, keyFile } = this.#paths;
    const [certificate, privateKey] = await Promise.all([readPem(certificateFile), readPem(keyFile)]);
    if (certificate === this.#used?.certificate && privateKey === this.#used.privateKey) return;
    const pair = { certificate, privateKey };
    parseKeyPair(pair, `${certificateFile} and ${keyFile}`);
    await this.#use(pair);
    this.#used = pair;
  }
}

async function readPem(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const message = `cannot read ${path} (${errorCode(cause)}): make it readable for the user that runs the collector`;
    throw new HostwireError('CERTIFICATE_UNREADABLE', message, { cause });
  }
}
