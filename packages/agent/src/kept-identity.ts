import type { Welcome } from '@hostwire/protocol';
import { errorCode, type Logger } from '@hostwire/runtime';
import { saveIdentity, type Identity } from './identity.ts';

export interface KeptIdentityOptions {
  readonly stateDir: string;
  readonly identity: Identity;
  readonly logger: Logger;
  /** The next key of the collector is on the disk. */
  readonly onKept: (nextPin: string) => void;
}

/** Keys of the collector that are trusted: the one before, the present one and the next. */
const maxPins = 3;

/** The identity of a running agent, with what the collector told of its own keys. */
export class KeptIdentity {
  readonly #stateDir: string;
  readonly #logger: Logger;
  readonly #onKept: (nextPin: string) => void;
  #current: Identity;
  #saved: Promise<void> = Promise.resolve();

  constructor({ stateDir, identity, logger, onKept }: KeptIdentityOptions) {
    this.#stateDir = stateDir;
    this.#current = identity;
    this.#logger = logger;
    this.#onKept = onKept;
  }

  get current(): Identity {
    return this.#current;
  }

  /** Resolves when what is known is on the disk, or cannot be put there. */
  get saved(): Promise<void> {
    return this.#saved;
  }

  /** Trusted from now on: the key that this collector has (`pin`), and the one that it announces as the next. */
  welcomed({ generation, nextPin }: Pick<Welcome, 'generation' | 'nextPin'>, pin: string | undefined): void {
    const announced = nextPin === '' || nextPin === pin ? [] : [nextPin];
    const pins = pin === undefined ? this.#current.pins : [pin, ...announced];
    this.#current = { ...this.#current, generation, pins };
    this.#save(nextPin);
  }

  /** Trusted, too. The key of this connection may be replaced while it lasts, so what is known stays until the next Welcome. */
  announced(nextPin: string): void {
    const pins = [...new Set([...this.#current.pins, nextPin])].slice(-maxPins);
    this.#current = { ...this.#current, pins };
    this.#save(nextPin);
  }

  /** The collector is told when its next key is on the disk; '' = it has none. */
  #save(nextPin: string): void {
    const save = async () => {
      await saveIdentity(this.#stateDir, this.#current);
      if (nextPin !== '') this.#onKept(nextPin);
    };
    this.#saved = this.#saved.then(save).catch((thrown: unknown) => {
      this.#logger.warn({ code: errorCode(thrown) }, 'identity file cannot be written');
    });
  }
}
