import { fit, headOf, safeText, widthOf } from './text.ts';

/** How a piece of a line looks. `chosen` is seen without colours, too. */
export type Style = 'bold' | 'dim' | 'accent' | 'good' | 'warning' | 'critical' | 'chosen' | 'heading';

export interface Span {
  readonly text: string;
  readonly style?: Style | undefined;
}

/** One line of the screen, from left to right. */
export type Line = readonly Span[];

export function span(text: string, style?: Style): Span {
  return style === undefined ? { text } : { text, style };
}

/** How lines are written. */
interface LineFormat {
  /** Columns of the screen. */
  readonly width: number;
  /** Without: bold, dim and reversed only. */
  readonly colours: boolean;
  /** Without: ASCII only, for terminals that have nothing else. */
  readonly unicode: boolean;
}

const attributes: Readonly<Record<Style, string>> = {
  bold: '1',
  dim: '2',
  accent: '',
  good: '',
  warning: '',
  critical: '1',
  chosen: '7',
  heading: '4',
};
const colours: Readonly<Record<Style, string>> = {
  ...attributes,
  accent: '36',
  good: '32',
  warning: '33',
  critical: '1;31',
};

/** The line in exactly `width` columns, without styles. */
export function plainLine(line: Line, width: number): string {
  return fit(line.map(({ text }) => text).join(''), width);
}

/** The spans that fit into `width` columns, with "…" at the end where something was cut off. */
function cutLine(line: Line, width: number): Line {
  const total = line.reduce((sum, { text }) => sum + widthOf(text), 0);
  let left = total > width ? width - 1 : width;
  const shown = line.flatMap(({ text, style }): Span[] => {
    const piece = safeText(text);
    const kept = widthOf(piece) <= left ? piece : headOf(piece, left);
    left -= widthOf(kept) < widthOf(piece) ? left : widthOf(kept);
    return kept === '' ? [] : [span(kept, style)];
  });
  return total > width && width > 0 ? [...shown, span('…', shown.at(-1)?.style)] : shown;
}

/** The line in exactly `width` columns, as a terminal takes it. Nothing in a text can be a control sequence. */
export function encodeLine(line: Line, { width, colours: isColoured, unicode }: LineFormat): string {
  let left = width;
  let encoded = '';
  for (const { text, style } of cutLine(line, width)) {
    left -= widthOf(text);
    const written = unicode ? text : asciiOf(text);
    const code = style === undefined ? '' : (isColoured ? colours : attributes)[style];
    encoded += code === '' ? written : `\u001b[${code}m${written}\u001b[0m`;
  }
  return encoded + ' '.repeat(Math.max(0, left));
}

/** The same over the whole width, as the one that is chosen. */
export function chosenLine(line: Line, width: number): Line {
  return [span(plainLine(line, width), 'chosen')];
}

const lookalikes: Readonly<Record<string, string>> = {
  '█': '#',
  '▇': '#',
  '▆': '*',
  '▅': '*',
  '▄': '+',
  '▃': '-',
  '▂': '.',
  '▁': '_',
  '●': 'o',
  '◐': '!',
  '○': 'x',
  '◌': '?',
  '▲': '^',
  '▼': 'v',
  '↑': '^',
  '↓': 'v',
  '←': '<',
  '→': '>',
  '…': '~',
  '·': '.',
  '–': '-',
};

/** Every character that is no ASCII becomes one that looks like it, or "?"; wide ones become two. */
function asciiOf(text: string): string {
  return text.replace(
    /[^\x20-\x7e]/gu,
    (character) => lookalikes[character] ?? '?'.repeat(widthOf(character)),
  );
}
