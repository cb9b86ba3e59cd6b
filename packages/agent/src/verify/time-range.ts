import { columnGroup, type GroupName } from '@hostwire/protocol';
import type { ColumnOf } from '../sources/linux/groups/cross-check.ts';
import type { Observation } from './kernel-ledger.ts';

/** What lies between two observations: the growth of counters, and the levels at its end. */
export class TimeRange {
  readonly intervalMs: number;
  /** How much longer or shorter than that the time between two readings of the same file may be: as long as observations take. */
  readonly blurMs: number;
  readonly #first: Observation;
  readonly #last: Observation;

  constructor(first: Observation, last: Observation) {
    this.#first = first;
    this.#last = last;
    this.intervalMs = last.sinceMs - first.sinceMs;
    this.blurMs = lengthOf(first) + lengthOf(last);
  }

  /** NaN when it is not known. */
  grown(group: GroupName, column: string, device = ''): number {
    return valueOf(this.#last, { group, column, device }) - valueOf(this.#first, { group, column, device });
  }

  /** NaN when the sample at the end does not have it. */
  level(group: GroupName, column: string, device = ''): number {
    return valueOf(this.#last, { group, column, device });
  }

  /** NaN when the sample at the beginning does not have it. */
  levelBefore(group: GroupName, column: string, device = ''): number {
    return valueOf(this.#first, { group, column, device });
  }

  /** What the sample at the end itself has, for an increment: of groups whose rows carry an interval of their own. */
  latest(group: GroupName, column: string, device = ''): number {
    const reading = this.#last.sample.readings[group];
    const row = reading?.devices.indexOf(device) ?? -1;
    if (reading === undefined || row < 0) return NaN;
    const { columns } = columnGroup(group);
    return reading.values[row * columns.length + columns.findIndex(({ name }) => name === column)] ?? NaN;
  }

  /** From the observation that began a collection, when the sample at the end has its findings. */
  collection(name: string): TimeRange | undefined {
    const begun = this.#last.begun.get(name);
    return begun && new TimeRange(begun, this.#last);
  }

  /** Devices of the sample at the end. */
  devices(group: GroupName): readonly string[] {
    return this.#last.sample.readings[group]?.devices ?? [];
  }
}

function lengthOf({ fromMs, toMs }: Observation): number {
  return toMs - fromMs;
}

function valueOf({ values }: Observation, { group, column, device = '' }: ColumnOf): number {
  return values.get(`${group}\0${device}\0${column}`) ?? NaN;
}
