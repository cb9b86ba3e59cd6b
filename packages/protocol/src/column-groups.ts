import { columnTable } from './generated/column-table.ts';

/**
 * increment: growth of a kernel counter since the previous sample (additive); gauge: a level at the instant; real: a
 * number that the kernel did not count, which may be negative or have a fraction.
 */
export type ColumnKind = 'increment' | 'gauge' | 'real';

export interface Column {
  /** Name with its unit, for example `read_bytes`. */
  readonly name: string;
  readonly field: number;
  readonly kind: ColumnKind;
  /** What the kernel counts in: values are multiples of it on nearly every host, and written divided by it. */
  readonly step: number;
}

/** A set of columns read together: scalars of the host, or one value for each of its devices. */
export interface ColumnGroup {
  readonly name: GroupName;
  readonly field: number;
  /** true: one row per device and sample; false: one row per sample. */
  readonly devices: boolean;
  /** The name by which settings switch it off or give it an interval; '': it cannot be set. */
  readonly settable: string;
  /** Read beside the samples, every `slowIntervalMs` unless set otherwise. */
  readonly slow: boolean;
  readonly columns: readonly Column[];
  /** Texts that belong to a device name, for example the type of a file system. */
  readonly labels: readonly { readonly name: string; readonly field: number }[];
}

export type GroupName = (typeof columnTable)[number]['name'];

/** Every group of sample.proto, in its order. The position of a column is its index in `Reading.values` rows. */
export const columnGroups: readonly ColumnGroup[] = columnTable;

const byName = new Map(columnGroups.map((group) => [group.name, group]));

/** The group of that name; every name of `GroupName` has one. */
export function columnGroup(name: GroupName): ColumnGroup {
  return byName.get(name)!;
}
