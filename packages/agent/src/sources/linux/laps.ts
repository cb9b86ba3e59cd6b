/** What one thing after the other takes, with one look at the clock for each. */
export class Laps {
  readonly #nowMs: () => number;
  #startedMs = 0;

  /** `nowMs`: a monotonic clock. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** The first begins. */
  begin(): void {
    this.#startedMs = this.#nowMs();
  }

  /** What the last took; the next begins. */
  endUs(): number {
    const nowMs = this.#nowMs();
    const tookMs = nowMs - this.#startedMs;
    this.#startedMs = nowMs;
    return tookMs * 1000;
  }
}
