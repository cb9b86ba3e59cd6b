import type { Welcome } from '@hostwire/protocol';
import { errorCode, type Logger } from '@hostwire/runtime';
import { saveIdentity, type Identity } from './identity.ts';

/** The identity of a running agent, with what the collector's last Welcome changed of it. */
export class KeptIdentity {
  readonly #stateDir: string;
  readonly #logger: Logger;
  #current: Identity;
  #saved: Promise<void> = Promise.resolve();

  constructor(stateDir: string, identity: Identity, logger: Logger) {
    this.#stateDir = stateDir;
    this.#current = identity;
    this.#logger = logger;
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
    const save = () => saveIdentity(this.#stateDir, this.#current);
    this.#saved = this.#saved.then(save).catch((thrown: unknown) => {
      this.#logger.warn({ code: errorCode(thrown) }, 'identity file cannot be written');
    });
  }
}
