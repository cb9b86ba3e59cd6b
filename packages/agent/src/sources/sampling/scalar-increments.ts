/**
 * Increments of the counters of a group without devices, each on its own; increments.ts for those of devices.
 *
 * State: the counters at the previous call. The first call is a baseline and gives nothing; so it is for one counter that
 * went backwards, which is counted in `resets` (increments.ts says why). A counter that the kernel does not have is NaN and
 * stays NaN.
 */
export class ScalarIncrements {
  /** Counters that went backwards, since the start. */
  resets = 0;
  readonly #positions: readonly number[];
  readonly #previous: Float64Array;

  /** `positions`: for each counter the column of the row that its increment goes to. */
  constructor(positions: readonly number[]) {
    this.#positions = positions;
    this.#previous = new Float64Array(positions.length).fill(NaN);
  }

  /** Puts what each counter grew by into the row; what is not known is left as it is there. */
  put(counters: Float64Array, row: Float64Array): void {
    for (let i = 0; i < counters.length; i++) {
      const increment = counters[i]! - this.#previous[i]!;
      if (increment >= 0) row[this.#positions[i]!] = increment;
      else if (increment < 0) this.resets++;
    }
    this.#previous.set(counters);
  }

  /** The next call is a baseline. */
  forget(): void {
    this.#previous.fill(NaN);
  }
}
