import { type ColumnKind, columnGroup, type GroupName, type Sample } from '@hostwire/protocol';
import type { Clock } from '@hostwire/runtime';
import type { Source } from '../sources/source.ts';

/** A source that tells which of its surveys run at this moment. */
export interface SurveyingSource extends Source {
  readonly surveying: readonly string[];
}

/**
 * What a source says over time, to hold another reader of the same kernel against it.
 *
 * Nobody else reads at the instant at which the source reads, and nothing tells when exactly he does: only that it was
 * after one instant and before another (a span). A tolerance for that would have to be as large as the load is uneven.
 * So the ledger remembers all looks; a counter only grows, so what somebody read in a span lies between the last look
 * before it and the first look after it. What remains to be tolerated is the grain of what the other one prints. How far
 * apart the bounds are says how sharp a comparison is.
 *
 * A device that the source left out once (its counters went backwards) has NaN for totals from then on. Grows with every
 * look: for minutes, not for days.
 */
export interface KernelLedgerOptions {
  readonly source: SurveyingSource;
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

export interface ColumnOf {
  readonly group: GroupName;
  /** '' for a group without devices. */
  readonly device?: string;
  readonly column: string;
}

export interface Look extends Span {
  readonly sample: Sample;
  /** Since the first look, ms. */
  readonly sinceMs: number;
  /** Totals since the first look, and levels. */
  readonly values: ReadonlyMap<string, number>;
  /** The surveys whose findings it has, by name: the look that began each. None of one that began before all looks. */
  readonly begun: ReadonlyMap<string, Look>;
}

export class KernelLedger {
  readonly #source: SurveyingSource;
  readonly #clock: Clock;
  readonly #looks: Look[] = [];
  readonly #totals = new Map<string, number>();
  /** Surveys that were begun and not handed out: by which look. */
  readonly #pending = new Map<string, Look>();
  #sinceMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor({ source, clock }: KernelLedgerOptions) {
    this.#source = source;
    this.#clock = clock;
  }

  get looks(): readonly Look[] {
    return this.#looks;
  }

  /** With `everyMs` it looks by itself. */
  async start({ everyMs }: { everyMs?: number } = {}): Promise<void> {
    await this.#source.start();
    this.#source.read();
    if (everyMs !== undefined) this.#timer = setInterval(() => this.look(), everyMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#source.stop();
  }

  /** false: too soon after the look before. */
  look(): boolean {
    const fromMs = this.#clock.monoMs();
    const running = new Set(this.#source.surveying);
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
    const begun = new Map([...this.#pending].filter(([survey]) => !running.has(survey)));
    for (const survey of begun.keys()) this.#pending.delete(survey);
    const look: Look = { fromMs, toMs, sample, sinceMs: this.#sinceMs, values, begun };
    for (const survey of this.#source.surveying) if (!running.has(survey)) this.#pending.set(survey, look);
    this.#looks.push(look);
    return true;
  }

  /** How much a counter grew between somebody's reading in the span `first` and his reading in the span `last`. */
  growth(of: ColumnOf, first: Span, last: Span): Bounds {
    const before = (atMs: number) =>
      this.#value(
        of,
        this.#looks.findLast(({ toMs }) => toMs <= atMs),
      );
    const after = (atMs: number) =>
      this.#value(
        of,
        this.#looks.find(({ fromMs }) => fromMs >= atMs),
      );
    return {
      least: Math.max(0, before(last.fromMs) - after(first.toMs)),
      most: after(last.toMs) - before(first.fromMs),
    };
  }

  /** Between which values a level was from the last look before the span to the first after it. */
  level(of: ColumnOf, { fromMs, toMs }: Span): Bounds {
    const begin = this.#looks.findLastIndex((look) => look.toMs <= fromMs);
    const end = this.#looks.findIndex((look) => look.fromMs >= toMs);
    const around = begin < 0 || end < 0 ? [] : this.#looks.slice(begin, end + 1);
    const levels = around.map((look) => this.#value(of, look));
    return levels.length === 0
      ? { least: NaN, most: NaN }
      : { least: Math.min(...levels), most: Math.max(...levels) };
  }

  /** The newest value of a column that is not part of every sample; undefined when there was none. */
  newest(of: ColumnOf): number | undefined {
    const values = this.#looks.map((look) => this.#value(of, look));
    return values.findLast((value) => !Number.isNaN(value));
  }

  /** `group column` of everything that had a value. */
  columns(): Set<string> {
    const seen = new Set<string>();
    for (const { sample } of this.#looks) {
      for (const { group, column, value } of cellsOf(sample)) {
        if (!Number.isNaN(value)) seen.add(`${group} ${column}`);
      }
    }
    return seen;
  }

  /** Devices that the look before had and this one has not: their totals are not known any more. */
  #markLost({ readings }: Sample): void {
    const before = this.#looks.at(-1)?.sample.readings ?? {};
    for (const group of everySecond) {
      const now = new Set(readings[group]?.devices);
      for (const device of before[group]?.devices ?? []) {
        if (now.has(device)) continue;
        for (const { name, kind } of columnGroup(group).columns)
          if (kind === 'increment') this.#totals.set(keyOf({ group, device, column: name }), NaN);
      }
    }
  }

  #value(of: ColumnOf, look: Look | undefined): number {
    return look?.values.get(keyOf(of)) ?? NaN;
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
