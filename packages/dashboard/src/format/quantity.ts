import type { ChartUnit } from '../api/types.ts';

/** Shown where there is no value. */
export const noValue = '–';

const iecPrefixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const siPrefixes = ['', 'k', 'M', 'G', 'T'];

/** Three significant digits at most, never an exponent: 0.05, 4.27, 42.7, 427, 4270. */
export function formatNumber(value: number): string {
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude < 0.005) return value < 0 ? '> -0.01' : '< 0.01';
  if (magnitude >= 99.95) return Math.round(value).toString();
  if (magnitude >= 9.995) return value.toFixed(1);
  return value.toFixed(2);
}

function scale(value: number, base: number, prefixes: readonly string[]): [number, string] {
  let scaled = value;
  let step = 0;
  // 999.5 rounds to 1000, which belongs to the next prefix already.
  while (Math.abs(scaled) >= Math.min(base, 999.5) && step < prefixes.length - 1) {
    scaled /= base;
    step += 1;
  }
  return [scaled, prefixes[step] ?? ''];
}

function formatBytes(bytes: number): string {
  const [scaled, prefix] = scale(bytes, 1024, iecPrefixes);
  return prefix === '' ? `${Math.round(scaled)} B` : `${formatNumber(scaled)} ${prefix}B`;
}

function formatCount(count: number): string {
  const [scaled, prefix] = scale(count, 1000, siPrefixes);
  // Eight threads are 8, not 8.00; a mean of counts keeps its fraction.
  const number = Number.isInteger(scaled) ? String(scaled) : formatNumber(scaled);
  return prefix === '' ? number : `${number} ${prefix}`;
}

function formatMilliseconds(ms: number): string {
  if (ms >= 1000) return `${formatNumber(ms / 1000)} s`;
  return ms !== 0 && ms < 0.1 ? `${Math.round(ms * 1000)} µs` : `${formatNumber(ms)} ms`;
}

/** A measured value with its unit: `42.7 %`, `1.50 GiB`, `12.0 MiB/s`, `3.20 ms`. */
export function formatQuantity(value: number | null | undefined, unit: ChartUnit): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return noValue;
  switch (unit) {
    case 'pct':
      return `${value.toFixed(1)} %`;
    case 'bytes':
      return formatBytes(value);
    case 'bytes_per_s':
      return `${formatBytes(value)}/s`;
    case 'ops_per_s':
      return `${formatCount(value)}/s`;
    case 'ms':
      return formatMilliseconds(value);
    case 'load':
      return value.toFixed(2);
    case 'count':
      return formatCount(value);
    case 'celsius':
      return `${value.toFixed(1)} °C`;
    case 'rpm':
      return `${Math.round(value)} rpm`;
  }
}

const trailingZeros = /(\.\d*?)0+(?=\D|$)/;

/** The same for the ticks of an axis: no zeros that say nothing. */
export function formatTick(value: number, unit: ChartUnit): string {
  if (value === 0) return '0';
  const text = unit === 'load' ? formatNumber(value) : formatQuantity(value, unit);
  return text.replace(trailingZeros, '$1').replace(/\.(?=\D|$)/, '');
}
