import { toNumber } from './line-values.ts';

/**
 * Counters of /proc/net/snmp and /proc/net/netstat: for each protocol a line of names and, right below it, one of
 * numbers. Which counters there are and in which order differs between kernels.
 *
 *     Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens ...
 *     Tcp: 1 200 120000 -1 4593 ...
 *
 * State: the bytes up to the numbers as they were last seen, and an expression for the numbers (line-values.ts says why),
 * which is right while those bytes are the same. When they are not, the names are learnt anew.
 */
export class ProtocolCounters {
  readonly #lineStart: Buffer;
  readonly #names: readonly string[];
  /** The line of names and what begins the line of numbers; empty when there is none. */
  #heading: Buffer = Buffer.alloc(0);
  #numbers = /^/;
  /** For each name its group in the expression; 0 for one that the kernel does not count. */
  #groups: readonly number[] = [];

  constructor(protocol: string, names: readonly string[]) {
    this.#lineStart = Buffer.from(`\n${protocol}: `, 'latin1');
    this.#names = names;
  }

  /** `file` is the whole. What `names` asks for, in that order; NaN for what the kernel does not count. */
  parse(file: Buffer): number[] {
    const match = this.#match(file);
    return this.#groups.map((group) => (group === 0 ? NaN : toNumber(match?.[group])));
  }

  #match(file: Buffer): RegExpExecArray | null {
    const start = this.#find(file);
    if (start < 0 || !this.#isHeading(file, start)) this.#learn(file, start);
    if (this.#heading.length === 0) return null;
    const from = start + this.#heading.length;
    const end = file.indexOf('\n', from);
    return this.#numbers.exec(file.toString('latin1', from, end < 0 ? file.length : end));
  }

  /** Where the line of names starts; -1 when there is none. */
  #find(file: Buffer): number {
    const prefixBytes = this.#lineStart.length - 1;
    if (file.length >= prefixBytes && this.#lineStart.compare(file, 0, prefixBytes, 1) === 0) return 0;
    const before = file.indexOf(this.#lineStart);
    return before < 0 ? -1 : before + 1;
  }

  #isHeading(file: Buffer, start: number): boolean {
    const { length } = this.#heading;
    return length > 0 && file.subarray(start, start + length).equals(this.#heading);
  }

  #learn(file: Buffer, start: number): void {
    const end = start < 0 ? -1 : file.indexOf(this.#lineStart, start);
    const isRightBelow = end >= 0 && file.indexOf('\n', start) === end;
    this.#heading = isRightBelow
      ? Buffer.from(file.subarray(start, end + this.#lineStart.length))
      : Buffer.alloc(0);
    const namesFrom = start + this.#lineStart.length - 1;
    const counted = isRightBelow ? file.toString('latin1', namesFrom, end).split(' ') : [];
    const places = this.#names.map((name) => counted.indexOf(name));
    const wanted = places.filter((place) => place >= 0).sort((a, b) => a - b);
    this.#groups = places.map((place) => wanted.indexOf(place) + 1);
    const steps = wanted.map((place, i) => `(?:\\S+ ){${place - (wanted[i - 1] ?? -1) - 1}}(\\S+)`);
    this.#numbers = new RegExp(`^${steps.join(' ')}`);
  }
}
