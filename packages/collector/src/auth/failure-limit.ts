/**
 * How many attempts of one address (or user) may fail. Only failures are charged, and only to who made them: with
 * `charge` alone, whoever has the right secret gets in, however many wrong ones came before. Secrets that are short enough
 * to be guessed are looked at only while `isReached` says no.
 */
import type { Clock } from '@hostwire/runtime';

export const failureLimits = {
  /** Failures of one address within the window; more are refused without a look. */
  perWindow: 10,
  windowMs: 60_000,
  /** Addresses remembered; of more, those that failed first are forgotten. */
  maxAddresses: 10_000,
} as const;

export interface FailureLimitOptions {
  readonly clock: Clock;
  readonly perWindow?: number;
  readonly windowMs?: number;
}

interface Failures {
  readonly sinceMs: number;
  readonly count: number;
}

export class FailureLimit {
  readonly #clock: Clock;
  readonly #perWindow: number;
  readonly #windowMs: number;
  /** By address, in the order of their windows. */
  readonly #failures = new Map<string, Failures>();

  constructor({
    clock,
    perWindow = failureLimits.perWindow,
    windowMs = failureLimits.windowMs,
  }: FailureLimitOptions) {
    this.#clock = clock;
    this.#perWindow = perWindow;
    this.#windowMs = windowMs;
  }

  /** Whether as many failed as may within a window that is not over. */
  isReached(address: string): boolean {
    const failures = this.#failures.get(address);
    if (failures === undefined || this.#clock.monoMs() - failures.sinceMs >= this.#windowMs) return false;
    return failures.count >= this.#perWindow;
  }

  /** Counts one failure. false: the address has failed too often, and is to be told so. */
  charge(address: string): boolean {
    const nowMs = this.#clock.monoMs();
    const before = this.#failures.get(address);
    const isOver = before === undefined || nowMs - before.sinceMs >= this.#windowMs;
    const failures = isOver ? { sinceMs: nowMs, count: 1 } : { ...before, count: before.count + 1 };
    if (isOver) this.#failures.delete(address); // to the end of the order
    this.#failures.set(address, failures);
    for (const oldest of this.#failures.keys()) {
      if (this.#failures.size <= failureLimits.maxAddresses) break;
      this.#failures.delete(oldest);
    }
    return failures.count <= this.#perWindow;
  }
}
