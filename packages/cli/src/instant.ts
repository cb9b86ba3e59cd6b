/** Instants as people write them. */

const secondMs = 1_000;
const units: Readonly<Record<string, number>> = {
  s: secondMs,
  m: 60 * secondMs,
  h: 3_600 * secondMs,
  d: 86_400 * secondMs,
};
const dayMs = 86_400_000;

/** What `parseInstant` takes, for help and messages. */
export const instantForms = '03:12, "yesterday 03:12", 2026-11-30T03:12:05Z, or -2h';

/**
 * An instant of the past in ms since 1970: `03:12` (the last time that it was), `yesterday 03:12`, `2026-11-30 03:12`, each
 * with seconds or without and in the time zone of this machine; an ISO instant with its zone; `-90m` or `2h ago`. undefined:
 * not understood, or not in the past.
 */
export function parseInstant(text: string, nowMs: number): number | undefined {
  const words = text.trim().toLowerCase();
  const atMs = ago(words, nowMs) ?? clockTime(words, nowMs) ?? calendarTime(text.trim());
  return atMs !== undefined && atMs >= 0 && atMs <= nowMs ? atMs : undefined;
}

function ago(words: string, nowMs: number): number | undefined {
  const [, amount, unit = ''] = /^-?(\d+(?:\.\d+)?)\s*([smhd])(?:\s+ago)?$/.exec(words) ?? [];
  const factor = units[unit];
  return amount === undefined || factor === undefined ? undefined : nowMs - Number(amount) * factor;
}

function clockTime(words: string, nowMs: number): number | undefined {
  const found = /^(?:(today|yesterday)\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(words);
  if (found === null) return undefined;
  const [, day, hours, minutes, seconds] = found;
  const time = new Date(nowMs - (day === 'yesterday' ? dayMs : 0));
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return undefined;
  time.setHours(Number(hours), Number(minutes), Number(seconds ?? 0), 0);
  if (day === undefined && time.getTime() > nowMs) time.setDate(time.getDate() - 1);
  return time.getTime();
}

function calendarTime(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(text))
    return undefined;
  const ms = Date.parse(text.length === 10 ? `${text}T00:00` : text.replace(' ', 'T'));
  return Number.isNaN(ms) ? undefined : ms;
}
