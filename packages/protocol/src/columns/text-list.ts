import { ProtocolError } from '../protocol-error.ts';

/** The names and labels of a batch, taken from the first on. */
export class TextList {
  readonly #texts: readonly string[];
  #taken = 0;

  constructor(texts: readonly string[]) {
    this.#texts = texts;
  }

  get done(): boolean {
    return this.#taken === this.#texts.length;
  }

  /** The next texts. Throws ProtocolError when there are fewer. */
  take(count: number): readonly string[] {
    const end = this.#taken + count;
    if (end > this.#texts.length) {
      throw new ProtocolError('MALFORMED', `columns texts: ${end} due, ${this.#texts.length} there`);
    }
    const taken = this.#texts.slice(this.#taken, end);
    this.#taken = end;
    return taken;
  }
}
