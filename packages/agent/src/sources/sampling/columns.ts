import { columnGroup, type GroupName, type Reading } from '@hostwire/protocol';
import { HostwireError } from '@hostwire/runtime';

/** The place of a column in the rows of its group. Throws when the protocol has no such column. */
export function columnPosition(group: GroupName, column: string): number {
  const position = columnGroup(group).columns.findIndex(({ name }) => name === column);
  if (position >= 0) return position;
  throw new HostwireError('UNKNOWN_COLUMN', `the protocol's group ${group} has no column ${column}`);
}

/** A row of the group with every value missing. */
export function blankRow(group: GroupName): Float64Array {
  return new Float64Array(columnGroup(group).columns.length).fill(NaN);
}

/** The reading of a group without devices. */
export function scalarReading(values: Float64Array): Reading {
  return { devices: [''], values };
}

/** Rows one after the other, as a reading has them. */
export function joinRows(rows: readonly Float64Array[]): Float64Array {
  const values = new Float64Array(rows.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const row of rows) {
    values.set(row, at);
    at += row.length;
  }
  return values;
}
