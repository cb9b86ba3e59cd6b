import { KernelText } from './kernel-text.ts';

/**
 * Counters of /proc/net/snmp and /proc/net/netstat: for each protocol a line of names and, right below it, one of
 * numbers. Which counters there are and in which order differs between kernels.
 *
 *     Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens ...
 *     Tcp: 1 200 120000 -1 4593 ...
 *
 * State: the line of names as it was last seen and where in it the wanted ones are. Names do not change while a kernel
 * runs, so a read compares a line instead of taking a hundred names apart.
 */
export class ProtocolCounters {
  readonly #label: string;
  readonly #names: readonly string[];
  #heading = Buffer.alloc(0);
  /** For each name its place in the line; -1 for one that the kernel does not count. */
  #places: readonly number[] = [];

  constructor(protocol: string, names: readonly string[]) {
    this.#label = `${protocol}:`;
    this.#names = names;
  }

  /** A row of what `names` asks for, in that order; NaN for what the kernel does not count. */
  parse(bytes: Buffer): Float64Array {
    const counters = new Float64Array(this.#names.length).fill(NaN);
    const text = new KernelText(bytes);
    if (!text.seekLine(this.#label)) return counters;
    const heading = text.restOfLine();
    if (!heading.equals(this.#heading)) this.#learn(heading);
    if (!text.startsWith(this.#label)) return counters;
    const words = text.restOfLine().toString('latin1', this.#label.length).trim().split(' ');
    this.#places.forEach((place, i) => place >= 0 && (counters[i] = Number(words[place] ?? NaN)));
    return counters;
  }

  #learn(heading: Buffer): void {
    this.#heading = Buffer.from(heading); // a copy: the bytes are read over
    const names = heading.toString('latin1').trim().split(' ');
    this.#places = this.#names.map((name) => names.indexOf(name));
  }
}
