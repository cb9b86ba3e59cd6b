import type { Labels } from './series.ts';

/** A line of StatsD, with DogStatsD's tags and several values. */
export interface StatsdLine {
  readonly name: string;
  readonly type: 'c' | 'g' | 'ms' | 'h' | 'd' | 's';
  /** At least one. As text: of a gauge the sign matters, members of sets are any text. */
  readonly values: readonly string[];
  /** From 0, exclusive, to 1: each value stands for 1 / rate of them. */
  readonly rate: number;
  readonly labels: Labels;
}

const line = /^([^:|]+):([^|]+)\|(ms|[cghds])((?:\|[^|]*)*)$/;
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * `NAME:VALUE|TYPE`, with `|@RATE` and `|#TAG:VALUE,...`; other parts (DogStatsD's container id, a time) are ignored.
 * undefined: malformed.
 */
export function parseStatsdLine(text: string): StatsdLine | undefined {
  const [, name, parsed, type, parts] = line.exec(text) ?? [];
  if (name === undefined) return undefined;
  const values = type === 's' ? [parsed!] : parsed!.split(':');
  if (type !== 's' && !values.every((value) => decimal.test(value))) return undefined;
  let rate = 1;
  let labels: Labels = [];
  for (const part of parts!.split('|').slice(1)) {
    if (part.startsWith('@')) rate = decimal.test(part.slice(1)) ? Number(part.slice(1)) : NaN;
    if (part.startsWith('#')) labels = parseTags(part.slice(1));
    if (/^T\d/.test(part)) return undefined; // of another time: it would be taken for now
  }
  return rate > 0 && rate <= 1 ? { name, type: type as StatsdLine['type'], values, rate, labels } : undefined;
}

/** `k:v,k:v,flag`; a tag without a value is a label with an empty one. */
function parseTags(text: string): [string, string][] {
  return text
    .split(',')
    .filter((tag) => tag !== '')
    .map((tag) => {
      const colon = tag.indexOf(':');
      return colon < 0 ? [tag, ''] : [tag.slice(0, colon), tag.slice(colon + 1)];
    });
}
