import type { SettingNumbers } from '@hostwire/protocol';
import type { NameFilterOptions } from './name-filter.ts';

/** What a source is told to read, and how often. Names that a source does not have are ignored. */
export interface SourceSettings {
  /** Between samples: what a group without an interval of its own keeps to. */
  readonly intervalMs: number;
  /** Groups that are not read: absent from the samples. */
  readonly off: ReadonlySet<string>;
  /** Groups that are read at their own interval, in ms. */
  readonly groupIntervalsMs: ReadonlyMap<string, number>;
  readonly filters: SourceFilters;
  readonly numbers: SettingNumbers;
}

/** What a group may take for itself. */
export type GroupConfiguration = Pick<SourceSettings, 'filters' | 'numbers'>;

/** By glob; what is absent is left to the source. */
export interface SourceFilters {
  readonly disks?: NameFilterOptions;
  readonly interfaces?: NameFilterOptions;
  readonly mounts?: NameFilterOptions;
  readonly filesystemTypes?: NameFilterOptions;
}

/** What a group has cost since the source was made. */
export interface GroupCost {
  readonly name: string;
  /** Spent reading; of groups that are read beside the samples, CPU time of the whole agent meanwhile. */
  readonly costUs: number;
  readonly reads: number;
  /** Between two reads as it stands, slowed or not; Infinity: it is off. */
  readonly intervalMs: number;
}
