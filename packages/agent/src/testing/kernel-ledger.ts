import { columnGroup, type GroupName } from '@hostwire/protocol';
import { systemClock } from '@hostwire/runtime';
import type { LinuxFilters, LinuxSource } from '../sources/linux/linux-source.ts';
import { createLinuxSource } from '../sources/linux/linux-source.ts';

/**
 * What the linux source says over time, to hold another reader of the same kernel against it.
 *
 * Nobody else reads at the instant at which we read, and nothing tells when exactly he does: only that it was after one
 * instant and before another (a span). A tolerance for that would have to be as large as the load is uneven. So the
 * ledger looks every `lookEveryMs` and remembers all looks; a counter only grows, so what somebody read in a span lies
 * between our last look before it and our first look after it. What remains to be tolerated is the grain of what the
 * other one prints. How far apart the bounds are says how sharp a comparison is.
 *
 * A device that the source left out once (its counters went backwards) has no totals from then on: NaN.
 */
export const lookEveryMs = 20;

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

interface Look extends Span {
  /** Totals since the first look, and levels, by group, device and column. */
  readonly values: ReadonlyMap<string, number>;
}

export class KernelLedger {
  readonly #source: LinuxSource;
  readonly #looks: Look[] = [];
  readonly #totals = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(filters: LinuxFilters = {}) {
    this.#source = createLinuxSource({ clock: systemClock, filters });
  }

  async start(): Promise<void> {
    await this.#source.start();
    this.#source.read();
    this.#timer = setInterval(() => this.look(), lookEveryMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#source.stop();
  }

  look(): void {
    const fromMs = systemClock.monoMs();
    const sample = this.#source.read();
    const toMs = systemClock.monoMs();
    if (sample === undefined) return;
    const values = new Map<string, number>();
    for (const [name, reading] of Object.entries(sample.readings)) {
      const { columns } = columnGroup(name as GroupName);
      for (const [row, device] of reading.devices.entries()) {
        for (const [i, { name: column, kind }] of columns.entries()) {
          const key = `${name} ${device} ${column}`;
          const value = reading.values[row * columns.length + i]!;
          if (kind === 'increment') this.#totals.set(key, (this.#totals.get(key) ?? 0) + value);
          else values.set(key, value);
        }
      }
    }
    for (const [key, total] of this.#totals) values.set(key, total);
    this.#looks.push({ fromMs, toMs, values });
  }

  /** How much a counter grew between somebody's reading in the span `first` and his reading in the span `last`. */
  growth(of: ColumnOf, first: Span, last: Span): Bounds {
    const key = keyOf(of);
    const before = (atMs: number) =>
      this.#value(
        key,
        this.#looks.findLast(({ toMs }) => toMs <= atMs),
      );
    const after = (atMs: number) =>
      this.#value(
        key,
        this.#looks.find(({ fromMs }) => fromMs >= atMs),
      );
    return {
      least: before(last.fromMs) - after(first.toMs),
      most: after(last.toMs) - before(first.fromMs),
    };
  }

  /** Between which values a level was from the last look before the span to the first after it. */
  level(of: ColumnOf, { fromMs, toMs }: Span): Bounds {
    const key = keyOf(of);
    const begin = this.#looks.findLastIndex((look) => look.toMs <= fromMs);
    const end = this.#looks.findIndex((look) => look.fromMs >= toMs);
    if (begin < 0 || end < 0) throw new Error(`no look around ${fromMs} to ${toMs}`);
    const levels = this.#looks.slice(begin, end + 1).map((look) => this.#value(key, look));
    return { least: Math.min(...levels), most: Math.max(...levels) };
  }

  /** The newest level of a column that is not part of every sample; undefined when there was none. */
  newest(of: ColumnOf): number | undefined {
    return this.#looks.findLast(({ values }) => values.has(keyOf(of)))?.values.get(keyOf(of));
  }

  /** `group column` of everything that had a value. */
  columns(): Set<string> {
    const seen = new Set<string>();
    for (const { values } of this.#looks) {
      for (const [key, value] of values) {
        const [group, column] = [key.slice(0, key.indexOf(' ')), key.slice(key.lastIndexOf(' ') + 1)];
        if (!Number.isNaN(value)) seen.add(`${group} ${column}`);
      }
    }
    return seen;
  }

  #value(key: string, look: Look | undefined): number {
    const value = look?.values.get(key);
    if (value === undefined) throw new Error(`no look has ${key} there`);
    return value;
  }
}

function keyOf({ group, device = '', column }: ColumnOf): string {
  return `${group} ${device} ${column}`;
}
