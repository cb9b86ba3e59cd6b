/** Buckets grow by this factor: a quantile is at most that far off. */
const growth = 1.2;
const firstBoundMs = 1;
/** Up to 1.2^95 ms, about 9 hours; what is beyond counts in the last. */
const buckets = 96;

/**
 * How long batches waited from arrival to commit, over the last one to two windows. Memory: two arrays of 96 counters,
 * however many batches there are.
 */
export class DelayHistogram {
  readonly #windowMs: number;
  #current = new Float64Array(buckets);
  #previous = new Float64Array(buckets);
  #windowEndsMs = -Infinity;

  constructor({ windowMs }: { windowMs: number }) {
    this.#windowMs = windowMs;
  }

  record(delayMs: number, nowMs: number): void {
    this.#turn(nowMs);
    const bucket = Math.ceil(Math.log(Math.max(delayMs, firstBoundMs) / firstBoundMs) / Math.log(growth));
    this.#current[Math.min(bucket, buckets - 1)]! += 1;
  }

  /** The delay in ms that a share `q` (0 to 1) of the batches did not exceed; null when there were none. */
  quantile(q: number, nowMs: number): number | null {
    this.#turn(nowMs);
    const counts = this.#current.map((count, i) => count + this.#previous[i]!);
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (total === 0) return null;
    let seen = 0;
    const bucket = counts.findIndex((count) => (seen += count) >= q * total);
    return Math.round(firstBoundMs * growth ** bucket);
  }

  #turn(nowMs: number): void {
    if (nowMs < this.#windowEndsMs) return;
    const isNext = nowMs < this.#windowEndsMs + this.#windowMs;
    this.#previous = isNext ? this.#current : new Float64Array(buckets);
    this.#current = new Float64Array(buckets);
    this.#windowEndsMs = nowMs + this.#windowMs;
  }
}
