/** How a column of a batch is written, as `shape` of sample.proto lists it. */
export const columnState = {
  /** No value is there: nothing is written. */
  missing: 0,
  /** Every value is there and 0: nothing is written. */
  zero: 1,
  /** One code per row. */
  codes: 2,
  /** The same, of values divided by the column's step. */
  steps: 3,
  /** One double per row. */
  reals: 4,
} as const;

export type ColumnState = (typeof columnState)[keyof typeof columnState];
