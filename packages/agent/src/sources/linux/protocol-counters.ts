import { toNumber } from './line-values.ts';

/**
 * Counters of /proc/net/snmp and /proc/net/netstat: for each protocol a line of names and, right below it, one of
 * numbers. Which counters there are and in which order differs between kernels.
 *
 *     Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens ...
 *     Tcp: 1 200 120000 -1 4593 ...
 *
 * State: a regular expression (line-values.ts says why) that begins with the line of names as it was last seen, so that
 * it matches only while its places are right. When it does not match, the names are learnt anew.
 */
export class ProtocolCounters {
  readonly #protocol: string;
  readonly #names: readonly string[];
  #pattern: RegExp | undefined;
  /** For each name its group in the pattern; 0 for one that the kernel does not count. */
  #groups: readonly number[] = [];

  constructor(protocol: string, names: readonly string[]) {
    this.#protocol = protocol;
    this.#names = names;
  }

  /** `text` is the file. What `names` asks for, in that order; NaN for what the kernel does not count. */
  parse(text: string): number[] {
    const match = this.#pattern?.exec(text) ?? this.#learn(text)?.exec(text);
    return this.#groups.map((group) => (group === 0 ? NaN : toNumber(match?.[group])));
  }

  #learn(text: string): RegExp | undefined {
    const heading = new RegExp(`^${this.#protocol}: (.*)$`, 'm').exec(text)?.[1] ?? '';
    const counted = heading.split(' ');
    const places = this.#names.map((name) => counted.indexOf(name));
    const wanted = places.filter((place) => place >= 0).sort((a, b) => a - b);
    this.#groups = places.map((place) => wanted.indexOf(place) + 1);
    const numbers = counted.map((_, place) => (wanted.includes(place) ? '(\\S+)' : '\\S+'));
    const lines = `^${this.#protocol}: ${heading}\\n${this.#protocol}: ${numbers.join(' ')}`;
    this.#pattern = /^[\w ]*$/.test(heading) ? new RegExp(lines, 'm') : undefined;
    return this.#pattern;
  }
}
