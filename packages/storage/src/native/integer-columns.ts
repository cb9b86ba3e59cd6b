import { GrowingArray } from './growing-array.ts';
import type { NativeColumn } from './native-column.ts';
import type { NativeWriter } from './native-writer.ts';

const wordBase = 2 ** 32;

/** UInt8, Enum8. */
export class UInt8Column implements NativeColumn {
  readonly type: string;
  readonly #values = new GrowingArray<Uint8Array<ArrayBuffer>>(Uint8Array);

  constructor(type = 'UInt8') {
    this.type = type;
  }

  append(values: Uint8Array): void {
    const at = this.#values.extend(values.length);
    this.#values.array.set(values, at);
  }

  fill(value: number, count: number): void {
    const at = this.#values.extend(count);
    this.#values.array.fill(value, at, at + count);
  }

  writePrefix(): void {}

  writeData(out: NativeWriter): void {
    out.bytes(this.#values.bytes());
  }
}

/** Date (days since 1970), UInt16. */
export class UInt16Column implements NativeColumn {
  readonly type: string;
  readonly #values = new GrowingArray<Uint16Array<ArrayBuffer>>(Uint16Array);

  constructor(type = 'UInt16') {
    this.type = type;
  }

  fill(value: number, count: number): void {
    const at = this.#values.extend(count);
    this.#values.array.fill(value, at, at + count);
  }

  writePrefix(): void {}

  writeData(out: NativeWriter): void {
    out.bytes(this.#values.bytes());
  }
}

export class UInt32Column implements NativeColumn {
  readonly type = 'UInt32';
  readonly #values = new GrowingArray<Uint32Array<ArrayBuffer>>(Uint32Array);

  append(values: Float64Array): void {
    const at = this.#values.extend(values.length);
    this.#values.array.set(values, at);
  }

  /** 0, 1, ... count - 1 */
  appendRange(count: number): void {
    const at = this.#values.extend(count);
    const { array } = this.#values;
    for (let i = 0; i < count; i++) array[at + i] = i;
  }

  fill(value: number, count: number): void {
    const at = this.#values.extend(count);
    this.#values.array.fill(value, at, at + count);
  }

  writePrefix(): void {}

  writeData(out: NativeWriter): void {
    out.bytes(this.#values.bytes());
  }
}

/** UInt64, and DateTime64 as ms: two 32-bit words per value, low first. Numbers are integers of at most 53 bits. */
export class UInt64Column implements NativeColumn {
  readonly type: string;
  readonly #words = new GrowingArray<Uint32Array<ArrayBuffer>>(Uint32Array);

  constructor(type = 'UInt64') {
    this.type = type;
  }

  append(values: Float64Array): void {
    const at = this.#words.extend(2 * values.length);
    const words = this.#words.array;
    for (let i = 0; i < values.length; i++) {
      words[at + 2 * i] = values[i]!;
      words[at + 2 * i + 1] = Math.floor(values[i]! / wordBase);
    }
  }

  fill(value: number, count: number): void {
    this.#fillWords(value, Math.floor(value / wordBase), count);
  }

  /** 16 hex digits: an identifier that may use all 64 bits. */
  fillHex(hex: string, count: number): void {
    this.#fillWords(parseInt(hex.slice(8), 16), parseInt(hex.slice(0, 8), 16), count);
  }

  #fillWords(low: number, high: number, count: number): void {
    const at = this.#words.extend(2 * count);
    const words = this.#words.array;
    for (let i = at; i < at + 2 * count; i += 2) {
      words[i] = low;
      words[i + 1] = high;
    }
  }

  writePrefix(): void {}

  writeData(out: NativeWriter): void {
    out.bytes(this.#words.bytes());
  }
}

/** Nullable(UInt64) and Nullable(DateTime64): a byte per value that says whether it is missing, then the values. NaN = missing. */
export class NullableUInt64Column implements NativeColumn {
  readonly type: string;
  readonly #nulls = new GrowingArray<Uint8Array<ArrayBuffer>>(Uint8Array);
  readonly #words = new GrowingArray<Uint32Array<ArrayBuffer>>(Uint32Array);

  constructor(type = 'Nullable(UInt64)') {
    this.type = type;
  }

  /** `count` of the values, from `start` on; default: all. */
  append(values: Float64Array, start = 0, count = values.length): void {
    let at = this.#nulls.extend(count);
    let word = this.#words.extend(2 * count);
    const nulls = this.#nulls.array;
    const words = this.#words.array;
    for (let i = start; i < start + count; i++) {
      const value = values[i]!;
      nulls[at++] = value === value ? 0 : 1;
      words[word++] = value; // modulo 2^32; NaN is stored as 0
      words[word++] = Math.floor(value / wordBase);
    }
  }

  /** One value for each count of 1, a missing one for each 0: the readings of a group that not every sample has. */
  appendWhere(counts: Uint32Array, values: Float64Array): void {
    const spread = new Float64Array(counts.length).fill(NaN);
    for (let i = 0, next = 0; i < counts.length; i++) if (counts[i]! > 0) spread[i] = values[next++]!;
    this.append(spread);
  }

  fill(value: number, count: number): void {
    this.append(new Float64Array(count).fill(value));
  }

  fillMissing(count: number): void {
    const at = this.#nulls.extend(count);
    this.#nulls.array.fill(1, at, at + count);
    this.#words.extend(2 * count);
  }

  writePrefix(): void {}

  writeData(out: NativeWriter): void {
    out.bytes(this.#nulls.bytes());
    out.bytes(this.#words.bytes());
  }
}

/** UUID: its two halves, each as a little-endian 64-bit number, the first half first. */
export class UuidColumn implements NativeColumn {
  readonly type = 'UUID';
  readonly #words = new GrowingArray<Uint32Array<ArrayBuffer>>(Uint32Array);

  fill(uuid: string, count: number): void {
    const hex = uuid.replaceAll('-', '');
    const word = (i: number): number => parseInt(hex.slice(8 * i, 8 * i + 8), 16);
    const row = [word(1), word(0), word(3), word(2)];
    const at = this.#words.extend(4 * count);
    for (let i = 0; i < count; i++) this.#words.array.set(row, at + 4 * i);
  }

  writePrefix(): void {}

  writeData(out: NativeWriter): void {
    out.bytes(this.#words.bytes());
  }
}
