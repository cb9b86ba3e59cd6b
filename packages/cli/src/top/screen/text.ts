import { printable } from '../../terminal.ts';

/** Characters that take two columns: East Asian ones and pictures. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
/** Characters that stand on the one before them, or take no room. */
const without = /\p{M}|[\u200b-\u200f\ufe00-\ufe0f\ufeff]/u;

function columnsOf(character: string): number {
  if (without.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

/** The columns that a text takes on a terminal. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += columnsOf(character);
  return width;
}

/** Without control characters, and without what turns the direction of writing. */
export function safeText(text: string): string {
  return printable(text);
}

/** The beginning of a text, in at most `width` columns. */
export function headOf(text: string, width: number): string {
  let kept = '';
  let taken = 0;
  for (const character of text) {
    taken += columnsOf(character);
    if (taken > width) break;
    kept += character;
  }
  return kept;
}

/** What of a text fits into `width` columns, with "…" where it was cut. No control character is left in it. */
export function cut(text: string, width: number): string {
  const safe = safeText(text);
  if (widthOf(safe) <= width) return safe;
  return width <= 0 ? '' : `${headOf(safe, width - 1)}…`;
}

/** A text in exactly `width` columns: cut, or filled up with spaces. */
export function fit(text: string, width: number, side: 'left' | 'right' = 'left'): string {
  const shown = cut(text, width);
  const space = ' '.repeat(Math.max(0, width - widthOf(shown)));
  return side === 'left' ? shown + space : space + shown;
}
