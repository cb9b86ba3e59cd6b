import type { Reading, Sample } from '@hostwire/protocol';
import { errorCode, toError, type Clock } from '@hostwire/runtime';
import { slowIntervalMs } from '../sampling/interval.ts';
import type { Readings } from '../sampling/sampled-group.ts';
import { Schedule } from '../sampling/schedule.ts';
import { SelfGroup } from '../sampling/self.ts';
import type { GroupCost, SourceFilters, SourceSettings } from '../sampling/source-settings.ts';
import type { SelfMeasurement, Source, Issue } from '../sampling/source.ts';
import { spanReading } from '../sampling/span.ts';
import { portableGroups } from './groups.ts';
import type { PortableGroup } from './portable-group.ts';
import { Reader, type Round } from './reader.ts';
import type { PortablePlatform } from './trusted-columns.ts';

/**
 * systeminformation as samples, for hosts without /proc.
 *
 * Two processes ask it (reader.ts): the quick one every second for what every sample has, the slow one every ten
 * seconds for file systems and batteries. `read` takes what has arrived and asks for the next round; it never waits.
 *
 * Time: a sample is of the instant at which its quick round began, by the clocks of the process that read it, and its
 * interval is the time since the round before. So it is handed out one instant of the agent's grid after it was read,
 * and when a round takes longer than the grid there is no sample at an instant and the next has a longer interval: an
 * increment always covers the interval of its sample. Within a round the calls follow one another, so what the later
 * ones report is some tens of ms younger. What the slow process reports (gauges) rides on the sample that is next.
 *
 * States: stopped → `start` → baseline due → the first round → sampling, until `stop`. Totals that a process adds up
 * begin anew with the next process: then the round is a baseline for its groups. A group whose call failed is absent
 * and starts from a baseline, too.
 *
 * CLOCK_MONOTONIC counts here: time that the host slept through is missing in `monoMs`, and shows as a jump of the wall
 * clock.
 */
export interface PortableSourceOptions {
  readonly clock: Clock;
  readonly platform: PortablePlatform;
  /** What the agent knows about itself; without it samples have no group `agent`. */
  readonly self?: () => SelfMeasurement;
  readonly filters?: SourceFilters;
  /** The program that is asked; another in tests. */
  readonly program?: string;
  readonly silenceMs?: number;
}

/** systeminformation answers calls that come sooner (200 to 500 ms) with what it answered before. */
const minRoundMs = 1_000;

export class PortableSource implements Source {
  readonly minIntervalMs = minRoundMs;
  readonly #clock: Clock;
  readonly #quick: Reader;
  readonly #slow: Reader;
  readonly #quickGroups: readonly PortableGroup[];
  readonly #slowGroups: readonly PortableGroup[];
  readonly #quickSchedule = new Schedule({ intervalMs: minRoundMs });
  readonly #slowSchedule = new Schedule({ intervalMs: slowIntervalMs });
  readonly #self: SelfGroup | undefined;
  readonly #issues = new Map<string, Issue>();
  readonly #setFilters: (filters: SourceFilters) => void;
  #off: ReadonlySet<string> = new Set();
  #started = false;
  #previous: { readonly monoMs: number; readonly generation: number } | undefined;

  constructor({ clock, platform, self, filters = {}, program, silenceMs }: PortableSourceOptions) {
    const { quick, slow, setFilters } = portableGroups(platform, filters);
    const reader = (groups: readonly PortableGroup[]) => {
      const calls = [...new Set(groups.flatMap((group) => group.calls))];
      const given = {
        ...(program !== undefined && { program }),
        ...(silenceMs !== undefined && { silenceMs }),
      };
      return new Reader({ calls, clock, ...given });
    };
    this.#clock = clock;
    this.#setFilters = setFilters;
    this.#quickGroups = quick;
    this.#slowGroups = slow;
    this.#quick = reader(quick);
    this.#slow = reader(slow);
    this.#self = self === undefined ? undefined : new SelfGroup(self);
  }

