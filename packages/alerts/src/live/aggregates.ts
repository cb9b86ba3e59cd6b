/**
 * Aggregates of SQL that can be computed step by step: each keeps a few numbers per step, and those of several steps
 * merge into that of a window. NaN in the first number: no value yet.
 */

/** Where the numbers of an aggregate begin. */
export interface Place {
  readonly slots: Float64Array;
  readonly at: number;
}

/** What a row gives to it. */
interface AggregatedRow {
  readonly value: number;
  /** What argMax and argMin choose by. */
  readonly by: number;
}

export interface Aggregate {
  /** Numbers that it keeps. */
  readonly width: number;
  /** Arguments in SQL. */
  readonly arity: 1 | 2;
  readonly add: (slots: Float64Array, at: number, row: AggregatedRow) => void;
  readonly merge: (into: Place, from: Place) => void;
  /** NaN: there was no value. */
  readonly result: (slots: Float64Array, at: number) => number;
}

const first = (slots: Float64Array, at: number) => slots[at]!;

/** One number, which each value is combined with. */
function folded(combine: (a: number, b: number) => number): Aggregate {
  const add = (slots: Float64Array, at: number, value: number) => {
    const before = slots[at]!;
    slots[at] = Number.isNaN(before) ? value : combine(before, value);
  };
  return {
    width: 1,
    arity: 1,
    add: (slots, at, { value }) => add(slots, at, value),
    merge: (into, from) => {
      const value = from.slots[from.at]!;
      if (!Number.isNaN(value)) add(into.slots, into.at, value);
    },
    result: first,
  };
}

/** The value, and what it was chosen by. */
function chosen(isBetter: (by: number, before: number) => boolean): Aggregate {
  const add: Aggregate['add'] = (slots, at, { value, by }) => {
    if (!Number.isNaN(slots[at]!) && !isBetter(by, slots[at + 1]!)) return;
    slots[at] = value;
    slots[at + 1] = by;
  };
  return {
    width: 2,
    arity: 2,
    add,
    merge: (into, from) => {
      const value = from.slots[from.at]!;
      if (!Number.isNaN(value)) add(into.slots, into.at, { value, by: from.slots[from.at + 1]! });
    },
    result: first,
  };
}

const sum = folded((a, b) => a + b);

function addMean({ slots, at }: Place, of: number, count: number): void {
  const isFirst = Number.isNaN(slots[at]!);
  slots[at] = (isFirst ? 0 : slots[at]!) + of;
  slots[at + 1] = (isFirst ? 0 : slots[at + 1]!) + count;
}

/** Sum and count. */
const avg: Aggregate = {
  width: 2,
  arity: 1,
  add: (slots, at, { value }) => addMean({ slots, at }, value, 1),
  merge: (into, from) => {
    const value = from.slots[from.at]!;
    if (!Number.isNaN(value)) addMean(into, value, from.slots[from.at + 1]!);
  },
  result: (slots, at) => slots[at]! / slots[at + 1]!,
};

/** Of the time of the newest row, too. */
export const max = folded(Math.max);

/** By their names in SQL. */
export const aggregates: ReadonlyMap<string, Aggregate> = new Map(
  Object.entries({
    sum,
    avg,
    min: folded(Math.min),
    max,
    argMax: chosen((by, before) => by > before),
    argMin: chosen((by, before) => by < before),
  }),
);
