// Questions in SQL, as the read-only account: what the collector has no route for is asked over the documented views.
import { ApiError, textOf } from '@hostwire/api/client';
import { collector } from './collector.ts';

interface SqlColumn {
  readonly name: string;
  readonly type: string;
}

export type SqlValue =
  string | number | boolean | null | readonly SqlValue[] | { readonly [key: string]: SqlValue };

export interface SqlResult {
  readonly meta: readonly SqlColumn[];
  readonly data: readonly (readonly SqlValue[])[];
  readonly rows: number;
  readonly statistics: { readonly elapsed: number; readonly rows_read: number; readonly bytes_read: number };
}

const answered = { status: 200 };
/** Characters shown of an answer that is not JSON. */
const maxShownText = 500;

/** ClickHouse writes an error that comes after the first row into the answer. */
function parsed(text: string): Partial<SqlResult> {
  try {
    return JSON.parse(text) as Partial<SqlResult>;
  } catch (cause) {
    throw new ApiError('ANSWER_INVALID', text.slice(0, maxShownText), { ...answered, cause });
  }
}

/** Runs a query. Rejects with ApiError, or with the signal's reason: aborting ends the query, too. */
export async function runSql(query: string, signal: AbortSignal): Promise<SqlResult> {
  const response = await collector.sql.run({ body: { query, format: 'JSONCompact' }, signal });
  const body = parsed(await textOf(response));
  // A query that names another format, or an error after the first row, is no such answer.
  if (body.meta === undefined || body.data === undefined || body.statistics === undefined)
    throw new ApiError(
      'ANSWER_INVALID',
      'The answer is not a table: leave FORMAT out of the query.',
      answered,
    );
  return {
    meta: body.meta,
    data: body.data,
    rows: body.rows ?? body.data.length,
    statistics: body.statistics,
  };
}

/** Runs a query and gives its rows as objects; 64-bit integers as numbers. */
export async function queryRows<Row>(query: string, signal: AbortSignal): Promise<Row[]> {
  const settings = /\bSETTINGS\b/.test(query) ? '' : '\nSETTINGS output_format_json_quote_64bit_integers = 0';
  const { meta, data } = await runSql(query + settings, signal);
  return data.map((values) => Object.fromEntries(meta.map(({ name }, i) => [name, values[i]])) as Row);
}

/** A text as a literal of ClickHouse. */
export function sqlText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** An instant as ClickHouse has it, exact to the millisecond. */
export function sqlInstant(ms: number): string {
  return `fromUnixTimestamp64Milli(${Math.round(ms)})`;
}

/** A value as a text. */
export function cellText(value: SqlValue): string {
  if (value === null) return 'NULL';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
