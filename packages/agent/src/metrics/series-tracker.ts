import { metricLimits } from './metric-row.ts';

/**
 * Which series have a place among the `maxSeries` of this host. First come, first served; a place becomes free when
 * nobody told of its series for `forgetMs`. So in any ten minutes there are at most twice `maxSeries` distinct ones,
 * whatever programs put into labels: a batch, which spans no more, stays within the protocol's devices per group.
 */
export class SeriesTracker {
  readonly #seenMs = new Map<string, number>();

  /** false: there is no place. */
  admit(series: string, monoMs: number): boolean {
    if (!this.#seenMs.has(series) && this.#seenMs.size >= metricLimits.maxSeries) {
      this.#forgetUnseen(monoMs);
      if (this.#seenMs.size >= metricLimits.maxSeries) return false;
    }
    this.#seenMs.delete(series); // keeps the map in the order of last seen
    this.#seenMs.set(series, monoMs);
    return true;
  }

  forget(): void {
    this.#seenMs.clear();
  }

  #forgetUnseen(monoMs: number): void {
    for (const [series, seenMs] of this.#seenMs) {
      if (monoMs - seenMs < metricLimits.forgetMs) return;
      this.#seenMs.delete(series);
    }
  }
}
