import type { ColumnGroup } from '@hostwire/protocol';
import { NullableFloat64Column } from './float-column.ts';
import { NullableUInt64Column } from './integer-columns.ts';

/** The elements of a group's tuple, in its order. */
export function valueColumns({
  columns,
}: ColumnGroup): readonly (NullableUInt64Column | NullableFloat64Column)[] {
  return columns.map(({ kind }) =>
    kind === 'real' ? new NullableFloat64Column() : new NullableUInt64Column(),
  );
}
