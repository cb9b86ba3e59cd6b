import { type GroupName, type Reading } from '@hostwire/protocol';
/** The place of a column in the rows of its group. Throws when the protocol has no such column. */
export declare function columnPosition(group: GroupName, column: string): number;
/** A row of the group with every value missing. */
export declare function blankRow(group: GroupName): Float64Array;
/** The reading of a group without devices. */
export declare function scalarReading(values: Float64Array): Reading;
/** Rows one after the other, as a reading has them. */
export declare function joinRows(rows: readonly Float64Array[]): Float64Array;
