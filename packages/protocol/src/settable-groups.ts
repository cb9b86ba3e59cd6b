import { columnGroups } from './column-groups.ts';
import { columnTable } from './generated/column-table.ts';

export type SettableGroup = Exclude<(typeof columnTable)[number]['settable'], ''>;

/** The names by which groups can be switched off or given an interval, as sample.proto says, in its order. */
export const settableGroups: readonly SettableGroup[] = [
  ...new Set(columnTable.map(({ settable }) => settable).filter((name) => name !== '')),
];

/** Between two reads of a slow group, unless set otherwise. */
export const slowIntervalMs = 10_000;

/** Whether the groups of this name are read beside the samples. */
export function isSlowGroup(settable: SettableGroup): boolean {
  return columnGroups.some((group) => group.settable === settable && group.slow);
}

/** What can be left out, or asked for, by glob. */
export const filterSubjects = ['disk', 'interface', 'mount', 'filesystem_type'] as const;
export type FilterSubject = (typeof filterSubjects)[number];
