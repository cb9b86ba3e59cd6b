/**
 * Writes the codes of one column. These loops see every value of an agent that runs without compiled code: what is
 * frequent (0, small, missing, a level that did not change) takes few steps and no call. A value below 2^53 is a multiple
 * of a step if and only if its quotient is an integer; the tiniest fractions have the quotient 0. A value that its column cannot hold is missing, and reported.
 */
import type { Column } from '../column-groups.ts';
import type { WireWriter } from '../wire/wire-writer.ts';
import { columnState, type ColumnState } from './column-state.ts';
import type { GroupRows } from './group-rows.ts';
import { isEncodable, isValue, maxValue } from './value.ts';

/** One column among the rows of its group. */
export interface ColumnSource extends Pick<GroupRows, 'values' | 'deviceOfRow'> {
  readonly columns: readonly Column[];
  /** Which of the columns it is. */
  position: number;
  /** One for each device: where a column of gauges keeps the last level. One array for all columns of the group. */
  readonly previous: Float64Array;
  /** The value in this row and column cannot be: it is missing. */
  readonly leaveOut: (row: number, position: number) => void;
}

/** Codes of a byte reach to here, exclusive, in a value and in the difference of two. */
const small = 64;
const longestCode = 8;

/** Writes increments (0 = missing, v + 1 otherwise), divided by `step` if all can be. */
export function writeIncrements(out: WireWriter, source: ColumnSource, step: number): ColumnState {
  const { values, position } = source;
  const width = source.columns.length;
  if (isZero(values, position, width)) return columnState.zero;
  const mostSteps = maxValue / step;
  const start = out.length;
  out.reserve(source.deviceOfRow.length * longestCode);
  const { bytes } = out;
  let length = start;
  let missing = 0;
  for (let at = position; at < values.length; at += width) {
    const raw = values[at]!;
    const value = raw / step;
    if ((value & (small - 1)) === value && (value !== 0 || raw === 0)) {
      bytes[length++] = value + 1;
    } else if (value !== value) {
      bytes[length++] = 0;
      missing++;
    } else if (isValue(value) && value <= mostSteps && (value !== 0 || raw === 0)) {
      out.length = length;
      const low = (value + 1) % 2;
      out.halves((value + 1 - low) / 2, low);
      length = out.length;
    } else if (step > 1 && isValue(raw)) {
      out.length = start;
      return writeIncrements(out, source, 1);
    } else {
      bytes[length++] = 0;
      missing++;
      leaveOut(source, at);
    }
  }
  return finish(out, { start, length, missing, step });
}

/** Writes gauges (0 = missing, zigzag(v - previous of the same device) + 1 otherwise), divided by `step` if all can be. */
export function writeGauges(out: WireWriter, source: ColumnSource, step: number): ColumnState {
  const { values, deviceOfRow, position, previous } = source;
  const width = source.columns.length;
  if (isZero(values, position, width)) return columnState.zero;
  const mostSteps = maxValue / step;
  const start = out.length;
  out.reserve(deviceOfRow.length * longestCode);
  const { bytes } = out;
  previous.fill(0);
  let length = start;
  let missing = 0;
  for (let row = 0, at = position; at < values.length; row++, at += width) {
    const raw = values[at]!;
    const value = raw / step;
    const device = deviceOfRow[row]!;
    const difference = value - previous[device]!;
    if (difference === 0 && (value !== 0 || raw === 0)) {
      bytes[length++] = 1;
    } else if (value !== value) {
      bytes[length++] = 0;
      missing++;
    } else if (isValue(value) && value <= mostSteps && (value !== 0 || raw === 0)) {
      previous[device] = value;
      if (difference < small && difference > -small) {
        bytes[length++] = difference > 0 ? 2 * difference + 1 : -2 * difference;
      } else {
        length = writeLargeDifference(out, length, difference);
      }
    } else if (step > 1 && isValue(raw)) {
      out.length = start;
      return writeGauges(out, source, 1);
    } else {
      bytes[length++] = 0;
      missing++;
      leaveOut(source, at);
    }
  }
  return finish(out, { start, length, missing, step });
}

/** Returns where the next code begins. */
function writeLargeDifference(out: WireWriter, at: number, difference: number): number {
  out.length = at;
  if (difference > 0) out.halves(difference, 1);
  else out.halves(-difference, 0);
  return out.length;
}

/** Writes doubles (NaN = missing). */
export function writeReals(out: WireWriter, source: ColumnSource): ColumnState {
  const { values, columns, position } = source;
  const start = out.length;
  let isMissing = true;
  for (let at = position; at < values.length; at += columns.length) {
    if (!isEncodable('real', values[at]!)) leaveOut(source, at);
    const value = values[at]!;
    if (value === value) isMissing = false;
    out.double(value);
  }
  if (!isMissing) return columnState.reals;
  out.length = start;
  return columnState.missing;
}

/** The value becomes a missing one, so that it is reported once however often the column is written. */
function leaveOut({ values, columns, position, leaveOut: report }: ColumnSource, at: number): void {
  values[at] = NaN;
  report((at - position) / columns.length, position);
}

function isZero(values: Float64Array, position: number, width: number): boolean {
  for (let at = position; at < values.length; at += width) if (values[at] !== 0) return false;
  return true;
}

interface WrittenCodes {
  readonly start: number;
  readonly length: number;
  /** How many of the values are missing. */
  readonly missing: number;
  readonly step: number;
}

/** Keeps what was written, unless it says of every value that it is missing: each of those took one byte. */
function finish(out: WireWriter, { start, length, missing, step }: WrittenCodes): ColumnState {
  if (length - start === missing) {
    out.length = start;
    return columnState.missing;
  }
  out.length = length;
  return step === 1 ? columnState.codes : columnState.steps;
}
