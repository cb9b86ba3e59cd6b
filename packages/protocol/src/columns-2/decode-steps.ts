import type { Column, ColumnGroup } from '../column-groups.ts';
import { WireCursor } from '../wire/wire-cursor.ts';
import type { Message } from '../columns/message.ts';
import { exactField } from './columns-shape.ts';

/** By how much the codes of a column are to be multiplied. */
export type Steps = (group: ColumnGroup, column: Column) => number;

/** Columns that a payload may list: more than the table has, for those that a newer agent knows. */
const maxExactColumns = 4096;

const noSteps: Steps = () => 1;
const allSteps: Steps = (_, { step }) => step;

/** Reads `exact`. A payload of protocol 1 has none, and no steps. */
export function decodeSteps(bytes: Uint8Array, { starts, ends }: Message): Steps {
  const start = starts[exactField]!;
  if (start === 0) return noSteps;
  const cursor = new WireCursor(bytes, 'columns exact', { start, end: ends[exactField]! });
  const count = cursor.varint();
  if (count > maxExactColumns) throw cursor.malformed(`${count} columns, limit ${maxExactColumns}`);
  const exact = new Map<number, Set<number>>();
  for (let i = 0; i < count; i++) {
    const group = cursor.varint();
    const columns = exact.get(group) ?? new Set();
    exact.set(group, columns.add(cursor.varint()));
  }
  if (!cursor.done) throw cursor.malformed(`more than the ${count} columns that it declares`);
  if (count === 0) return allSteps;
  return ({ field: group }, { field, step }) => (exact.get(group)?.has(field) === true ? 1 : step);
}
