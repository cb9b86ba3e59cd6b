/** A measurement of a rule, computed where samples pass instead of by a query. */
import {
  compileSql,
  NotUnderstood,
  parseSql,
  sqlTokens,
  type BatchCursor,
  type LiveView,
  type RowGetter,
  type SqlTree,
  type SqlValue,
} from '@hostwire/storage';
import type { Measurement } from '../rules/measurement.ts';
import { aggregates, max, type Aggregate, type Place } from './aggregates.ts';

/** An aggregate over rows. */
interface AggregatedColumn {
  readonly aggregate: Aggregate;
  readonly value: RowGetter;
  /** undefined: the aggregate chooses nothing. */
  readonly by: RowGetter | undefined;
  /** Of its numbers among those of the measurement. */
  readonly offset: number;
}

export interface LiveMeasurement {
  /** Which rows count; undefined: all. */
  readonly where: RowGetter | undefined;
  readonly columns: readonly AggregatedColumn[];
  /** Numbers that it keeps per step. The first is the time of the newest row that counts. */
  readonly width: number;
  /** From the numbers of a window that begin at `at`. */
  readonly value: (place: Place) => SqlValue;
}

/** Of the newest row. */
const newest: Pick<AggregatedColumn, 'aggregate' | 'offset'> = { aggregate: max, offset: 0 };
const newestWidth = 1;

/** undefined: something in it is understood by ClickHouse alone. */
export function liveMeasurement(view: LiveView, { where, value }: Measurement): LiveMeasurement | undefined {
  try {
    const columns: AggregatedColumn[] = [];
    let width = newestWidth;
    const tree = replaceAggregates(parseSql(sqlTokens(value)), (aggregate, args) => {
      const [of, by] = args.map((arg) => view.compile(arg));
      if (of === undefined || args.length !== aggregate.arity)
        throw new NotUnderstood('an aggregate of other arguments');
      columns.push({ aggregate, value: of, by, offset: width });
      width += aggregate.width;
      return `aggregate.${columns.length - 1}`;
    });
    const finish = compileSql<Place>(tree, (name) => {
      const column = columns[Number(/^aggregate\.(\d+)$/.exec(name)?.[1] ?? NaN)];
      if (column === undefined) return undefined;
      return ({ slots, at }) => numberOrNull(column.aggregate.result(slots, at + column.offset));
    });
    const counted = where === '1' ? undefined : view.compile(where);
    return { where: counted, columns, width, value: finish };
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

/** Whether a row counts in it. */
export function counts({ where }: LiveMeasurement, cursor: BatchCursor): boolean {
  if (where === undefined) return true;
  const answer = where(cursor);
  return answer !== null && answer !== 0;
}

/** Adds a row that counts to the numbers of its step. false: a value is a text, which only ClickHouse compares. */
export function addRow(
  { columns }: LiveMeasurement,
  { cursor, tsMs }: { readonly cursor: BatchCursor; readonly tsMs: number },
  { slots, at }: Place,
): boolean {
  const row = { value: tsMs, by: 0 };
  newest.aggregate.add(slots, at + newest.offset, row);
  for (const { aggregate, value, by, offset } of columns) {
    const read = value(cursor);
    const chosenBy = by === undefined ? 0 : by(cursor);
    if (typeof read === 'string' || typeof chosenBy === 'string') return false;
    if (read === null || chosenBy === null) continue;
    row.value = read;
    row.by = chosenBy;
    aggregate.add(slots, at + offset, row);
  }
  return true;
}

/** The numbers of a step into those of the window. */
export function mergeSteps({ columns }: LiveMeasurement, into: Place, from: Place): void {
  newest.aggregate.merge(into, from);
  const [target, source] = [{ ...into }, { ...from }];
  for (const { aggregate, offset } of columns) {
    target.at = into.at + offset;
    source.at = from.at + offset;
    aggregate.merge(target, source);
  }
}

/** Each call of an aggregate becomes the name that `keep` gives it. */
function replaceAggregates(
  tree: SqlTree,
  keep: (aggregate: Aggregate, args: readonly SqlTree[]) => string,
): SqlTree {
  if (tree.kind === 'literal') return tree;
  if (tree.kind === 'name') throw new NotUnderstood('a column outside of an aggregate');
  const aggregate = aggregates.get(tree.name);
  if (aggregate !== undefined) return { kind: 'name', name: keep(aggregate, tree.args) };
  return { ...tree, args: tree.args.map((arg) => replaceAggregates(arg, keep)) };
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
