import type { Interval } from './interval.ts';
import type { Readings, SampledGroup } from './sampled-group.ts';
import { Schedule } from './schedule.ts';
import type { GroupConfiguration } from './source-settings.ts';
import type { Issue } from './source.ts';
import type { Stopwatch } from './stopwatch.ts';

/**
 * A sampled group with its interval: it is read with each sample, at an interval of its own, or not at all.
 *
 * Invariant: `coveredMs` is the time from the read before to this one whenever the group read both, and 0 otherwise: what
 * the increments of the sample cover, whatever happened between. A read that failed, and one after the group was off, is
 * a baseline.
 */
export class ScheduledGroup {
  /** Spent reading, since the start. */
  costUs = 0;
  reads = 0;
  /** What the increments of the last sample cover; 0 when it was not read. */
  coveredMs = 0;
  readonly #group: SampledGroup;
  readonly #schedule = new Schedule();
  readonly #stopwatch: Stopwatch;
  #interval: Interval = 'every sample';
  #previousMs: number | undefined;

  /** `stopwatch` tells what a read takes; those of a sample follow each other. */
  constructor(group: SampledGroup, stopwatch: Stopwatch) {
    this.#group = group;
    this.#stopwatch = stopwatch;
  }

  get name(): string {
    return this.#group.name;
  }

  get resets(): number {
    return this.#group.resets;
  }

  get leftOut(): number {
    return this.#group.leftOut;
  }

  /** With values of the last read. */
  get issue(): Issue | undefined {
    return this.#group.issue;
  }

  get interval(): Interval {
    return this.#interval;
  }

  set interval(interval: Interval) {
    if (interval === this.#interval) return;
    this.#interval = interval;
    if (typeof interval === 'number') this.#schedule.setInterval(interval);
    if (interval !== 'off') return;
    this.forget();
    this.close();
  }

  configure(settings: GroupConfiguration): void {
    this.#group.configure?.(settings);
  }

  /** Whether it is to be read with this sample; asked once for each. */
  isDue(monoMs: number): boolean {
    this.coveredMs = 0;
    if (typeof this.#interval === 'number') return this.#schedule.due(monoMs);
    return this.#interval === 'every sample';
  }

  /** Throws what the group throws. */
  read(monoMs: number): Readings {
    try {
      const readings = this.#group.read(monoMs);
      this.coveredMs = monoMs - (this.#previousMs ?? monoMs);
      this.#previousMs = monoMs;
      return readings;
    } catch (error) {
      this.forget();
      throw error;
    } finally {
      this.reads++;
      this.costUs += this.#stopwatch.splitUs();
    }
  }

  /** The next read is a baseline, and due at once. */
  forget(): void {
    this.#previousMs = undefined;
    this.#schedule.forget();
    this.#group.forget();
  }

  close(): void {
    this.#group.close();
  }
}
