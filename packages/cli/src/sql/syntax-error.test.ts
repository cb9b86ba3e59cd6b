import { expect, test } from '@jest/globals';
import { explainQueryError } from './syntax-error.ts';

const toDo =
  'Correct what stands at the mark or right before it. "DESCRIBE cpu" lists the columns of a view; the language: https://clickhouse.com/docs/sql-reference';
const explained = (words: string, query: string) => explainQueryError(words, query).split('\n');

test('a syntax error is marked in the query, without the list of what it would have taken', () => {
  const words =
    'Syntax error: failed at position 1 (SELEC): SELEC 1. Expected one of: Query, Query with output, EXPLAIN, SELECT query, possibly with UNION, SELECT. (error 62)';
  expect(explained(words, 'SELEC 1')).toEqual([
    'Syntax error: failed at position 1',
    '  SELEC 1',
    '  ^',
    toDo,
  ]);
});

test('of a query of several lines the line that failed; bytes are not characters', () => {
  const words =
    'Syntax error: failed at position 29 (x) (line 2, col 14): x. Expected one of: FINAL, SAMPLE. (error 62)';
  expect(explained(words, "SELECT 1 FROM\ncpu 'é' WHER\tx\n;")).toEqual([
    'Syntax error: failed at position 29 (line 2, column 14)',
    "  cpu 'é' WHER x",
    '               ^',
    toDo,
  ]);
});

test('the end of the query, and what ClickHouse says of parentheses', () => {
  const end =
    'Syntax error: failed at position 7 (end of query): . Expected one of: ALL, DISTINCT. (error 62)';
  expect(explained(end, 'SELECT').slice(0, 3)).toEqual([
    'Syntax error: failed at position 7, the end of the query',
    '  SELECT',
    '        ^',
  ]);
  const open = 'Syntax error: failed at position 8 ((): (1. Unmatched parentheses: (. (error 62)';
  expect(explained(open, 'SELECT (1')).toEqual([
    'Syntax error: failed at position 8',
    '  SELECT (1',
    '         ^',
    'Unmatched parentheses: (',
    toDo,
  ]);
  const quote =
    "Single quoted string is not closed: Syntax error: failed at position 8 ('a): 'a. . (error 62)";
  expect(explained(quote, "SELECT 'a")[0]).toBe(
    'Single quoted string is not closed: Syntax error: failed at position 8',
  );
});

test('several statements: why, and where the second begins', () => {
  const words =
    'Syntax error (Multi-statements are not allowed): failed at position 9 (end of query): ;; SELECT 2. . (error 62)';
  expect(explained(words, 'SELECT 1;; SELECT 2').slice(0, 3)).toEqual([
    'Syntax error (Multi-statements are not allowed): failed at position 9',
    '  SELECT 1;; SELECT 2',
    '          ^',
  ]);
});

test('of a long line the part around the mark', () => {
  const query = `SELECT ${'busy_pct, '.repeat(20)}FRM cpu WHERE ${'host = 1 OR '.repeat(20)}`;
  const [, line, mark] = explained('Syntax error: failed at position 212 (cpu): cpu WHERE', query);
  expect(line!.length).toBeLessThan(100);
  expect(line!.slice(mark!.indexOf('^')).startsWith('cpu WHERE')).toBe(true);
});

test("ClickHouse's own hints for unknown names stay", () => {
  const words =
    "Unknown expression identifier `bus_pct` in scope SELECT bus_pct FROM cpu. Maybe you meant: ['busy_pct']. (error 47)";
  expect(explainQueryError(words, 'SELECT bus_pct FROM cpu')).toBe(words);
});
