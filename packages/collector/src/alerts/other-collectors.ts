/**
 * When another collector was last seen on the database. It is read at most as often as collectors say that they are there,
 * and not waited for: who asks gets what was read last.
 */
import { toError, type Clock, type Logger } from '@hostwire/runtime';

const everyMs = 30_000;

export interface OtherCollectorsOptions {
  /** undefined: none is known. Throws when the database does not answer. */
  readonly read: () => Promise<number | undefined>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class OtherCollectors {
  readonly #options: OtherCollectorsOptions;
  #seenMs = Infinity;
  #readMonoMs = -Infinity;

  constructor(options: OtherCollectorsOptions) {
    this.#options = options;
  }

  /** Infinity: not read yet, so there may be one now. -Infinity: there never was one, as far as the database remembers. */
  get seenMs(): number {
    const { clock, read, logger } = this.#options;
    const nowMs = clock.monoMs();
    if (nowMs - this.#readMonoMs >= everyMs) {
      this.#readMonoMs = nowMs;
      read().then(
        (seenMs) => (this.#seenMs = seenMs ?? -Infinity),
        (error: unknown) => logger.debug({ err: toError(error) }, 'the other collectors could not be read'),
      );
    }
    return this.#seenMs;
  }
}
