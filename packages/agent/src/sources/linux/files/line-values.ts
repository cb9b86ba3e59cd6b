/**
 * Numbers of a kernel file, each at the start of a line behind a key: `MemFree:   19980940 kB`, `pgfault 4711`.
 *
 * State: one regular expression over all keys that the file has, in the order of the file. V8 compiles expressions to
 * machine code also where it does not optimise programs, as in the agent, so one match costs a tenth of reading the text step
 * by step. Which keys there are and in which order differs between kernels and hardly while one runs: it is learnt at
 * the first parse, and again when the expression does not match or a key came that was missing.
 */
export class LineValues {
  readonly #keys: readonly string[];
  #pattern: RegExp | undefined;
  /** Keys that the file did not have. */
  #missing: readonly string[] = [];
  /** For each group of the pattern the index of its key. */
  #keyOfGroup: readonly number[] = [];

  /** With what stands between a key and its number, but for blanks. */
  constructor(keys: readonly string[]) {
    this.#keys = keys;
  }

  /** In the order of the keys; NaN for one that the file does not have. */
  parse(file: Buffer | string): Float64Array {
    const text = typeof file === 'string' ? file : file.toString('latin1');
    const values = new Float64Array(this.#keys.length).fill(NaN);
    const hasNew = this.#missing.length > 0 && this.#missing.some((key) => placeOf(key, text) >= 0);
    const known = hasNew ? undefined : this.#pattern?.exec(text);
    const match = known ?? this.#learn(text).exec(text);
    for (let i = 0; i < this.#keyOfGroup.length; i++) values[this.#keyOfGroup[i]!] = toNumber(match?.[i + 1]);
    return values;
  }

  #learn(text: string): RegExp {
    const found = this.#keys
      .map((key, index) => ({ key, index, at: placeOf(key, text) }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at);
    this.#missing = this.#keys.filter((_, index) => !found.some((each) => each.index === index));
    this.#keyOfGroup = found.map(({ index }) => index);
    const lines = found.map(({ key }) => `^${key.replace(/[.()]/g, '\\$&')}[ \\t]*(\\d*)`);
    this.#pattern = new RegExp(lines.join('[^]*?'), 'm');
    return this.#pattern;
  }
}

/** Where the first line begins with it, -1 where none does. */
function placeOf(key: string, text: string): number {
  return text.startsWith(key) ? 0 : text.indexOf(`\n${key}`);
}

/** A count from 0 on; NaN for what is none. */
export function toNumber(digits: string | undefined): number {
  const value = digits === undefined || digits === '' ? NaN : Number(digits);
  return value >= 0 ? value : NaN;
}

/** In an expression: the next `count` numbers of a line, a group for each; one that the line does not have is undefined. */
export function numbersOfLine(count: number): string {
  return '(?:[ \\t]*(\\S+))?'.repeat(count);
}

/** Puts the numbers that groups of a match hold, from the group `first` on, at the end of `into`. */
export function addNumbers(into: number[], match: RegExpExecArray, first: number): void {
  for (let group = first; group < match.length; group++) into.push(toNumber(match[group]));
}

/**
 * Every match of a global expression in the text. A loop over `matchAll`, or over lines, makes iterators and their results,
 * which is what a parser that runs every second would mostly do where programs are not optimised.
 */
export function eachMatch(pattern: RegExp, text: string, take: (match: RegExpExecArray) => void): void {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) take(match);
}
