/**
 * What a line of a chart is, over the rows of one step and device. Rates, shares and ratios divide sums by sums, so every
 * second weighs alike whatever the sampling interval; levels are averaged.
 */
import { evaluateExpression, expressionSql, guardedColumns, type Expression } from './expression.ts';

/** How many of them a millisecond has. */
const perMs = { ms: 1, us: 1000 } as const;

export type Measure =
  /** An increment per second of the time that it covers. */
  | { readonly kind: 'rate'; readonly of: string }
  /** An increment of time as a share of the time that it covers, in %; more than 100 where several cores are at it. */
  | { readonly kind: 'cores'; readonly of: string; readonly unit: keyof typeof perMs }
  /** The same, at most 100: a clock that overruns its interval by a tick makes no 101 %. */
  | { readonly kind: 'time_share'; readonly of: string; readonly unit: keyof typeof perMs }
  /** In %. */
  | { readonly kind: 'share'; readonly of: Expression; readonly in: Expression }
  | { readonly kind: 'ratio'; readonly of: string; readonly per: string }
  /** The average, or the highest. */
  | { readonly kind: 'level'; readonly of: Expression; readonly highest?: true };

/** Whether several rows of a device belong to one instant (processes of one program): then they are added up. */
export interface RowShape {
  readonly merged: boolean;
}

/** Aggregate over the rows of one step and device. */
export function measureSql(measure: Measure, { merged }: RowShape): string {
  switch (measure.kind) {
    case 'rate':
      return `1000 * sum(${measure.of}) / ${coveredSql(measure.of, merged)}`;
    case 'cores':
      return `${100 / perMs[measure.unit]} * sum(${measure.of}) / ${coveredSql(measure.of, merged)}`;
    case 'time_share': {
      const sum = `sum(${measure.of})`;
      const covered = `sumIf(interval_ms, ${measure.of} IS NOT NULL)`;
      const inUnits = measure.unit === 'ms' ? covered : `${perMs[measure.unit]} * ${covered}`;
      return `100 * ${sum} / nullIf(greatest(${inUnits}, ${sum}), 0)`;
    }
    case 'share':
      return `100 * sum(${expressionSql(measure.of)}) / nullIf(sum(${expressionSql(measure.in)}), 0)`;
    case 'ratio':
      return `sum(${measure.of}) / nullIf(sum(${measure.per}), 0)`;
    case 'level':
      return levelSql(measure.of, { merged, isHighest: measure.highest === true });
  }
}

function coveredSql(column: string, merged: boolean): string {
  if (merged) return 'nullIf(uniqExact(ts) * avg(interval_ms), 0)';
  return `nullIf(sumIf(interval_ms, ${column} IS NOT NULL), 0)`;
}

function levelSql(of: Expression, { merged, isHighest }: RowShape & { readonly isHighest: boolean }): string {
  const value = expressionSql(of);
  if (merged) return `sum(${value}) / nullIf(uniqExact(ts), 0)`;
  if (isHighest) return `max(${value})`;
  const guarded = [...new Set(guardedColumns(of))];
  if (guarded.length === 0) return `avg(${value})`;
  return `avgIf(${value}, ${guarded.map((column) => `${column} IS NOT NULL`).join(' AND ')})`;
}

/** Lowest or highest of the windows of a step, over the rows of roll-ups. */
export function bandSql(measure: Measure, end: 'min' | 'max'): string {
  switch (measure.kind) {
    case 'rate':
      return `${end}(1000 * ${measure.of} / nullIf(interval_ms, 0))`;
    case 'cores':
      return `${end}(${100 / perMs[measure.unit]} * ${measure.of} / nullIf(interval_ms, 0))`;
    case 'time_share': {
      const covered = measure.unit === 'ms' ? 'interval_ms' : `${perMs[measure.unit]} * interval_ms`;
      return `${end}(100 * ${measure.of} / nullIf(greatest(${covered}, ${measure.of}), 0))`;
    }
    case 'share':
      return `${end}(100 * (${expressionSql(measure.of)}) / nullIf(${expressionSql(measure.in)}, 0))`;
    case 'ratio':
      return `${end}(${measure.of} / nullIf(${measure.per}, 0))`;
    case 'level':
      return `${end}(${bandColumn(measure.of, end)})`;
  }
}

/** Roll-ups keep the lowest and highest of what a view shows of one level; of a sum of levels there is the average. */
function bandColumn(of: Expression, end: 'min' | 'max'): string {
  if (typeof of === 'string') return `${of}_${end}`;
  const isOne = typeof of === 'object' && 'column' in of && typeof of.is === 'object' && 'over' in of.is;
  return isOne ? `${of.column}_${end}` : expressionSql(of);
}

/** One row as the evaluator sees it. NaN = missing. */
export interface Row {
  readonly tsMs: number;
  readonly intervalMs: number;
  readonly read: (column: string) => number;
}

/** The same as `measureSql`, over rows in memory. null: nothing to divide by, or no value. */
export function measureRows(measure: Measure, rows: readonly Row[], { merged }: RowShape): number | null {
  switch (measure.kind) {
    case 'rate':
      return divided(1000 * sumOf(measure.of, rows), coveredMs(measure.of, rows, merged));
    case 'cores':
      return divided(
        (100 / perMs[measure.unit]) * sumOf(measure.of, rows),
        coveredMs(measure.of, rows, merged),
      );
    case 'time_share': {
      const sum = sumOf(measure.of, rows);
      return divided(100 * sum, Math.max(perMs[measure.unit] * coveredMs(measure.of, rows, false), sum));
    }
    case 'share':
      return divided(100 * sumOf(measure.of, rows), sumOf(measure.in, rows));
    case 'ratio':
      return divided(sumOf(measure.of, rows), sumOf(measure.per, rows));
    case 'level':
      return levelOf(measure.of, rows, { merged, isHighest: measure.highest === true });
  }
}

function levelOf(
  of: Expression,
  rows: readonly Row[],
  { merged, isHighest }: RowShape & { readonly isHighest: boolean },
): number | null {
  const values = presentValues(of, rows);
  if (values.length === 0) return null;
  if (isHighest) return Math.max(...values);
  const sum = values.reduce((total, value) => total + value, 0);
  return sum / (merged ? instantsOf(rows) : values.length);
}

function coveredMs(column: string, rows: readonly Row[], merged: boolean): number {
  const timed = rows.filter(({ intervalMs }) => !Number.isNaN(intervalMs));
  const covering = merged ? timed : timed.filter(({ read }) => !Number.isNaN(read(column)));
  const sum = covering.reduce((total, { intervalMs }) => total + intervalMs, 0);
  return merged ? (instantsOf(rows) * sum) / covering.length : sum;
}

function instantsOf(rows: readonly Row[]): number {
  return new Set(rows.map(({ tsMs }) => tsMs)).size;
}

/** NaN when no row has a value. */
function sumOf(expression: Expression, rows: readonly Row[]): number {
  const values = presentValues(expression, rows);
  return values.length === 0 ? NaN : values.reduce((sum, value) => sum + value, 0);
}

function presentValues(expression: Expression, rows: readonly Row[]): number[] {
  return rows.map(({ read }) => evaluateExpression(expression, read)).filter((value) => !Number.isNaN(value));
}

function divided(amount: number, by: number): number | null {
  return Number.isNaN(amount) || Number.isNaN(by) || by === 0 ? null : amount / by;
}
