/**
 * Values written into SQL that people are to copy and run. Everything else binds its parameters; the queries behind
 * charts cannot, because their text must run as it stands. This is the one place that turns a value into SQL.
 */

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'" };

/** A ClickHouse string literal that holds exactly this text (unpaired surrogates become U+FFFD, as in any UTF-8). */
export function stringLiteral(text: string): string {
  const body = text.replace(/[\\'\p{Cc}]/gu, (char) => escapes[char] ?? hexEscape(char));
  return `'${body}'`;
}

/** A DateTime64(3, 'UTC') literal, readable by people. `ms` since 1970, 0 .. the year 2299. */
export function instantLiteral(ms: number): string {
  return `toDateTime64('${utcText(ms)}', 3, 'UTC')`;
}

/** `2026-01-31 23:59:59.123`: how ClickHouse reads and writes a DateTime64(3, 'UTC'). */
export function utcText(ms: number): string {
  if (!Number.isSafeInteger(ms) || ms < 0 || ms > latestMs) {
    throw new RangeError(`${ms} is not a time in ms since 1970 that ClickHouse can hold`);
  }
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '');
}

/** The reverse of `utcText`; also reads a DateTime without a fraction. */
export function msOfUtcText(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`);
}

/** A name inside back quotes: series names as column names. */
export function nameLiteral(name: string): string {
  if (!/^[a-z][a-z0-9_]{0,63}$/.test(name))
    throw new RangeError(`${JSON.stringify(name)} is not a column name`);
  return `\`${name}\``;
}

/** The name of a database inside back quotes, for statements that take no parameter there. */
export function databaseLiteral(name: string): string {
  return `\`${name.replace(/[\\`]/g, '\\$&')}\``;
}

const latestMs = Date.UTC(2299, 11, 31);

function hexEscape(char: string): string {
  const bytes = Buffer.from(char, 'utf8');
  return [...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
