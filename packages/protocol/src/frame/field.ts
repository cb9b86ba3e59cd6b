import { protocolLimits } from '../limits.ts';
import { ProtocolError } from '../protocol-error.ts';
import { isText } from '../wire/text.ts';

/**
 * A 64-bit field as a number. The generated types say number, but the reader gives a Long wherever the package
 * `long` is installed. Exact below 2^53, at least 2^53 otherwise: `checkU53` tells them apart.
 */
export function toNumber(value: number | { toNumber(): number }): number {
  return typeof value === 'number' ? value : value.toNumber();
}

export interface Range {
  readonly min?: number;
  readonly max?: number;
}

/** An integer from `min` (0) to 2^53 - 1. */
export function checkU53(value: number, where: string, { min = 0 }: Range = {}): void {
  if (Number.isSafeInteger(value) && value >= min) return;
  throw new ProtocolError('OUT_OF_RANGE', `${where}: ${value}, an integer from ${min} to 2^53 - 1 is due`);
}

/** An integer from `min` (0) to `max` (2^32 - 1). */
export function checkU32(value: number, where: string, { min = 0, max = 2 ** 32 - 1 }: Range = {}): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  const code = value > max && max < 2 ** 32 - 1 ? 'TOO_LARGE' : 'OUT_OF_RANGE';
  throw new ProtocolError(code, `${where}: ${value}, an integer from ${min} to ${max} is due`);
}

export function checkText(value: string, where: string): void {
  if (isText(value)) return;
  if (!value.isWellFormed() || value.includes('\0')) {
    throw new ProtocolError('MALFORMED', `${where}: text with NUL or half of a surrogate pair`);
  }
  throw new ProtocolError('TOO_LARGE', `${where}: text of more than ${protocolLimits.maxTextBytes} bytes`);
}

/** A list within `maxInventoryItems`. */
export function checkItems(list: readonly unknown[], where: string): void {
  const { maxInventoryItems } = protocolLimits;
  if (list.length <= maxInventoryItems) return;
  throw new ProtocolError('TOO_LARGE', `${where}: ${list.length} items, limit ${maxInventoryItems}`);
}
