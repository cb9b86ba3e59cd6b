import type { Clock } from '@hostwire/runtime';

/** An offset is of what came within one to two of these, so that a clock that was set right is seen to be. */
const windowMs = 5 * 60_000;

/**
 * How far the wall clock of a host is ahead of the collector's. What a host says the time is arrives later than it was
 * said, never earlier: each word is a lower bound, and the highest of the last minutes is nearest to the truth. It is
 * off by what the quickest of them was under way.
 */
export class ClockOffset {
  readonly #clock: Clock;
  #beganMs = -Infinity;
  #formerMs = -Infinity;
  #presentMs = -Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** ms, below 0: behind; undefined: the host has not told its time. */
  get ms(): number | undefined {
    const ms = Math.max(this.#formerMs, this.#presentMs);
    return Number.isFinite(ms) ? ms : undefined;
  }

  /** The host said this just now, in ms since 1970. */
  heard(hostMs: number): void {
    const monoMs = this.#clock.monoMs();
    if (monoMs - this.#beganMs >= windowMs) {
      this.#beganMs = monoMs;
      this.#formerMs = this.#presentMs;
      this.#presentMs = -Infinity;
    }
    this.#presentMs = Math.max(this.#presentMs, hostMs - this.#clock.nowMs());
  }
}
