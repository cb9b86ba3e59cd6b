/**
 * When the heap is to be collected although the agent is within its budget.
 *
 * What outlives V8's nursery (frames until they are acknowledged, what a collection remembers until the next) piles up among the
 * old objects: 20 to 40 KB a minute, and what it holds outside of the heap, which V8 alone leaves for hours, and the
 * allocator's heap grows in gaps meanwhile. Collected is what has grown by `grownBytes` since the last collection, at most every
 * `everyMs`: 10 to 20 ms of CPU each time. The first collection, once the start and on most hosts the inventory are over, is in any
 * case: they leave the most behind.
 *
 * State: when the last collection was and how large the heap was after it.
 */
export const heapGrowthLimits = {
  firstAfterMs: 15_000,
  everyMs: 300_000,
  grownBytes: 256 * 1024,
} as const;

export class HeapGrowth {
  readonly #heapBytes: () => number;
  readonly #collect: () => void;
  #nextMs: number | undefined;
  #floorBytes = -Infinity;

  /** `heapBytes`: what the heap takes now; `collect` collects all garbage. */
  constructor(heapBytes: () => number, collect: () => void) {
    this.#heapBytes = heapBytes;
    this.#collect = collect;
  }

  /** To be called when nothing is under way; `monoMs` is of a clock that never jumps back. */
  look(monoMs: number): void {
    this.#nextMs ??= monoMs + heapGrowthLimits.firstAfterMs;
    if (monoMs < this.#nextMs) return;
    this.#nextMs = monoMs + heapGrowthLimits.everyMs;
    if (this.#heapBytes() - this.#floorBytes < heapGrowthLimits.grownBytes) return;
    this.#collect();
    this.#floorBytes = this.#heapBytes();
  }
}
