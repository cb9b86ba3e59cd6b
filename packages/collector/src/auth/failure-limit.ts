/**
 * How many attempts of one address may fail. Only failures are charged, and only to the address that made them: whoever
 * has the right secret gets in, however many wrong ones came before from the same address or from others.
 */
import type { Clock } from '@hostwire/runtime';

export const failureLimits = {
  /** Failures of one address within the window; more are refused without a look. */
  perWindow: 10,
  windowMs: 60_000,
  /** Addresses remembered; of more, those that failed first are forgotten. */
  maxAddresses: 10_000,
} as const;

interface Failures {
  readonly sinceMs: number;
  readonly count: number;
}

export class FailureLimit {
  readonly #clock: Clock;
  /** By address, in the order of their windows. */
  readonly #failures = new Map<string, Failures>();

  constructor({ clock }: { clock: Clock }) {
    this.#clock = clock;
  }

  /** Counts one failure. false: the address has failed too often, and is to be told so. */
  charge(address: string): boolean {
    const nowMs = this.#clock.monoMs();
    const before = this.#failures.get(address);
    const isOver = before === undefined || nowMs - before.sinceMs >= failureLimits.windowMs;
    const failures = isOver ? { sinceMs: nowMs, count: 1 } : { ...before, count: before.count + 1 };
    if (isOver) this.#failures.delete(address); // to the end of the order
    this.#failures.set(address, failures);
    for (const oldest of this.#failures.keys()) {
      if (this.#failures.size <= failureLimits.maxAddresses) break;
      this.#failures.delete(oldest);
    }
    return failures.count <= failureLimits.perWindow;
  }
}
