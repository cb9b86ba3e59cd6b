import { Cadence } from './cadence.ts';
import type { KernelGroup, KernelReadings } from './kernel-group.ts';
import type { Laps } from './laps.ts';
import type { Pace } from './pace.ts';

/**
 * A kernel group that is read with the samples: with each, at an interval of its own, or not at all.
 *
 * Invariant: `coveredMs` is the time from the read before to this one whenever the group read both, and 0 otherwise: what
 * the increments of the sample cover, whatever happened between. A read that failed, and one after the group was off, is
 * a baseline.
 */
export class PacedGroup {
  /** Spent reading, since the start. */
  costUs = 0;
  reads = 0;
  /** What the increments of the last sample cover; 0 when it was not read. */
  coveredMs = 0;
  readonly #group: KernelGroup;
  readonly #cadence = new Cadence();
  readonly #laps: Laps;
  #pace: Pace = 'every sample';
  #previousMs: number | undefined;

  /** `laps` tells what a read takes; those of a sample follow each other. */
  constructor(group: KernelGroup, laps: Laps) {
    this.#group = group;
    this.#laps = laps;
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

  get pace(): Pace {
    return this.#pace;
  }

  set pace(pace: Pace) {
    if (pace === this.#pace) return;
    this.#pace = pace;
    if (typeof pace === 'number') this.#cadence.setInterval(pace);
    if (pace !== 'off') return;
    this.forget();
    this.close();
  }

  /** Whether it is to be read with this sample; asked once for each. */
  isDue(monoMs: number): boolean {
    this.coveredMs = 0;
    if (typeof this.#pace === 'number') return this.#cadence.due(monoMs);
    return this.#pace === 'every sample';
  }

  /** Throws what the group throws. */
  read(monoMs: number): KernelReadings {
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
      this.costUs += this.#laps.endUs();
    }
  }

  /** The next read is a baseline, and due at once. */
  forget(): void {
    this.#previousMs = undefined;
    this.#cadence.forget();
    this.#group.forget();
  }

  close(): void {
    this.#group.close();
  }
}
