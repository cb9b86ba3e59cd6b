import { errorCode, toError } from '@hostwire/runtime';
import type { Trouble } from '../source.ts';
import { Cadence, slowIntervalMs } from './cadence.ts';
import type { KernelReadings } from './kernel-group.ts';
import type { Pace } from './pace.ts';

/**
 * What is read beside the sampling, every ten seconds unless set otherwise: it is too slow for a tick, or may block.
 *
 * States: idle → `take` when it is due → running → finished: the readings wait for the next `take`, which hands them
 * out once → idle. While one runs none starts. `forget` while one runs: it finishes unseen. Off: none starts, and what one
 * that runs finds is not seen.
 *
 * Invariants: one survey of a surveyor at a time; `take` never throws and never waits.
 */
export interface Surveyor {
  readonly name: string;
  /** Counters that went backwards since the start. */
  readonly resets: number;
  /**
   * Reads everything, without holding the main thread for more than a few milliseconds at a time. Rejects with what
   * keeps it from reading; then `forget` is called.
   */
  survey(monoMs: number): Promise<SurveyFindings>;
  /** The next survey is a baseline. */
  forget(): void;
  close(): void;
}

export interface SurveyFindings {
  readonly readings: KernelReadings;
  readonly troubles: readonly Trouble[];
}

const nothing: SurveyFindings = { readings: {}, troubles: [] };

/** A survey is never part of a sample, so it is not read more often than this. */
const minIntervalMs = 1_000;

export class Survey {
  /** CPU time of the whole agent while surveys ran, since the start. */
  costUs = 0;
  reads = 0;
  readonly #surveyor: Surveyor;
  readonly #cadence: Cadence;
  #pace: Exclude<Pace, 'every sample'> = slowIntervalMs;
  #running: Promise<void> | undefined;
  /** Counts `forget`. */
  #generation = 0;
  #fresh: KernelReadings = {};
  #troubles: readonly Trouble[] = [];

  /** `firstAfterMs`: surveys that begin at different seconds do not add up. */
  constructor(surveyor: Surveyor, { firstAfterMs = 0 } = {}) {
    this.#surveyor = surveyor;
    this.#cadence = new Cadence({ intervalMs: slowIntervalMs, firstAfterMs });
  }

  get name(): string {
    return this.#surveyor.name;
  }

  get resets(): number {
    return this.#surveyor.resets;
  }

  get pace(): Exclude<Pace, 'every sample'> {
    return this.#pace;
  }

  set pace(pace: Exclude<Pace, 'every sample'>) {
    const held = pace === 'off' ? pace : Math.max(minIntervalMs, pace);
    if (held === this.#pace) return;
    this.#pace = held;
    if (held === 'off') this.forget();
    else this.#cadence.setInterval(held);
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Of the last survey. */
  get troubles(): readonly Trouble[] {
    return this.#troubles;
  }

  /** The readings that became ready since the last call; starts a survey when it is due. */
  take(monoMs: number): KernelReadings {
    const readings = this.#fresh;
    this.#fresh = {};
    if (this.#pace === 'off' || !this.#cadence.due(monoMs)) return readings;
    if (this.#running === undefined) {
      this.#running = this.#run(monoMs).finally(() => (this.#running = undefined));
    } else this.#troubles = [overdue(this.name, this.#pace)];
    return readings;
  }

  /** When the survey that runs now is done; at once when none does. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /** The next survey is the first. */
  forget(): void {
    this.#generation++;
    this.#cadence.forget();
    this.#fresh = {};
    this.#troubles = [];
    this.#surveyor.forget();
  }

  close(): void {
    this.#surveyor.close();
  }

  async #run(monoMs: number): Promise<void> {
    const generation = this.#generation;
    await new Promise<void>((resolve) => setImmediate(resolve)); // its first files are not to hold up the sample
    if (this.#generation !== generation) return;
    const before = process.cpuUsage();
    const { readings, troubles } = await this.#survey(monoMs);
    const { user, system } = process.cpuUsage(before);
    this.costUs += user + system;
    this.reads++;
    if (this.#generation !== generation) {
      this.#surveyor.forget(); // what it remembers is of a time that is over
      return;
    }
    this.#fresh = readings;
    this.#troubles = troubles;
  }

  async #survey(monoMs: number): Promise<SurveyFindings> {
    try {
      return await this.#surveyor.survey(monoMs);
    } catch (error) {
      this.#surveyor.forget();
      const { name: group } = this.#surveyor;
      return { ...nothing, troubles: [{ group, code: errorCode(error), message: toError(error).message }] };
    }
  }
}

function overdue(group: string, intervalMs: number): Trouble {
  const message = `a survey has not ended within ${intervalMs} ms: a device or mount does not answer`;
  return { group, code: 'SURVEY_OVERDUE', message };
}
