/** How long a collection may hold the main thread at a time. A sample that is due meanwhile is late by no more than that. */
const sliceMs = 2;

/** Cuts a long loop of short synchronous reads into pieces: `if (slice.usedUp()) await slice.next()`. */
export class TimeSlice {
  readonly #nowMs: () => number;
  #endMs: number;

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
    this.#endMs = nowMs() + sliceMs;
  }

  usedUp(): boolean {
    return this.#nowMs() >= this.#endMs;
  }

  /** When everything else that waits had its turn. */
  async next(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#endMs = this.#nowMs() + sliceMs;
  }
}
