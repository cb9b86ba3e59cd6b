import type { ColumnGroup } from '../column-groups.ts';
import { ProtocolError } from '../protocol-error.ts';
import type { WireCursor } from '../wire/wire-cursor.ts';
import { isEncodable, maxValue } from './value.ts';

/** Where a column of a group lies among its values, and which device each row is of. */
export interface ColumnTarget {
  readonly group: ColumnGroup;
  /** Which column of the group it is. */
  position: number;
  readonly values: Float64Array;
  /** One entry per row. */
  readonly deviceOfRow: Uint32Array;
  /** The last value of each device; more entries than every entry of deviceOfRow. */
  readonly previous: Float64Array;
}

/** Decodes increments (0 = missing, v + 1 otherwise), in steps. */
export function decodeIncrements(codes: WireCursor, target: ColumnTarget, step: number): void {
  const { values, position, deviceOfRow } = target;
  const start = position * deviceOfRow.length;
  const end = start + deviceOfRow.length;
  for (let at = start; at < end; at++) {
    const half = codes.half();
    const value = half === 0 && codes.low === 0 ? NaN : (half * 2 + (codes.low - 1)) * step;
    if (value > maxValue) throw outOfRange(codes, target);
    values[at] = value;
  }
}

/**
 * Decodes gauges (0 = missing, zigzag(v - previous of the same device) + 1 otherwise), in steps. Such a code is
 * 2 · |difference| + 1 for a difference from 0 up and 2 · |difference| for one below.
 */
export function decodeGauges(codes: WireCursor, target: ColumnTarget, step: number): void {
  const { values, position, deviceOfRow, previous } = target;
  const rows = deviceOfRow.length;
  previous.fill(0);
  for (let row = 0, at = position * rows; row < rows; row++, at++) {
    const half = codes.half();
    if (half === 0 && codes.low === 0) {
      values[at] = NaN;
      continue;
    }
    const device = deviceOfRow[row]!;
    const steps = previous[device]! + (codes.low === 1 ? half : -half);
    const value = steps * step;
    if (value < 0 || value > maxValue) throw outOfRange(codes, target);
    previous[device] = steps;
    values[at] = value;
  }
}

/** Decodes reals (NaN = missing). */
export function decodeReals(reals: WireCursor, target: ColumnTarget): void {
  const { values, position, deviceOfRow } = target;
  const start = position * deviceOfRow.length;
  const end = start + deviceOfRow.length;
  for (let at = start; at < end; at++) {
    const value = reals.double();
    if (!isEncodable('real', value)) {
      throw new ProtocolError('OUT_OF_RANGE', `${placeOf(target)}: infinite (byte ${reals.position})`);
    }
    values[at] = value;
  }
}

function outOfRange({ position }: WireCursor, target: ColumnTarget): ProtocolError {
  const what = 'value below 0 or of 2^53 or more';
  return new ProtocolError('OUT_OF_RANGE', `${placeOf(target)}: ${what} (byte ${position})`);
}

function placeOf({ group, position }: ColumnTarget): string {
  return `columns ${group.name}.${group.columns[position]!.name}`;
}
