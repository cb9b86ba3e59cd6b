import { ProtocolError } from '../protocol-error.ts';

/** Whether a number can be the value of an increment, a gauge or a clock: an integer from 0 to 2^53 - 1. */
export function isValue(value: number): boolean {
  return value >>> 0 === value || (Number.isSafeInteger(value) && value >= 0);
}

export function checkValue(value: number, name: string): void {
  if (isValue(value)) return;
  throw new ProtocolError(
    'OUT_OF_RANGE',
    `columns: ${name} is ${value}: an integer from 0 to 2^53 - 1 is due`,
  );
}
