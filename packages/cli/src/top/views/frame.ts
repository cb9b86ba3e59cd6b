import { plainLine, span, type Line, type Span } from '../screen/line.ts';
import { fit, widthOf } from '../screen/text.ts';
import type { TopState } from '../state.ts';

/** `03:12:05`, with its day when that is not today. */
function timeText(ms: number, { nowMs, timeZone }: Pick<TopState, 'nowMs' | 'timeZone'>): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = new Intl.DateTimeFormat('en-GB', { ...zone, weekday: 'short', day: 'numeric', month: 'short' });
  const time = new Intl.DateTimeFormat('en-GB', { ...zone, timeStyle: 'medium' });
  const isToday = day.format(ms) === day.format(nowMs);
  return isToday ? time.format(ms) : `${day.format(ms).replace(',', '')} ${time.format(ms)}`;
}

/** Whether it is live, and of when it is. */
function statusSpans(state: TopState): Span[] {
  if (state.link.phase === 'failed') return [span('Not connected', 'critical')];
  if (state.atMs !== undefined) return [span(`Past ${timeText(state.atMs, state)}`, 'warning')];
  const time = timeText(state.nowMs, state);
  return state.link.phase === 'current' ? [span(`Live ${time}`, 'good')] : [span(`Loading ${time}`, 'dim')];
}

/** The first line: what is shown at the left, of when at the right. */
export function headerLine(state: TopState, left: Line): Line {
  const right = statusSpans(state);
  const rightWidth = right.reduce((sum, { text }) => sum + widthOf(text), 0);
  const room = Math.max(0, state.columns - rightWidth - 1);
  const shown: Span[] = [];
  let taken = 0;
  for (const { text, style } of left) {
    const piece = fit(text, Math.min(widthOf(text), room - taken));
    taken += widthOf(piece);
    shown.push(span(piece, style));
  }
  return [...shown, span(' '.repeat(room - taken + 1)), ...right];
}

/** Keys with what they do, as many as fit. */
function keysLine(keys: readonly (readonly [string, string])[], columns: number): Line {
  const spans: Span[] = [];
  let taken = 0;
  for (const [key, does] of keys) {
    taken += widthOf(key) + widthOf(does) + 3;
    if (taken > columns + 2) break;
    spans.push(span(key, 'bold'), span(` ${does}  `, 'dim'));
  }
  return spans;
}

/** What stands at the foot: what is typed, what failed, or the keys. */
export function footLine(state: TopState, keys: readonly (readonly [string, string])[]): Line {
  const { prompt, link } = state;
  if (prompt !== undefined) {
    const title = prompt.kind === 'filter' ? 'Filter: ' : 'Time: ';
    const hint =
      prompt.kind === 'filter' ? 'text, env=prod, state=late, cpu>80' : '03:12, -2h, 2026-11-30 03:12';
    const after = prompt.problem ?? (prompt.text === '' ? hint : '');
    return [
      span(title, 'bold'),
      span(prompt.text),
      span(' ', 'chosen'),
      span(` ${after}`, prompt.problem === undefined ? 'dim' : 'critical'),
    ];
  }
  if (link.phase === 'failed') return [span(link.message, 'critical')];
  return keysLine(keys, state.columns);
}

/** Exactly as many lines as the screen has: the middle is cut or filled up, the foot stays. */
export function fullPage(
  state: TopState,
  { head, body, foot }: { head: Line[]; body: Line[]; foot: Line },
): Line[] {
  const room = Math.max(0, state.rows - head.length - 1);
  const middle = [
    ...body.slice(0, room),
    ...Array.from({ length: Math.max(0, room - body.length) }, () => []),
  ];
  return [...head, ...middle, foot].slice(-Math.max(1, state.rows));
}

/** Two blocks of lines side by side, each `width` wide, with a gap between. */
export function beside(
  left: readonly Line[],
  right: readonly Line[],
  { width, gap }: { width: number; gap: number },
): Line[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => {
    const line = left[i] ?? [];
    const taken = widthOf(plainLine(line, width).trimEnd());
    const own = line.reduce((sum, { text }) => sum + widthOf(text), 0);
    const fill = Math.max(0, width - Math.max(taken, own)) + gap;
    return [...line, span(' '.repeat(fill)), ...(right[i] ?? [])];
  });
}
