/**
 * What a file says, taken apart only when its bytes are others than the last time: to compare them costs a tenth.
 *
 * State: a copy of the bytes and what they said.
 */
export class LastParse<Parsed> {
  readonly #parse: (bytes: Buffer) => Parsed;
  #last: { readonly bytes: Buffer; readonly parsed: Parsed } | undefined;

  constructor(parse: (bytes: Buffer) => Parsed) {
    this.#parse = parse;
  }

  /** The same object while the bytes are the same: nobody may change it. */
  of(bytes: Buffer): Parsed {
    if (this.#last === undefined || !bytes.equals(this.#last.bytes))
      this.#last = { bytes: Buffer.from(bytes), parsed: this.#parse(bytes) };
    return this.#last.parsed;
  }

  /** The next bytes are taken apart in any case: what they are taken apart with changed. */
  forget(): void {
    this.#last = undefined;
  }
}
