import { textOf } from './text.ts';

const newline = 10;
const space = 32;
const tab = 9;
const zero = 48;
const nine = 57;

/**
 * A cursor over the text of a kernel file: lines of words and unsigned numbers. It works on bytes because a tick
 * reads some thousand of them and only device names need to become strings.
 *
 * A number beyond 2^53 is rounded to the nearest that a double holds. Counters only grow, so the error of an
 * increment never adds up: the sum over any time is off by two such roundings (1 byte each at 9 PB).
 */
export class KernelText {
  readonly #bytes: Buffer;
  #at: number;

  /** From the byte `at` on. */
  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get atEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** To the start of the next line. */
  nextLine(): void {
    const end = this.#bytes.indexOf(newline, this.#at);
    this.#at = end < 0 ? this.#bytes.length : end + 1;
  }

  /** Whether the bytes from here on are this text. */
  startsWith(text: string): boolean {
    return startsWith(this.#bytes, text, this.#at);
  }

  /**
   * Goes past `text` where a line starts with it: the next such line from here on, else the first of the file, so that
   * asking in the order of the file is cheapest. false: there is no such line. `text` is one of a few constants.
   */
  seekLine(text: string): boolean {
    const needle = lineStart(text);
    const next = this.#at === 0 ? -1 : this.#bytes.indexOf(needle, this.#at - 1);
    if (next < 0 && startsWith(this.#bytes, text)) {
      this.#at = text.length;
      return true;
    }
    const found = next < 0 ? this.#bytes.indexOf(needle) : next;
    if (found < 0) return false;
    this.#at = found + needle.length;
    return true;
  }

  /** The bytes from here on. */
  rest(): Buffer {
    return this.#bytes.subarray(this.#at);
  }

  /** The bytes from here to the end of the line; then the cursor is at the start of the next. */
  restOfLine(): Buffer {
    const start = this.#at;
    this.nextLine();
    return this.#bytes.subarray(start, this.#at);
  }

  /** The next number of this line; NaN when the line ends or something else comes first. */
  number(): number {
    this.#skipBlanks();
    const bytes = this.#bytes;
    const start = this.#at;
    let at = start;
    let value = 0;
    for (let byte = bytes[at]!; byte >= zero && byte <= nine; byte = bytes[++at]!)
      value = value * 10 + (byte - zero);
    this.#at = at;
    return at === start ? NaN : value;
  }

  /** The next text of this line up to a blank or `stop`, which is passed over; '' when the line ends first. */
  word(stop = space): string {
    this.#skipBlanks();
    const start = this.#at;
    while (this.#at < this.#bytes.length && !this.#endsWord(this.#bytes[this.#at]!, stop)) this.#at++;
    const word = textOf(this.#bytes.subarray(start, this.#at));
    if (this.#bytes[this.#at] === stop) this.#at++;
    return word;
  }

  /** Goes past the next text of this line, if there is one. */
  skipWord(): void {
    this.#skipBlanks();
    while (this.#at < this.#bytes.length && !this.#endsWord(this.#bytes[this.#at]!, space)) this.#at++;
  }

  /** Goes past one byte of punctuation. */
  skip(): void {
    this.#at++;
  }

  #endsWord(byte: number, stop: number): boolean {
    return byte === stop || byte === space || byte === newline || byte === tab;
  }

  #skipBlanks(): void {
    while (this.#bytes[this.#at] === space || this.#bytes[this.#at] === tab) this.#at++;
  }
}

function startsWith(bytes: Buffer, text: string, at = 0): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** A line break and the text, by the text. Bounded: keys of kernel files are constants. */
const lineStarts = new Map<string, Buffer>();

function lineStart(text: string): Buffer {
  const known = lineStarts.get(text);
  if (known !== undefined) return known;
  const bytes = Buffer.from(`\n${text}`, 'latin1');
  lineStarts.set(text, bytes);
  return bytes;
}
