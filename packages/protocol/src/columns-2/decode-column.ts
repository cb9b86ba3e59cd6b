import { ProtocolError } from '../protocol-error.ts';
import type { WireCursor } from '../wire/wire-cursor.ts';

const maxValue = Number.MAX_SAFE_INTEGER;

/** Where a column of a group lies among its values, and which device each row is of. */
export interface ColumnRows {
  readonly values: Float64Array;
  /** The place of the first row in `values`. */
  start: number;
  /** One entry per row. */
  readonly deviceOfRow: Uint32Array;
  /** The last value of each device; more entries than every entry of deviceOfRow. */
  readonly previous: Float64Array;
}

/** Decodes increments (0 = missing, v + 1 otherwise). */
export function decodeIncrements(cursor: WireCursor, { values, start, deviceOfRow }: ColumnRows): void {
  const end = start + deviceOfRow.length;
  let at = start;
  let value = NaN;
  for (; !cursor.done; at++) {
    if (at >= end) throw tooMany(cursor, deviceOfRow.length);
    const half = cursor.half();
    value = half === 0 && cursor.low === 0 ? NaN : half * 2 + (cursor.low - 1);
    if (value > maxValue) throw outOfRange(cursor);
    values[at] = value;
  }
  if (at === start) throw cursor.malformed('column without codes');
  while (at < end) values[at++] = value;
}

/**
 * Decodes gauges (0 = missing, zigzag(v - previous of the same device) + 1 otherwise). Such a code is
 * 2 · |difference| + 1 for a difference from 0 up and 2 · |difference| for one below.
 */
export function decodeGauges(cursor: WireCursor, { values, start, deviceOfRow, previous }: ColumnRows): void {
  if (cursor.done) throw cursor.malformed('column without codes');
  previous.fill(0);
  let half = 0;
  for (let row = 0; row < deviceOfRow.length; row++) {
    if (!cursor.done) half = cursor.half();
    const { low } = cursor;
    if (half === 0 && low === 0) {
      values[start + row] = NaN;
      continue;
    }
    const device = deviceOfRow[row]!;
    const value = previous[device]! + (low === 1 ? half : -half);
    if (value < 0 || value > maxValue) throw outOfRange(cursor);
    previous[device] = value;
    values[start + row] = value;
  }
  if (!cursor.done) throw tooMany(cursor, deviceOfRow.length);
}

/** Decodes reals (NaN = missing). */
export function decodeReals(cursor: WireCursor, { values, start, deviceOfRow }: ColumnRows): void {
  const end = start + deviceOfRow.length;
  let at = start;
  let value = NaN;
  for (; !cursor.done; at++) {
    if (at >= end) throw tooMany(cursor, deviceOfRow.length);
    value = cursor.double();
    if (Math.abs(value) === Infinity)
      throw new ProtocolError('OUT_OF_RANGE', `${cursor.where}: infinite (byte ${cursor.position})`);
    values[at] = value;
  }
  if (at === start) throw cursor.malformed('column without codes');
  values.fill(value, at, end);
}

/** Turns steps into values. */
export function multiplyColumn(
  cursor: WireCursor,
  { values, start, deviceOfRow }: ColumnRows,
  step: number,
): void {
  const end = start + deviceOfRow.length;
  for (let at = start; at < end; at++) {
    const value = values[at]! * step;
    if (value > maxValue) throw outOfRange(cursor);
    values[at] = value;
  }
}

/** Decodes clock values, zigzag differences from the value before, into `values`. */
export function decodeClock(cursor: WireCursor, values: Float64Array): void {
  if (cursor.done) throw cursor.malformed('column without codes');
  let value = 0;
  let half = 0;
  for (let row = 0; row < values.length; row++) {
    if (!cursor.done) half = cursor.half();
    value += cursor.low === 0 ? half : -half - 1;
    if (value < 0 || value > maxValue) throw outOfRange(cursor);
    values[row] = value;
  }
  if (!cursor.done) throw tooMany(cursor, values.length);
}

/** Decodes plain numbers into `values`. */
export function decodePlain(cursor: WireCursor, values: Float64Array): void {
  let row = 0;
  let value = 0;
  for (; !cursor.done; row++) {
    if (row >= values.length) throw tooMany(cursor, values.length);
    values[row] = value = cursor.varint();
  }
  if (row === 0) throw cursor.malformed('column without codes');
  values.fill(value, row);
}

function tooMany(cursor: WireCursor, due: number): ProtocolError {
  return cursor.malformed(`column has more codes than the ${due} values due`);
}

function outOfRange(cursor: WireCursor): ProtocolError {
  const what = 'value below 0 or of 2^53 or more';
  return new ProtocolError('OUT_OF_RANGE', `${cursor.where}: ${what} (byte ${cursor.position})`);
}
