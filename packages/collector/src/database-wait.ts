import { errorCode, fullJitterMs, HostwireError, toError, type Clock, type Logger } from '@hostwire/runtime';
import { StorageError } from '@hostwire/storage';

const backoff = { baseMs: 500, capMs: 5_000 };

/** Tries again for as long as the database is merely not there (yet), and says so. */
export class DatabaseWait {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #stopped = new AbortController();

  constructor({ clock, logger }: { clock: Clock; logger: Logger }) {
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Ends all waiting; what waits rejects with COLLECTOR_STOPPED. */
  stop(): void {
    this.#stopped.abort();
  }

  /** The outcome of `step`, however often it takes. Rejects with what a wait cannot fix: a wrong password, a newer schema. */
  async until<T>(step: () => Promise<T>): Promise<T> {
    const beganMs = this.#clock.monoMs();
    for (let attempt = 0; ; attempt++) {
      if (this.#stopped.signal.aborted)
        throw new HostwireError('COLLECTOR_STOPPED', 'the collector was stopped while it started');
      try {
        const result = await step();
        if (attempt > 0)
          this.#logger.info({ afterMs: Math.round(this.#clock.monoMs() - beganMs) }, 'the database answers');
        return result;
      } catch (error) {
        if (!(error instanceof StorageError && error.retryable)) throw error;
        const level = attempt === 0 ? 'warn' : 'debug';
        this.#logger[level](
          { code: errorCode(error), reason: toError(error).message },
          'waiting for the database',
        );
        await this.#pause(fullJitterMs(attempt, backoff));
      }
    }
  }

  #pause(ms: number): Promise<void> {
    const { signal } = this.#stopped;
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done);
    });
  }
}
