/**
 * Whoever works with a password waits here: each takes 64 MB and a core for some 200 ms. Two go on at a time, and
 * addresses take turns, so many tries from one address make nobody wait for longer than a turn. Limits: `maxPerAddress`
 * and `maxWaiting`; whoever is beyond is refused without a look.
 */
import { Refusal } from './refusal.ts';

export const passwordQueueLimits = { atOnce: 2, maxPerAddress: 5, maxWaiting: 200 } as const;

export class PasswordQueue {
  /** By address, whose turn is next first. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #waitingCount = 0;
  #running = 0;

  /** Throws TOO_MANY_REQUESTS, and what `run` throws. */
  async pass<T>(address: string, run: () => Promise<T>): Promise<T> {
    if (this.#running >= passwordQueueLimits.atOnce) await this.#wait(address);
    else this.#running += 1;
    try {
      return await run();
    } finally {
      if (!this.#wakeNext()) this.#running -= 1;
    }
  }

  #wait(address: string): Promise<void> {
    const before = this.#waiting.get(address) ?? [];
    const { maxPerAddress, maxWaiting } = passwordQueueLimits;
    if (before.length >= maxPerAddress || this.#waitingCount >= maxWaiting)
      throw new Refusal(
        'TOO_MANY_REQUESTS',
        'too many passwords are checked just now: try again in a moment',
      );
    this.#waitingCount += 1;
    return new Promise((resolve) => this.#waiting.set(address, [...before, resolve]));
  }

  /** Hands the place on; false: nobody waits. */
  #wakeNext(): boolean {
    const [turn] = this.#waiting;
    if (turn === undefined) return false;
    const [address, [wake, ...rest]] = turn;
    this.#waiting.delete(address);
    if (rest.length > 0) this.#waiting.set(address, rest); // to the end of the order
    this.#waitingCount -= 1;
    wake?.();
    return true;
  }
}