  async start(): Promise<void> {
    this.#started = true;
    this.#quick.start();
    this.#slow.start();
  }

  async stop(): Promise<void> {
    this.#started = false;
    this.#quick.stop();
    this.#slow.stop();
    this.#quickSchedule.forget();
    this.#slowSchedule.forget();
    this.#issues.clear();
    this.#previous = undefined;
    for (const group of [...this.#quickGroups, ...this.#slowGroups]) group.forget();
    this.#self?.forget();
  }

  /**
   * Groups may be off, and filters apply. A group has no interval of its own here: one call of systeminformation reports
   * for several.
   */
  configure({ off, filters }: SourceSettings): void {
    this.#off = off;
    this.#setFilters(filters);
    for (const group of [...this.#quickGroups, ...this.#slowGroups]) {
      if (!off.has(group.name)) continue;
      group.forget();
      this.#issues.delete(group.name);
    }
  }

  slow(): void {
    // see costs
  }

  /** None: what costs is the two processes beside the agent, and slowing a group would not make them ask less. */
  costs(): readonly GroupCost[] {
    return [];
  }

  read(): Sample | undefined {
    if (!this.#started) return undefined;
    const startedMs = this.#clock.monoMs();
    const round = this.#quick.take();
    const sample = round === undefined ? undefined : this.#sampleOf(round, startedMs);
    const nowMs = this.#clock.monoMs();
    if (this.#quickSchedule.due(nowMs)) this.#quick.ask();
    if (this.#slowSchedule.due(nowMs)) this.#slow.ask();
    return sample;
  }

  issues(): readonly Issue[] {
    return [...this.#quick.issues(), ...this.#slow.issues(), ...this.#issues.values()];
  }

  #sampleOf(round: Round, startedMs: number): Sample | undefined {
    const previous = this.#previous;
    const [tsMs, monoMs] = [Math.round(round.tsMs), Math.round(round.monoMs)];
    const intervalMs = monoMs - (previous?.monoMs ?? -Infinity);
    if (intervalMs < 1) return undefined;
    this.#previous = { monoMs, generation: round.generation };
    if (previous?.generation !== round.generation) for (const group of this.#quickGroups) group.forget();
    const readings: Readings = {};
    this.#readGroups(this.#quickGroups, { round, readings });
    const slow = this.#slow.take();
    if (slow !== undefined) this.#readGroups(this.#slowGroups, { round: slow, readings });
    const notRead = [...this.#off].map((name) => ({ name, coveredMs: 0 }));
    const span = spanReading(notRead, intervalMs);
    if (span !== undefined) readings.span = span;
    const agent = this.#readSelf(startedMs, monoMs);
    if (agent !== undefined) readings.agent = agent;
    return previous === undefined ? undefined : { tsMs, monoMs, intervalMs, readings };
  }

  #readGroups(groups: readonly PortableGroup[], of: { round: Round; readings: Readings }): void {
    const { answers } = of.round;
    for (const group of groups) {
      if (this.#off.has(group.name)) continue;
      this.#issues.delete(group.name);
      if (!group.calls.every((call) => answers.has(call))) {
        group.forget(); // the reader's issues say why
        continue;
      }
      try {
        Object.assign(of.readings, group.read(answers));
      } catch (error) {
        group.forget();
        const issue = { group: group.name, code: errorCode(error), message: toError(error).message };
        this.#issues.set(group.name, issue);
      }
    }
  }

  #readSelf(startedMs: number, monoMs: number): Reading | undefined {
    const groups = [...this.#quickGroups, ...this.#slowGroups];
    const resetsTotal = groups.reduce((sum, { resets }) => sum + resets, 0);
    const readUs = Math.round((this.#clock.monoMs() - startedMs) * 1000);
    const issues = this.issues().length;
    return this.#self?.read({ monoMs, readUs, resetsTotal, blockedMounts: 0, slowedGroups: 0, issues });
  }
}
