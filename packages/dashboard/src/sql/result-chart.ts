// From the rows of an answer to a chart: one column of times, numbers as lines, texts that tell the lines apart.
import type { Chart } from '../api/types.ts';
import { cellText } from '../api/sql.ts';
import type { SqlResult, SqlValue } from '../api/sql.ts';

const timeType = /^(Nullable\()?Date/;
const numberType = /^(Nullable\()?(U?Int|Float|Decimal)/;
/** More lines than these cannot be told apart. */
const maxLines = 24;

/** `2026-11-30 14:05:09[.123]`, in UTC, as ClickHouse writes it. */
function msOf(value: SqlValue | undefined): number {
  if (typeof value === 'number') return value * 1_000;
  const text = cellText(value ?? null);
  return Date.parse(text.length <= 10 ? `${text}T00:00:00Z` : `${text.replace(' ', 'T')}Z`);
}

function unitOf(names: readonly string[]): Chart['unit'] {
  if (names.every((name) => /pct$|percent$/.test(name))) return 'pct';
  if (names.every((name) => /bytes_per_s$/.test(name))) return 'bytes_per_s';
  if (names.every((name) => /bytes$/.test(name))) return 'bytes';
  return 'count';
}

/** undefined: the answer has no time, or no number. */
export function chartOf({ meta, data }: SqlResult): Chart | undefined {
  const places = meta.map((column, place) => ({ ...column, place }));
  const time = places.find(({ type }) => timeType.test(type));
  const numbers = places.filter(({ type }) => numberType.test(type));
  if (time === undefined || numbers.length === 0 || data.length < 2) return undefined;
  const texts = places.filter(
    ({ type, place }) => place !== time.place && !numberType.test(type) && !timeType.test(type),
  );
  const tsMs = [...new Set(data.map((row) => msOf(row[time.place])))]
    .filter((ms) => !Number.isNaN(ms))
    .sort((a, b) => a - b);
  const placeOfMs = new Map(tsMs.map((ms, i) => [ms, i]));
  const lines = new Map<string, Chart['series'][number]>();
  for (const row of data) {
    const device = texts.map(({ place }) => cellText(row[place] ?? null)).join(' ');
    const at = placeOfMs.get(msOf(row[time.place]));
    for (const { name, place } of numbers) {
      const key = `${name}\u0000${device}`;
      if (!lines.has(key) && lines.size >= maxLines) continue;
      const line = lines.get(key) ?? {
        name,
        device,
        values: new Array<number | null>(tsMs.length).fill(null),
      };
      lines.set(key, line);
      const value = row[place];
      if (at !== undefined && value !== null && value !== undefined) line.values[at] = Number(value);
    }
  }
  return {
    chart: 'cpu',
    title: 'Result',
    unit: unitOf(numbers.map(({ name }) => name)),
    stacked: false,
    ranked: false,
    sql: '',
    tsMs,
    series: [...lines.values()],
  };
}
