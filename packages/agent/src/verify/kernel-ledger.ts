import { type ColumnKind, columnGroup, type GroupName, type Sample } from '@hostwire/protocol';
import type { Clock } from '@hostwire/runtime';
import type { ColumnOf } from '../sources/linux/groups/cross-check.ts';
import type { Source } from '../sources/sampling/source.ts';

/** A source that tells which of its collections run at this moment. */
export interface ObservedSource extends Source {
  readonly collecting: readonly string[];
}

/**
 * What a source says over time, to hold another reader of the same kernel against it.
 *
 * Nobody else reads at the instant at which the source reads, and nothing tells when exactly he does: only that it was
 * after one instant and before another (a span). A tolerance for that would have to be as large as the load is uneven.
 * So the ledger remembers all observations; a counter only grows, so what somebody read in a span lies between the last observation
 * before it and the first observation after it. What remains to be tolerated is the grain of what the other one prints. How far
 * apart the bounds are says how sharp a comparison is.
 *
 * A device that the source left out once (its counters went backwards) has NaN for totals from then on. Grows with every
 * observation: for minutes, not for days.
 */
export interface KernelLedgerOptions {
  readonly source: ObservedSource;
  readonly clock: Clock;
}

/** Two instants of the monotonic clock, ms. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Bounds {
  readonly least: number;
  readonly most: number;
}

export interface Observation extends Span {
  readonly sample: Sample;
  /** Since the first observation, ms. */
  readonly sinceMs: number;
  /** Totals since the first observation, and levels. */
  readonly values: ReadonlyMap<string, number>;
  /** The collections whose findings it has, by name: the observation that began each. None of one that began before all observations. */
  readonly begun: ReadonlyMap<string, Observation>;
}

export class KernelLedger {
  readonly #source: ObservedSource;
  readonly #clock: Clock;
  readonly #observations: Observation[] = [];
  readonly #totals = new Map<string, number>();
  /** Collections that were begun and not handed out: by which observation. */
  readonly #pending = new Map<string, Observation>();
  #sinceMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor({ source, clock }: KernelLedgerOptions) {
    this.#source = source;
    this.#clock = clock;
  }

  get observations(): readonly Observation[] {
    return this.#observations;
  }

  /** With `everyMs` it observes by itself. */
  async start({ everyMs }: { everyMs?: number } = {}): Promise<void> {
    await this.#source.start();
    this.#source.read();
    if (everyMs !== undefined) this.#timer = setInterval(() => this.observe(), everyMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#source.stop();
  }

  /** false: too soon after the observation before. */
  observe(): boolean {
    const fromMs = this.#clock.monoMs();
    const running = new Set(this.#source.collecting);
    const sample = this.#source.read();
    const toMs = this.#clock.monoMs();
    if (sample === undefined) return false;
    const values = new Map<string, number>();
    for (const { key, kind, value } of cellsOf(sample)) {
      if (kind === 'increment') this.#totals.set(key, (this.#totals.get(key) ?? 0) + value);
      else values.set(key, value);
    }
    this.#markLost(sample);
    for (const [key, total] of this.#totals) values.set(key, total);
    this.#sinceMs += sample.intervalMs;
    const begun = new Map([...this.#pending].filter(([collection]) => !running.has(collection)));
    for (const collection of begun.keys()) this.#pending.delete(collection);
    const observation: Observation = { fromMs, toMs, sample, sinceMs: this.#sinceMs, values, begun };
    for (const collection of this.#source.collecting)
      if (!running.has(collection)) this.#pending.set(collection, observation);
    this.#observations.push(observation);
    return true;
  }

  /** How much a counter grew between somebody's reading in the span `first` and his reading in the span `last`. */
  growth(of: ColumnOf, first: Span, last: Span): Bounds {
    const before = (atMs: number) =>
      this.#value(
        of,
        this.#observations.findLast(({ toMs }) => toMs <= atMs),
      );
    const after = (atMs: number) =>
      this.#value(
        of,
        this.#observations.find(({ fromMs }) => fromMs >= atMs),
      );
    return {
      least: Math.max(0, before(last.fromMs) - after(first.toMs)),
      most: after(last.toMs) - before(first.fromMs),
    };
  }

  /** Between which values a level was from the last observation before the span to the first after it. */
  level(of: ColumnOf, { fromMs, toMs }: Span): Bounds {
    const begin = this.#observations.findLastIndex((observation) => observation.toMs <= fromMs);
    const end = this.#observations.findIndex((observation) => observation.fromMs >= toMs);
    const around = begin < 0 || end < 0 ? [] : this.#observations.slice(begin, end + 1);
    const levels = around.map((observation) => this.#value(of, observation));
    return levels.length === 0
      ? { least: NaN, most: NaN }
      : { least: Math.min(...levels), most: Math.max(...levels) };
  }

  /** The newest value of a column that is not part of every sample; undefined when there was none. */
  newest(of: ColumnOf): number | undefined {
    const values = this.#observations.map((observation) => this.#value(of, observation));
    return values.findLast((value) => !Number.isNaN(value));
  }

  /** `group column` of everything that had a value. */
  columns(): Set<string> {
    const seen = new Set<string>();
    for (const { sample } of this.#observations) {
      for (const { group, column, value } of cellsOf(sample)) {
        if (!Number.isNaN(value)) seen.add(`${group} ${column}`);
      }
    }
    return seen;
  }

  /** Devices that the observation before had and this one has not: their totals are not known any more. */
  #markLost({ readings }: Sample): void {
    const before = this.#observations.at(-1)?.sample.readings ?? {};
    for (const group of everySecond) {
      const now = new Set(readings[group]?.devices);
      for (const device of before[group]?.devices ?? []) {
        if (now.has(device)) continue;
        for (const { name, kind } of columnGroup(group).columns)
          if (kind === 'increment') this.#totals.set(keyOf({ group, device, column: name }), NaN);
      }
    }
  }

  #value(of: ColumnOf, observation: Observation | undefined): number {
    return observation?.values.get(keyOf(of)) ?? NaN;
  }
}

/** Groups of devices that every sample has. */
const everySecond = ['cpu_core', 'disk', 'network'] as const;

export interface Cell extends Required<ColumnOf> {
  readonly key: string;
  readonly kind: ColumnKind;
  readonly value: number;
}

/** Every value of a sample by name; NaN is missing. */
export function cellsOf({ readings }: Sample): Cell[] {
  return Object.entries(readings).flatMap(([name, { devices, values }]) => {
    const group = name as GroupName;
    const { columns } = columnGroup(group);
    return devices.flatMap((device, row) =>
      columns.map(({ name: column, kind }, i) => {
        const key = keyOf({ group, device, column });
        return { key, group, device, column, kind, value: values[row * columns.length + i]! };
      }),
    );
  });
}

function keyOf({ group, device = '', column }: ColumnOf): string {
  return `${group}\0${device}\0${column}`;
}
