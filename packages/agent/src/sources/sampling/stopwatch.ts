/** How long one thing after the other takes: the clock is read once for each. */
export class Stopwatch {
  readonly #nowMs: () => number;
  #startedMs = 0;

  /** `nowMs`: a monotonic clock. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  start(): void {
    this.#startedMs = this.#nowMs();
  }

  /** Since the split before, or the start. */
  splitUs(): number {
    const nowMs = this.#nowMs();
    const tookMs = nowMs - this.#startedMs;
    this.#startedMs = nowMs;
    return tookMs * 1000;
  }
}
