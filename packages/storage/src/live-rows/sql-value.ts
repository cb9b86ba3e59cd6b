/** A tree of SQL as a function over rows. What it gives is what ClickHouse gives, missing values (NULL) included. */
import { NotUnderstood, type SqlTree } from './sql-tree.ts';

/** null = NULL. Truth is 1 and 0. */
export type SqlValue = number | string | null;
export type SqlGetter<Row> = (row: Row) => SqlValue;
/** undefined: there is no such column. */
export type SqlResolver<Row> = (name: string) => SqlGetter<Row> | undefined;

/** Throws NotUnderstood for a column or a function that is not known here. */
export function compileSql<Row>(tree: SqlTree, resolve: SqlResolver<Row>): SqlGetter<Row> {
  if (tree.kind === 'literal') return () => tree.value;
  if (tree.kind === 'name') {
    const getter = resolve(tree.name);
    if (getter === undefined) throw new NotUnderstood(`no column ${tree.name}`);
    return getter;
  }
  if (tree.name === 'CAST') return compileCast(tree.args, resolve);
  if (tree.name === 'arrayElement') return compilePiece(tree.args, resolve);
  const args = tree.args.map((arg) => compileSql(arg, resolve));
  const [a = missing, b = missing, c = missing] = args;
  const strict = strictFunctions.get(tree.name);
  if (strict !== undefined) {
    if (args.length === 1) return (row) => applied(strict, a(row), 0);
    if (args.length === 2) return (row) => applied(strict, a(row), b(row));
  }
  if (tree.name === 'if') return (row) => (isTrue(a(row)) ? b(row) : c(row));
  if (tree.name === 'ifNull') return (row) => a(row) ?? b(row);
  if (tree.name === 'in')
    return (row) =>
      isAmong(
        a(row),
        args.slice(1).map((arg) => arg(row)),
      );
  const ofAll = functionsOfAll.get(tree.name);
  if (ofAll !== undefined) return (row) => ofAll(args.map((arg) => arg(row)));
  throw new NotUnderstood(`no function ${tree.name}`);
}

function missing(): SqlValue {
  return null;
}

type Strict = (a: number | string, b: number | string) => SqlValue;

/** NULL if an argument is. */
function applied(strict: Strict, a: SqlValue, b: SqlValue): SqlValue {
  return a === null || b === null ? null : strict(a, b);
}

const numeric =
  (apply: (a: number, b: number) => number): Strict =>
  (a, b) =>
    apply(Number(a), Number(b));
const compared =
  (isTrueOf: (a: number | string, b: number | string) => boolean): Strict =>
  (a, b) =>
    Number(isTrueOf(a, b));
const same: Strict = (a) => a;

const strictFunctions = new Map<string, Strict>(
  Object.entries<Strict>({
    '+': numeric((a, b) => a + b),
    '-': numeric((a, b) => a - b),
    '*': numeric((a, b) => a * b),
    '/': numeric((a, b) => a / b),
    negate: numeric((a) => -a),
    abs: numeric((a) => Math.abs(a)),
    '=': compared((a, b) => a === b),
    '!=': compared((a, b) => a !== b),
    '<': compared((a, b) => a < b),
    '>': compared((a, b) => a > b),
    '<=': compared((a, b) => a <= b),
    '>=': compared((a, b) => a >= b),
    not: (a: number | string) => Number(a === 0),
    nullIf: (a, b) => (a === b ? null : a),
    like: (text, pattern) => Number(likePattern(String(pattern)).test(String(text))),
    startsWith: (text, prefix) => Number(String(text).startsWith(String(prefix))),
    toUInt8: numeric((a) => wrapped(a, 2 ** 8)),
    toUInt32: numeric((a) => wrapped(a, 2 ** 32)),
    toInt64: same,
    toFloat64: same,
    toNullable: same,
    toString: (a: number | string) => String(a),
  }),
);

type OfAll = (values: readonly SqlValue[]) => SqlValue;

const functionsOfAll = new Map<string, OfAll>(
  Object.entries<OfAll>({
    and: (values) => (values.some(isFalse) ? 0 : values.includes(null) ? null : 1),
    or: (values) => (values.some(isTrue) ? 1 : values.includes(null) ? null : 0),
    isNull: ([value = null]) => Number(value === null),
    isNotNull: ([value = null]) => Number(value !== null),
    coalesce: (values) => values.find((value) => value !== null) ?? null,
    concat: (values) => (values.includes(null) ? null : values.join('')),
    least: (values) => extreme(values, Math.min),
    greatest: (values) => extreme(values, Math.max),
    dateDiff: ([unit = null, from = null, to = null]) =>
      unit === 'millisecond' && from !== null && to !== null ? Number(to) - Number(from) : null,
  }),
);

/** Integers of ClickHouse begin anew where they end. */
function wrapped(value: number, range: number): number {
  return value - Math.floor(value / range) * range;
}

/** As newer servers do: NULL is passed over. */
function extreme(values: readonly SqlValue[], of: (...numbers: number[]) => number): SqlValue {
  const numbers = values.filter((value) => value !== null).map(Number);
  return numbers.length === 0 ? null : of(...numbers);
}

function isTrue(value: SqlValue): boolean {
  return value !== null && value !== 0;
}

function isFalse(value: SqlValue): boolean {
  return value === 0;
}

function isAmong(value: SqlValue, others: readonly SqlValue[]): SqlValue {
  return value === null ? null : Number(others.includes(value));
}

function compileCast<Row>(args: readonly SqlTree[], resolve: SqlResolver<Row>): SqlGetter<Row> {
  const [value, type] = args;
  if (
    value === undefined ||
    type?.kind !== 'literal' ||
    !/^(LowCardinality\()?String\)?$/.test(String(type.value))
  )
    throw new NotUnderstood('a cast to another type than a text');
  const getter = compileSql(value, resolve);
  return (row) => {
    const read = getter(row);
    return read === null ? null : String(read);
  };
}

/** `splitByChar('{', series)[1]`: of arrays only pieces of a text are known. */
function compilePiece<Row>(args: readonly SqlTree[], resolve: SqlResolver<Row>): SqlGetter<Row> {
  const [of, index] = args;
  if (of?.kind !== 'call' || of.name !== 'splitByChar' || index?.kind !== 'literal')
    throw new NotUnderstood('an array');
  const [separator = missing, text = missing] = of.args.map((arg) => compileSql(arg, resolve));
  const place = Number(index.value) - 1;
  return (row) => {
    const read = text(row);
    return read === null ? null : (String(read).split(String(separator(row)))[place] ?? '');
  };
}

const patterns = new Map<string, RegExp>();
const maxPatterns = 1_000;

function likePattern(pattern: string): RegExp {
  const known = patterns.get(pattern);
  if (known !== undefined) return known;
  const parts = [...pattern.matchAll(/\\(.)|([%_])|(.)/gs)].map(([, escaped, wild, plain]) => {
    if (wild !== undefined) return wild === '%' ? '.*' : '.';
    return (escaped ?? plain ?? '').replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  });
  const made = new RegExp(`^${parts.join('')}$`, 's');
  if (patterns.size < maxPatterns) patterns.set(pattern, made);
  return made;
}
