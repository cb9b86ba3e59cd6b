import type { GroupName } from '@hostwire/protocol';
import type { ColumnOf } from './kernel-ledger.ts';

/** A value as another interface of the system tells it. */
export interface SecondValue {
  readonly group: GroupName;
  readonly device?: string;
  /** Columns whose sum it is. */
  readonly columns: readonly string[];
  /** Columns that are taken off that sum. */
  readonly minus?: readonly string[];
  /** counter: since boot, its growth is compared. level: now. */
  readonly kind: 'counter' | 'level';
  readonly value: number;
  /** How exactly it can be known, in the unit of the columns. */
  readonly grain: number;
  /** Where it comes from. */
  readonly how: string;
}

/** What the ledger of the source has seen, for readings of the same devices. */
export interface Seen {
  devices(group: GroupName): readonly string[];
  newest(of: ColumnOf): number | undefined;
}

/** Another way to read a group. Throws what keeps it from reading. */
export interface SecondReading {
  readonly group: GroupName;
  readonly how: string;
  /** The source reads the group in a survey, which the next look begins and one after it hands out. */
  readonly surveyed?: true;
  read(seen: Seen): Promise<readonly SecondValue[]>;
}
