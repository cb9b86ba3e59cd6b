/** ClickHouse's words for a query that it cannot parse; the position counts bytes from 1. */
const syntaxError = /^([^]*?Syntax error[^:]*: failed at position (\d+))(?=\D)([^]*)$/;
/** What it says behind where it failed, of which only this is short. */
const unmatched = /\. (Unmatched parentheses: [()[\]{}]+)/;
/** Of a longer line of the query only the part around the mark is shown. */
const shownBefore = 60;
const shownAfter = 30;

/**
 * The words of ClickHouse for a query that failed. Of a syntax error: where, the line of the query with a mark under the
 * place, and what to do, without the list of all that it would have taken there, which can be a hundred names long.
 */
export function explainQueryError(words: string, query: string): string {
  const match = syntaxError.exec(words);
  if (match === null) return words;
  const [, head = '', position, behind = ''] = match;
  const { line, column, text, of } = placeIn(query, Number(position) - 1);
  return [
    `${head}${column > Array.from(text).length && line >= of ? ', the end of the query' : ''}${of > 1 ? ` (line ${line}, column ${column})` : ''}`,
    ...marked(text, column - 1),
    ...(unmatched.exec(behind)?.slice(1) ?? []),
    'Correct what stands at the mark or right before it. "DESCRIBE cpu" lists the columns of a view; the language: https://clickhouse.com/docs/sql-reference',
  ].join('\n');
}

/** Line and column count from 1, in characters; `of`: how many lines there are. */
function placeIn(query: string, byte: number): { line: number; column: number; text: string; of: number } {
  const before = Buffer.from(query).subarray(0, byte).toString('utf8').split('\n');
  const lines = query.trimEnd().split('\n');
  const line = before.length;
  return {
    line,
    column: Array.from(before.at(-1)!).length + 1,
    text: lines[line - 1] ?? '',
    of: lines.length,
  };
}

/** The line, and below it the mark under the character `at`. */
function marked(text: string, at: number): [string, string] {
  const characters = Array.from(text.replaceAll(/\p{Cc}/gu, ' '));
  const [from, to] = [Math.max(0, at - shownBefore), at + shownAfter];
  const [left, right] = [from > 0 ? '…' : '', to < characters.length ? '…' : ''];
  const shown = `${left}${characters.slice(from, to).join('')}${right}`;
  return [`  ${shown}`.trimEnd(), `  ${' '.repeat(left.length + at - from)}^`];
}
