import type { ColumnGroup } from '../column-groups.ts';
import type { WireCursor } from '../wire/wire-cursor.ts';
import { columnState } from './column-state.ts';
import { decodeGauges, decodeIncrements, decodeReals, type ColumnTarget } from './decode-column.ts';
import type { GroupDevices } from './decode-devices.ts';
import type { TableReader } from './table-message.ts';

/** Columns that a group may have: more than the table has, for those that a newer agent knows. */
const maxColumns = 4096;

/** The values of all columns of a group, column after column; those that the agent does not know are missing. */
export function decodeValues(
  table: TableReader,
  group: ColumnGroup,
  { deviceNames, deviceOfRow }: GroupDevices,
): Float64Array {
  const rows = deviceOfRow.length;
  const values = new Float64Array(group.columns.length * rows);
  const previous = new Float64Array(deviceNames.length);
  const target: ColumnTarget = { group, position: 0, values, deviceOfRow, previous };
  const written = columnCount(table.shape);
  for (; target.position < group.columns.length && target.position < written; target.position++) {
    decodeColumn(table, target);
  }
  for (let unknown = group.columns.length; unknown < written; unknown++) skipColumn(table, rows);
  return values.fill(NaN, target.position * rows);
}

/** Moves over the columns of a group that this version does not know. */
export function skipValues(table: TableReader, rows: number): void {
  const written = columnCount(table.shape);
  for (let column = 0; column < written; column++) skipColumn(table, rows);
}

function decodeColumn({ shape, codes, reals }: TableReader, target: ColumnTarget): void {
  const { group, position, values, deviceOfRow } = target;
  const { kind, step } = group.columns[position]!;
  const state = shape.varint();
  if (state === columnState.missing) {
    values.fill(NaN, position * deviceOfRow.length, (position + 1) * deviceOfRow.length);
  } else if (kind === 'real') {
    if (state !== columnState.reals) throw unknownState(shape, state);
    decodeReals(reals, target);
  } else if (state === columnState.codes || state === columnState.steps) {
    const decode = kind === 'gauge' ? decodeGauges : decodeIncrements;
    decode(codes, target, state === columnState.steps ? step : 1);
  } else if (state !== columnState.zero) {
    throw unknownState(shape, state);
  }
}

function skipColumn({ shape, codes, reals }: TableReader, rows: number): void {
  const state = shape.varint();
  if (state === columnState.codes || state === columnState.steps) {
    for (let row = 0; row < rows; row++) codes.skip(0);
  } else if (state === columnState.reals) {
    for (let row = 0; row < rows; row++) reals.skip(1);
  } else if (state !== columnState.missing && state !== columnState.zero) {
    throw unknownState(shape, state);
  }
}

function columnCount(shape: WireCursor): number {
  const count = shape.varint();
  if (count <= maxColumns) return count;
  throw shape.malformed(`${count} columns, limit ${maxColumns}`);
}

function unknownState(shape: WireCursor, state: number): Error {
  return shape.malformed(`a column in state ${state}`);
}
