import { GrowingArray } from './growing-array.ts';
import type { NativeColumn } from './native-column.ts';
import type { NativeWriter } from './native-writer.ts';

/** Nullable(Float64): a byte per value that says whether it is missing, then the values. NaN = missing. */
export class NullableFloat64Column implements NativeColumn {
  readonly type = 'Nullable(Float64)';
  readonly #nulls = new GrowingArray<Uint8Array<ArrayBuffer>>(Uint8Array);
  readonly #values = new GrowingArray<Float64Array<ArrayBuffer>>(Float64Array);

  /** `count` of the values, from `start` on. */
  append(values: Float64Array, start: number, count: number): void {
    let at = this.#nulls.extend(count);
    let place = this.#values.extend(count);
    for (let i = start; i < start + count; i++) {
      const value = values[i]!;
      const isMissing = Number.isNaN(value);
      this.#nulls.array[at++] = isMissing ? 1 : 0;
      this.#values.array[place++] = isMissing ? 0 : value;
    }
  }

  /** One value for each count of 1, a missing one for each 0. */
  appendWhere(counts: Uint32Array, values: Float64Array): void {
    const spread = new Float64Array(counts.length).fill(NaN);
    for (let i = 0, next = 0; i < counts.length; i++) if (counts[i]! > 0) spread[i] = values[next++]!;
    this.append(spread, 0, spread.length);
  }

  fillMissing(count: number): void {
    const at = this.#nulls.extend(count);
    this.#nulls.array.fill(1, at, at + count);
    this.#values.extend(count);
  }

  writePrefix(): void {}

  writeData(out: NativeWriter): void {
    out.bytes(this.#nulls.bytes());
    out.bytes(this.#values.bytes());
  }
}
