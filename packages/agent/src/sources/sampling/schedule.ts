import { slowIntervalMs } from './interval.ts';

/** An interval that a sample or two late would miss by a hair still counts as over. */
const dueEarlyMs = (intervalMs: number) => Math.min(100, intervalMs / 4);

/** Says when something that is not part of every sample is due; at first at once, or `firstAfterMs` after being asked. */
export class Schedule {
  #intervalMs: number;
  readonly #firstAfterMs: number;
  #nextMs: number | undefined;

  constructor({ intervalMs = slowIntervalMs, firstAfterMs = 0 } = {}) {
    this.#intervalMs = intervalMs;
    this.#firstAfterMs = firstAfterMs;
  }

  /** Counts from when it was due last: a shorter interval may be over already. */
  setInterval(intervalMs: number): void {
    if (this.#nextMs !== undefined) this.#nextMs += intervalMs - this.#intervalMs;
    this.#intervalMs = intervalMs;
  }

  /** Whether it is due; then the next time is one interval from now. */
  due(monoMs: number): boolean {
    this.#nextMs ??= monoMs + this.#firstAfterMs;
    if (monoMs < this.#nextMs - dueEarlyMs(this.#intervalMs)) return false;
    this.#nextMs = monoMs + this.#intervalMs;
    return true;
  }

  /** Starts over. */
  forget(): void {
    this.#nextMs = undefined;
  }
}
