import { HostwireError, toError, type Clock, type Logger } from '@hostwire/runtime';
import { StorageError } from '@hostwire/storage';

/** The time in which nothing can be committed: logged once when it begins and once when it is over. */
export class FailurePeriod {
  readonly #clock: Clock;
  readonly #logger: Logger;
  #sinceMs: number | undefined;
  #reason: string | null = null;

  constructor({ clock, logger }: { clock: Clock; logger: Logger }) {
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Why the last attempt to commit failed; null since one succeeded. */
  get reason(): string | null {
    return this.#reason;
  }

  failed(error: unknown, message: string, facts: Readonly<Record<string, unknown>> = {}): void {
    if (this.#sinceMs === undefined) this.#logger.warn({ err: toError(error), ...facts }, message);
    this.#sinceMs ??= this.#clock.monoMs();
    this.#reason = toError(error).message;
  }

  succeeded(): void {
    if (this.#sinceMs === undefined) return;
    const afterMs = Math.round(this.#clock.monoMs() - this.#sinceMs);
    this.#logger.info({ afterMs }, 'committing again');
    this.#sinceMs = undefined;
    this.#reason = null;
  }
}

/** uncertain: the INSERT may have been stored all the same. */
export function insertFailure(error: unknown): { code: string; outcome: 'absent' | 'uncertain' } {
  if (error instanceof StorageError) return { code: error.code, outcome: error.outcome ?? 'uncertain' };
  return { code: error instanceof HostwireError ? error.code : 'UNKNOWN', outcome: 'uncertain' };
}
