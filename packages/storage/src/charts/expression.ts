/**
 * What a chart reads of one row: a column, or a little arithmetic over columns. From one expression come the SQL over the
 * view and a function over the decoded columns of a batch. A missing value makes the whole expression missing, apart from
 * `orZero`.
 */
export type Expression =
  | string
  | number
  | { readonly orZero: string }
  | { readonly plus: readonly Expression[] }
  | { readonly minus: readonly [Expression, Expression] }
  | { readonly over: readonly [Expression, number] }
  | { readonly least: readonly [Expression, Expression] }
  | { readonly greatest: readonly [Expression, Expression] }
  /** A column that the view computes, and how: SQL names it. */
  | { readonly column: string; readonly is: Expression };

/** The SQL of a column. */
type NameOf = (column: string) => string;
const itself: NameOf = (column) => column;

/** SQL over the columns of a view; `nameOf`: under other names. */
export function expressionSql(expression: Expression, nameOf: NameOf = itself): string {
  const sqlOf = (operand: Expression) => expressionSql(operand, nameOf);
  const operandsOf = (all: readonly Expression[]) => all.map((operand) => operandSql(operand, nameOf));
  if (typeof expression === 'string') return nameOf(expression);
  if (typeof expression === 'number') return String(expression);
  if ('orZero' in expression) return `ifNull(${nameOf(expression.orZero)}, 0)`;
  if ('column' in expression) return expression.column;
  if ('plus' in expression) return operandsOf(expression.plus).join(' + ');
  if ('minus' in expression) return operandsOf(expression.minus).join(' - ');
  if ('over' in expression) return operandsOf(expression.over).join(' / ');
  if ('least' in expression) return `least(${expression.least.map(sqlOf).join(', ')})`;
  return `greatest(${expression.greatest.map(sqlOf).join(', ')})`;
}

/** In brackets where a sum would be torn apart. */
function operandSql(expression: Expression, nameOf: NameOf): string {
  const isSum = typeof expression === 'object' && ('plus' in expression || 'minus' in expression);
  return isSum ? `(${expressionSql(expression, nameOf)})` : expressionSql(expression, nameOf);
}

/**
 * Columns of the view whose absence SQL does not carry through by itself: newer servers pass over NULL in least and
 * greatest, older ones do not.
 */
export function guardedColumns(expression: Expression): string[] {
  if (typeof expression !== 'object' || 'orZero' in expression || 'column' in expression) return [];
  if ('least' in expression) return expression.least.flatMap(viewColumns);
  if ('greatest' in expression) return expression.greatest.flatMap(viewColumns);
  return operands(expression).flatMap(guardedColumns);
}

function viewColumns(expression: Expression): string[] {
  if (typeof expression === 'string') return [expression];
  if (typeof expression === 'number' || 'orZero' in expression) return [];
  return 'column' in expression ? [expression.column] : operands(expression).flatMap(viewColumns);
}

function operands(expression: Exclude<Expression, string | number>): readonly Expression[] {
  if ('plus' in expression) return expression.plus;
  if ('minus' in expression) return expression.minus;
  if ('over' in expression) return expression.over;
  if ('least' in expression) return expression.least;
  return 'greatest' in expression ? expression.greatest : [];
}

/** NaN = missing. `read` gives a column of the group by its name in sample.proto. */
export function evaluateExpression(expression: Expression, read: (column: string) => number): number {
  if (typeof expression === 'string') return read(expression);
  if (typeof expression === 'number') return expression;
  if ('orZero' in expression) {
    const value = read(expression.orZero);
    return Number.isNaN(value) ? 0 : value;
  }
  if ('column' in expression) return evaluateExpression(expression.is, read);
  const values = operands(expression).map((operand) => evaluateExpression(operand, read));
  if (values.some(Number.isNaN)) return NaN;
  const [first = NaN, second = NaN] = values;
  if ('plus' in expression) return values.reduce((sum, value) => sum + value, 0);
  if ('minus' in expression) return first - second;
  if ('over' in expression) return first / second;
  return 'least' in expression ? Math.min(first, second) : Math.max(first, second);
}
