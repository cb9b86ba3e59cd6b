import { ProtocolError } from '../protocol-error.ts';
import type { WireCursor } from '../wire/wire-cursor.ts';

const maxValue = Number.MAX_SAFE_INTEGER;

/** Decodes increments (0 = missing, v + 1 otherwise) into `values`, as many as it is long. */
export function decodeIncrements(cursor: WireCursor, values: Float64Array): void {
  let row = 0;
  let value = NaN;
  for (; !cursor.done; row++) {
    if (row >= values.length) throw tooMany(cursor, values.length);
    const half = cursor.half();
    value = half === 0 && cursor.low === 0 ? NaN : half * 2 + (cursor.low - 1);
    if (value > maxValue) throw outOfRange(cursor);
    values[row] = value;
  }
  if (row === 0) throw cursor.malformed('column without codes');
  values.fill(value, row);
}

export interface GaugeRows {
  readonly deviceOfRow: Uint32Array;
  /** More than every entry of deviceOfRow. */
  readonly devices: number;
}

/**
 * Decodes gauges (0 = missing, zigzag(v - previous of the same device) + 1 otherwise) into `values`. Such a code is
 * 2 · |difference| + 1 for a difference from 0 up and 2 · |difference| for one below.
 */
export function decodeGauges(
  cursor: WireCursor,
  values: Float64Array,
  { deviceOfRow, devices }: GaugeRows,
): void {
  if (cursor.done) throw cursor.malformed('column without codes');
  const previous = new Float64Array(devices);
  let half = 0;
  for (let row = 0; row < values.length; row++) {
    if (!cursor.done) half = cursor.half();
    const { low } = cursor;
    if (half === 0 && low === 0) {
      values[row] = NaN;
      continue;
    }
    const device = deviceOfRow[row]!;
    const value = previous[device]! + (low === 1 ? half : -half);
    if (value < 0 || value > maxValue) throw outOfRange(cursor);
    previous[device] = value;
    values[row] = value;
  }
  if (!cursor.done) throw tooMany(cursor, values.length);
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
