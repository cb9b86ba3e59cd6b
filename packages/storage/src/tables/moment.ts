/** What DateTime64(3) holds: 1900 to 2299. Times before 1970 or past its end come from broken clocks only. */
const latestMs = Date.UTC(2299, 11, 31, 23, 59, 59, 999);

/** SQL for a DateTime64(3) column as ms since 1970. */
export function ms(column: string): string {
  return `toUnixTimestamp64Milli(${column})`;
}

/** ms since 1970 as ClickHouse's JSON formats read a DateTime64(3, 'UTC'), held within its range. */
export function fromMs(value: number): string {
  const held = Math.min(Math.max(value, 0), latestMs);
  return new Date(held).toISOString().replace('T', ' ').slice(0, -1);
}

export function fromMsOrNull(value: number | null): string | null {
  return value === null ? null : fromMs(value);
}

/** The day in UTC of seconds since 1970, as ClickHouse reads a Date. */
export function dayOf(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().slice(0, 10);
}
