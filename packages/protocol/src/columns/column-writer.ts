import { WireWriter } from '../wire/wire-writer.ts';

/** Packs the codes of one column and knows where the code that repeats to the end was first written. */
export class ColumnWriter {
  readonly #writer = new WireWriter(256);
  #lastHalf = -1;
  #lastLow = -1;
  #lastReal: number | undefined;
  #cutAt = 0;

  begin(): void {
    this.#writer.clear();
    this.#lastHalf = -1;
    this.#lastReal = undefined;
    this.#cutAt = 0;
  }

  /** The code 2 · half + low. */
  code(half: number, low: number): void {
    this.#writer.halves(half, low);
    if (half === this.#lastHalf && low === this.#lastLow) return;
    this.#lastHalf = half;
    this.#lastLow = low;
    this.#cutAt = this.#writer.length;
  }

  /** A code of 8 bytes. */
  real(value: number): void {
    this.#writer.double(value);
    if (Object.is(value, this.#lastReal)) return;
    this.#lastReal = value;
    this.#cutAt = this.#writer.length;
  }

  /** The codes without those that repeat at the end; valid until begin(). */
  finish(): Uint8Array {
    return this.#writer.bytes.subarray(0, this.#cutAt);
  }

  /** All codes; valid until begin(). */
  whole(): Uint8Array {
    return this.#writer.view();
  }
}
