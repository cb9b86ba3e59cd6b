// The part of time a page shows, and how its address carries it: `?range=1h` moves with the present,
// `?from=…&to=…` (ISO 8601, or ms since 1970) stands still. Without either: the last five minutes, live.

export interface LiveRange {
  kind: 'live';
  spanMs: number;
}
export interface FixedRange {
  kind: 'fixed';
  fromMs: number;
  toMs: number;
}
export type TimeRange = LiveRange | FixedRange;

export interface TimeWindow {
  fromMs: number;
  toMs: number;
}

const minute = 60_000;

export const rangePresets: readonly { id: string; name: string; spanMs: number }[] = [
  { id: '5m', name: '5 min', spanMs: 5 * minute },
  { id: '15m', name: '15 min', spanMs: 15 * minute },
  { id: '1h', name: '1 h', spanMs: 60 * minute },
  { id: '6h', name: '6 h', spanMs: 360 * minute },
  { id: '24h', name: '24 h', spanMs: 1440 * minute },
  { id: '7d', name: '7 d', spanMs: 10_080 * minute },
  { id: '30d', name: '30 d', spanMs: 43_200 * minute },
  { id: '90d', name: '90 d', spanMs: 129_600 * minute },
  { id: '1y', name: '1 y', spanMs: 366 * 1440 * minute },
  { id: '3y', name: '3 y', spanMs: 3 * 366 * 1440 * minute },
];

export const defaultRange: LiveRange = { kind: 'live', spanMs: 5 * minute };

/** Around an instant that is looked at (`?at=…`), so much is shown. */
const beforeInstantMs = 20 * minute;
const afterInstantMs = 10 * minute;

/** The narrowest and widest window that can be asked for: ten samples, and what the API draws at once. */
export const minSpanMs = 10_000;
const maxSpanMs = 3_660 * 1440 * minute;

export function parseInstant(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? ms : undefined;
}

/** Anything that makes no sense gives the default: an address is typed by hand and cut off by mail programs. */
export function parseRange(query: Readonly<Record<string, string | undefined>>): TimeRange {
  const fromMs = parseInstant(query['from']);
  const toMs = parseInstant(query['to']);
  if (fromMs !== undefined && toMs !== undefined && fromMs < toMs) return fixedRange(fromMs, toMs);
  const atMs = parseInstant(query['at']);
  if (atMs !== undefined) return fixedRange(atMs - beforeInstantMs, atMs + afterInstantMs);
  const preset = rangePresets.find(({ id }) => id === query['range']);
  return preset ? { kind: 'live', spanMs: preset.spanMs } : defaultRange;
}

/** The query string for a range, with its `?`; empty for the default. */
export function rangeQuery(range: TimeRange): string {
  if (range.kind === 'fixed') {
    const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');
    return `?from=${iso(range.fromMs)}&to=${iso(range.toMs)}`;
  }
  const preset = rangePresets.find(({ spanMs }) => spanMs === range.spanMs);
  return preset === undefined || range.spanMs === defaultRange.spanMs ? '' : `?range=${preset.id}`;
}

export function windowOf(range: TimeRange, nowMs: number): TimeWindow {
  return range.kind === 'fixed'
    ? { fromMs: range.fromMs, toMs: range.toMs }
    : { fromMs: nowMs - range.spanMs, toMs: nowMs };
}

/** A range that stands still, widened around its middle or cut until its span is allowed; whole milliseconds. */
export function fixedRange(fromMs: number, toMs: number): FixedRange {
  const span = Math.min(maxSpanMs, Math.max(minSpanMs, toMs - fromMs));
  const start = Math.round((fromMs + toMs - span) / 2);
  return { kind: 'fixed', fromMs: start, toMs: start + Math.round(span) };
}

/** Moves a window by a share of its span (-0.5 = half a window earlier), never past the present. */
export function shiftWindow(window: TimeWindow, share: number, nowMs: number): FixedRange {
  const span = window.toMs - window.fromMs;
  const toMs = Math.min(Math.max(nowMs, window.toMs), window.toMs + span * share);
  return fixedRange(toMs - span, toMs);
}

/** Widens (factor > 1) or narrows a window around its middle, never past the present. */
export function scaleWindow(window: TimeWindow, factor: number, nowMs: number): FixedRange {
  const span = (window.toMs - window.fromMs) * factor;
  const middle = (window.fromMs + window.toMs) / 2;
  const toMs = Math.min(Math.max(nowMs, window.toMs), middle + span / 2);
  return fixedRange(toMs - span, toMs);
}
