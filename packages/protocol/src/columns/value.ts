/**
 * What a batch can hold: the one definition for agents, which leave out what is not encodable, and collectors, which
 * refuse it. Texts: `isText`.
 */
import type { ColumnKind } from '../column-groups.ts';
import { ProtocolError } from '../protocol-error.ts';

/** The largest value of an increment, a gauge or a clock: beyond it doubles are not exact. */
export const maxValue = Number.MAX_SAFE_INTEGER;

/** Whether a number can be the value of an increment, a gauge or a clock: an integer from 0 to 2^53 - 1. */
export function isValue(value: number): boolean {
  return value >>> 0 === value || (Number.isSafeInteger(value) && value >= 0);
}

/** Whether a column of this kind can hold the number; NaN is a missing value, which each can. */
export function isEncodable(kind: ColumnKind, value: number): boolean {
  if (Number.isNaN(value)) return true;
  return kind === 'real' ? Number.isFinite(value) : isValue(value);
}

export function checkValue(value: number, name: string): void {
  if (isValue(value)) return;
  throw new ProtocolError(
    'OUT_OF_RANGE',
    `columns: ${name} is ${value}: an integer from 0 to 2^53 - 1 is due`,
  );
}
