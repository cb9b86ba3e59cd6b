import { WireWriter } from '../wire/wire-writer.ts';

/**
 * Packs the codes of one column. Most columns hold the same code over and over, so repetitions are counted and written
 * only when another code follows.
 */
export class ColumnWriter {
  readonly #writer = new WireWriter(256);
  #lastHalf = -1;
  #lastLow = -1;
  #lastReal: number | undefined;
  /** How often the last code came again, not yet written. */
  #repeats = 0;

  begin(): void {
    this.#writer.clear();
    this.#lastHalf = -1;
    this.#lastReal = undefined;
    this.#repeats = 0;
  }

  /** The code 2 · half + low. */
  code(half: number, low: number): void {
    if (half === this.#lastHalf && low === this.#lastLow) {
      this.#repeats++;
      return;
    }
    if (this.#repeats > 0) this.#writeRepeats();
    this.#lastHalf = half;
    this.#lastLow = low;
    this.#writer.halves(half, low);
  }

  /** The last code once more. */
  again(): void {
    this.#repeats++;
  }

  /** A code of 8 bytes; a column has codes of one kind. */
  real(value: number): void {
    if (this.#lastReal !== undefined && Object.is(value, this.#lastReal)) {
      this.#repeats++;
      return;
    }
    if (this.#repeats > 0) this.#writeRepeats();
    this.#lastReal = value;
    this.#writer.double(value);
  }

  /** The codes without those that repeat at the end; valid until begin(). */
  finish(): Uint8Array {
    return this.#writer.view();
  }

  /** All codes; valid until begin(). */
  whole(): Uint8Array {
    this.#writeRepeats();
    return this.#writer.view();
  }

  #writeRepeats(): void {
    for (; this.#repeats > 0; this.#repeats--) {
      if (this.#lastReal === undefined) this.#writer.halves(this.#lastHalf, this.#lastLow);
      else this.#writer.double(this.#lastReal);
    }
  }
}
