import { errorCode, toError } from '@hostwire/runtime';
import type { BackgroundGroup, Collected } from './background-group.ts';
import { slowIntervalMs, type Interval } from './interval.ts';
import type { Readings } from './sampled-group.ts';
import { Schedule } from './schedule.ts';
import type { GroupConfiguration } from './source-settings.ts';
import type { Issue } from './source.ts';

/** A collection is never part of a sample, so it is not read more often than this. */
const minIntervalMs = 1_000;

/**
 * Reads a background group again and again, every ten seconds unless set otherwise.
 *
 * States: idle → `take` when it is due → running → finished: the readings wait for the next `take`, which hands them
 * out once → idle. While one collection runs none starts. `forget` while one runs: it finishes unseen. Off: none starts,
 * and what one that runs finds is not seen.
 *
 * Invariants: one collection of a group at a time; `take` never throws and never waits.
 */
export class BackgroundCollector {
  /** CPU time of the whole agent while collections ran, since the start. */
  costUs = 0;
  reads = 0;
  readonly #group: BackgroundGroup;
  readonly #schedule: Schedule;
  #interval: Exclude<Interval, 'every sample'> = slowIntervalMs;
  #running: Promise<void> | undefined;
  /** Counts `forget`. */
  #generation = 0;
  #fresh: Readings = {};
  #issues: readonly Issue[] = [];

  /** `firstAfterMs`: collections that begin at different seconds do not add up. */
  constructor(group: BackgroundGroup, { firstAfterMs = 0 } = {}) {
    this.#group = group;
    this.#schedule = new Schedule({ intervalMs: slowIntervalMs, firstAfterMs });
  }

  get name(): string {
    return this.#group.name;
  }

  get resets(): number {
    return this.#group.resets;
  }

  get interval(): Exclude<Interval, 'every sample'> {
    return this.#interval;
  }

  set interval(wanted: Exclude<Interval, 'every sample'>) {
    const interval = wanted === 'off' ? wanted : Math.max(minIntervalMs, wanted);
    if (interval === this.#interval) return;
    this.#interval = interval;
    if (interval === 'off') this.forget();
    else this.#schedule.setInterval(interval);
  }

  /** What a thread of this process waits for. */
  get pending(): readonly string[] {
    return this.#group.pending ?? [];
  }

  configure(settings: GroupConfiguration): void {
    this.#group.configure?.(settings);
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Of the last collection. */
  get issues(): readonly Issue[] {
    return this.#issues;
  }

  /** The readings that became ready since the last call; starts a collection when it is due. */
  take(monoMs: number): Readings {
    const readings = this.#fresh;
    this.#fresh = {};
    if (this.#interval === 'off' || !this.#schedule.due(monoMs)) return readings;
    if (this.#running === undefined) {
      this.#running = this.#run(monoMs).finally(() => (this.#running = undefined));
    } else this.#issues = [overdue(this.name, this.#interval)];
    return readings;
  }

  /** When the collection that runs now is done; at once when none does. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /** The next collection is the first. */
  forget(): void {
    this.#generation++;
    this.#schedule.forget();
    this.#fresh = {};
    this.#issues = [];
    this.#group.forget();
  }

  close(): void {
    this.#group.close();
  }

  async #run(monoMs: number): Promise<void> {
    const generation = this.#generation;
    await new Promise<void>((resolve) => setImmediate(resolve)); // its first files are not to delay the sample
    if (this.#generation !== generation) return;
    const before = process.cpuUsage();
    const { readings, issues } = await this.#collect(monoMs);
    const { user, system } = process.cpuUsage(before);
    this.costUs += user + system;
    this.reads++;
    if (this.#generation !== generation) {
      this.#group.forget(); // what it remembers is of a time that is over
      return;
    }
    this.#fresh = readings;
    this.#issues = issues;
  }

  async #collect(monoMs: number): Promise<Collected> {
    try {
      return await this.#group.collect(monoMs);
    } catch (error) {
      this.#group.forget();
      const { name: group } = this.#group;
      return { readings: {}, issues: [{ group, code: errorCode(error), message: toError(error).message }] };
    }
  }
}

function overdue(group: string, intervalMs: number): Issue {
  const message = `a collection has not ended within ${intervalMs} ms: a device or mount does not answer`;
  return { group, code: 'COLLECTION_OVERDUE', message };
}
