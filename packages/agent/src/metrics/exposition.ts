import type { MetricKind } from './metric-row.ts';
import { labelNamePattern, namePattern, type Labels } from './series.ts';

/** A line of the Prometheus text format that tells a value. */
export interface Exposed {
  readonly name: string;
  readonly labels: Labels;
  /** May be NaN or infinite. */
  readonly value: number;
  readonly kind: MetricKind;
}

const typeLine = /^#[ \t]+TYPE[ \t]+(\S+)[ \t]+(\w+)[ \t]*$/;
const labelValue = /[ \t]*=[ \t]*"((?:[^"\\]|\\[\\"n])*)"[ \t]*/y;
const rest = /[ \t]+([^ \t]+)[ \t]*$/y;
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const notDecimal: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, infinity: Infinity };

/**
 * Reads the Prometheus text format line by line. What has no `# TYPE`, or another than counter, histogram and summary,
 * is a gauge: that is what can be said of it without guessing. State: the types told so far, so one reader per file.
 */
export class ExpositionReader {
  readonly #types = new Map<string, string>();

  /** undefined: a comment or an empty line. 'malformed': also a line with a time, which would be taken for now. */
  line(text: string): Exposed | 'malformed' | undefined {
    const trimmed = text.trim();
    if (trimmed === '') return undefined;
    if (trimmed.startsWith('#')) {
      const [, name, type] = typeLine.exec(trimmed) ?? [];
      if (name !== undefined) this.#types.set(name, type!);
      return undefined;
    }
    const name = matchAt(namePattern, trimmed, 0)?.[0];
    if (name === undefined) return 'malformed';
    const labels: [string, string][] = [];
    const at = trimmed[name.length] === '{' ? readLabels(trimmed, name.length + 1, labels) : name.length;
    const parsed = at === undefined ? undefined : matchAt(rest, trimmed, at)?.[1];
    const value = parsed === undefined ? undefined : numberOf(parsed);
    return value === undefined ? 'malformed' : { name, labels, value, kind: this.#kindOf(name) };
  }

  #kindOf(name: string): MetricKind {
    if (this.#types.get(name) === 'counter') return 'counter';
    const [, family, suffix] = /^(.*)_(total|bucket|count|sum)$/.exec(name) ?? [];
    const type = family === undefined ? undefined : this.#types.get(family);
    if (suffix === 'total') return type === 'counter' ? 'counter' : 'gauge'; // as OpenMetrics names them
    return type === 'histogram' || (type === 'summary' && suffix !== 'bucket') ? 'counter' : 'gauge';
  }
}

/** Fills `labels`; the place behind the closing brace, undefined when they are malformed. */
function readLabels(text: string, start: number, labels: [string, string][]): number | undefined {
  let at = skipBlank(text, start);
  while (text[at] !== '}') {
    const name = matchAt(labelNamePattern, text, at)?.[0];
    if (name === undefined) return undefined;
    const value = matchAt(labelValue, text, at + name.length);
    if (value === undefined) return undefined;
    labels.push([name, unescaped(value[1]!)]);
    at += name.length + value[0].length;
    if (text[at] === ',') at = skipBlank(text, at + 1);
    else if (text[at] !== '}') return undefined;
  }
  return at + 1;
}

function skipBlank(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

function unescaped(value: string): string {
  return value.replace(/\\([\\"n])/g, (_, c: string) => (c === 'n' ? '\n' : c));
}

function numberOf(text: string): number | undefined {
  if (decimal.test(text)) return Number(text);
  const [, sign, word] = /^([+-]?)([a-z]+)$/i.exec(text) ?? [];
  const value = word === undefined ? undefined : notDecimal[word.toLowerCase()];
  return value === undefined ? undefined : sign === '-' ? -value : value;
}

function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | undefined {
  sticky.lastIndex = at;
  return sticky.exec(text) ?? undefined;
}
