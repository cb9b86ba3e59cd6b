import { columnGroups, type Column, type ColumnGroup } from '@hostwire/protocol';

/** A length of window that samples are rolled up to. */
export interface RollupLevel {
  /** What views and tables of this level end in. */
  readonly suffix: '1m' | '1h';
  readonly windowMs: number;
  /** The begin of the window of an instant. */
  readonly start: (instant: string) => string;
  /** Dropped whole by retention. */
  readonly partition: string;
}

export const minutes: RollupLevel = {
  suffix: '1m',
  windowMs: 60_000,
  start: (instant) => `toStartOfMinute(${instant})`,
  partition: 'toMonday(ts)',
};
export const hours: RollupLevel = {
  suffix: '1h',
  windowMs: 3_600_000,
  start: (instant) => `toStartOfHour(${instant})`,
  partition: 'toYYYYMM(ts)',
};
export const rollupLevels: readonly RollupLevel[] = [minutes, hours];

/** Groups that are rolled up: all but `span`, which says what the increments of others cover. */
export const rolledGroups: readonly ColumnGroup[] = columnGroups.filter(({ name }) => name !== 'span');

/** Of a group with many short-lived devices those that lead in a window are kept; the others together as the device ''. */
export const leadersOf: Readonly<
  Partial<Record<ColumnGroup['name'], { by: readonly string[]; count: number }>>
> = {
  process: { by: ['cpu_ms', 'rss_bytes_sum', 'read_bytes', 'write_bytes'], count: 20 },
  cgroup: { by: ['cpu_us', 'memory_bytes_sum', 'read_bytes', 'write_bytes'], count: 50 },
};

export function rollupTable({ name }: ColumnGroup, { suffix }: RollupLevel): string {
  return `rollup_${name}_${suffix}`;
}

/** Whether sums of the column mean something: what counts. Of a level the average, the lowest and the highest do. */
export function isAdditive({ name, kind }: Column): boolean {
  return kind === 'increment' || name === 'increment';
}

/** Whether increments cover an interval of the group's own, measured beside them. */
export function hasOwnInterval({ columns }: ColumnGroup): boolean {
  return columns.some(({ name }) => name === 'interval_ms');
}

/** Of a group with leaders the labels tell its devices apart; of others they describe them. */
export function keyLabels(group: ColumnGroup): readonly string[] {
  return leadersOf[group.name] === undefined ? [] : group.labels.map(({ name }) => name);
}
