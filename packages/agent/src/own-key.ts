import { createPublicKey, sign, type KeyObject } from 'node:crypto';
import { keyRenewalMessage, type KeyRenewal } from '@hostwire/protocol';
import { toError, type Logger } from '@hostwire/runtime';
import { installNextKey, takeNextKey } from './identity.ts';

export interface OwnKeyOptions {
  readonly stateDir: string;
  readonly agentId: string;
  readonly privateKey: KeyObject;
  readonly logger: Logger;
  /** To the collector, if there is a session. */
  readonly send: (frame: KeyRenewal) => void;
}

/**
 * The private key of this agent, and how it is replaced when the collector asks for it:
 *
 *   requested → a next key is on the disk, beside the present one → offered, signed by both
 *   accepted  → it is in the place of the present one → installed
 *
 * The collector takes either key until it hears `installed` or a session is opened with the new one, so whichever key is in place
 * after a crash opens the next session. A repeated request offers the same next key. Failures are logged; the present key stays.
 */
export class OwnKey {
  readonly #options: OwnKeyOptions;
  #privateKey: KeyObject;
  #work: Promise<void> = Promise.resolve();

  constructor(options: OwnKeyOptions) {
    this.#options = options;
    this.#privateKey = options.privateKey;
  }

  /** What signs the next connection. */
  get privateKey(): KeyObject {
    return this.#privateKey;
  }

  received(frame: KeyRenewal): void {
    this.#work = this.#work
      .then(() => this.#step(frame))
      .catch((thrown: unknown) => {
        this.#options.logger.warn(
          { err: toError(thrown) },
          'the key of this agent cannot be replaced: it stays',
        );
      });
  }

  /** Resolves when nothing is being written any more. */
  idle(): Promise<void> {
    return this.#work;
  }

  async #step({ step, publicKey }: KeyRenewal): Promise<void> {
    if (step === 'requested') return this.#offer();
    if (step === 'accepted') await this.#install(publicKey);
  }

  async #offer(): Promise<void> {
    const next = await takeNextKey(this.#options.stateDir);
    const [oldKey, newKey] = [rawKeyOf(this.#privateKey), rawKeyOf(next)];
    const message = keyRenewalMessage(this.#options.agentId, oldKey, newKey);
    this.#options.send({
      type: 'key_renewal',
      step: 'offered',
      publicKey: newKey.toString('hex'),
      oldSignature: sign(null, message, this.#privateKey).toString('hex'),
      newSignature: sign(null, message, next).toString('hex'),
    });
  }

  async #install(publicKey: string): Promise<void> {
    const { stateDir, logger, send } = this.#options;
    const next = await takeNextKey(stateDir);
    if (rawKeyOf(next).toString('hex') !== publicKey) return; // not the one that was offered last
    await installNextKey(stateDir, next);
    this.#privateKey = next;
    send({ type: 'key_renewal', step: 'installed', publicKey, oldSignature: '', newSignature: '' });
    logger.info('the key of this agent was replaced by a new one');
  }
}

function rawKeyOf(privateKey: KeyObject): Buffer {
  return Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url');
}
