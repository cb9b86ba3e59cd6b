/** Numbers for narrow columns: at most five characters, "–" where there is none. */

const noValue = '–';
const prefixes = ['', 'K', 'M', 'G', 'T', 'P'];

/** Bytes, or bytes per second: `0`, `812`, `6.1M`, `53G`. */
export function shortBytes(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined || !Number.isFinite(bytes)) return noValue;
  let value = Math.max(0, bytes);
  let power = 0;
  while (value >= 999.5 && power < prefixes.length - 1) {
    value /= 1024;
    power += 1;
  }
  const digits = power > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)}${prefixes[power] ?? ''}`;
}

/** A percentage without its sign: `0.4`, `42.1`, `100`, `1234`. */
export function shortPct(pct: number | null | undefined): string {
  if (pct === null || pct === undefined || !Number.isFinite(pct)) return noValue;
  return pct.toFixed(pct < 99.95 ? 1 : 0);
}

export function shortLoad(load: number | null | undefined): string {
  if (load === null || load === undefined || !Number.isFinite(load)) return noValue;
  return load.toFixed(load < 99.995 ? 2 : 0);
}

export function shortCount(count: number | null | undefined): string {
  return count === null || count === undefined ? noValue : String(Math.round(count));
}
