// Times as people read them: local time zone, 24 hours, and durations in at most two units.

const two = (n: number): string => String(n).padStart(2, '0');

/** `14:05:09` in the browser's time zone. */
export function formatTimeOfDay(ms: number): string {
  const date = new Date(ms);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

function formatDay(ms: number): string {
  const date = new Date(ms);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** `2026-11-23 14:05:09` in the browser's time zone. */
export function formatInstant(ms: number): string {
  return `${formatDay(ms)} ${formatTimeOfDay(ms)}`;
}

/** `14:05:09 – 14:10:09`, with the days where they are needed to be clear. */
export function formatInterval(fromMs: number, toMs: number): string {
  const sameDay = formatDay(fromMs) === formatDay(toMs);
  return `${formatInstant(fromMs)} – ${sameDay ? formatTimeOfDay(toMs) : formatInstant(toMs)}`;
}

const units: readonly (readonly [string, number])[] = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
];

/** `0 s`, `42 s`, `4 min 10 s`, `3 h`, `5 d 2 h`: at most two neighbouring units, rounded down. */
export function formatDuration(durationMs: number): string {
  let seconds = Math.max(0, Math.floor(durationMs / 1000));
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first === -1) return '0 s';
  const parts: string[] = [];
  for (const [name, size] of units.slice(first, first + 2)) {
    const count = Math.floor(seconds / size);
    seconds -= count * size;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.join(' ');
}

/**
 * Labels for ticks of a time axis (seconds since 1970, as uPlot gives them): seconds only where ticks are closer
 * than a minute, and the day instead of `00:00`.
 */
export function timeTickLabels(ticksS: readonly number[], tickIntervalS: number): string[] {
  return ticksS.map((tickS) => {
    const date = new Date(tickS * 1000);
    const midnight = date.getHours() === 0 && date.getMinutes() === 0 && date.getSeconds() === 0;
    if (midnight || tickIntervalS >= 86_400) return `${two(date.getMonth() + 1)}-${two(date.getDate())}`;
    const minute = `${two(date.getHours())}:${two(date.getMinutes())}`;
    return tickIntervalS < 60 ? `${minute}:${two(date.getSeconds())}` : minute;
  });
}
