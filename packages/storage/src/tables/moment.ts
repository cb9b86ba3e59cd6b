/** SQL for a DateTime64(3) column as ms since 1970. */
export function ms(column: string): string {
  return `toUnixTimestamp64Milli(${column})`;
}

/** ms since 1970 as ClickHouse's JSON formats read a DateTime64(3). */
export function fromMs<T extends number | null>(value: T): T extends null ? string | null : string;
export function fromMs(value: number | null): string | null {
  return value === null ? null : (value / 1000).toFixed(3);
}
