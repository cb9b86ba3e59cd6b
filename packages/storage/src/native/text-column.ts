import { GrowingArray } from './growing-array.ts';
import type { NativeColumn } from './native-column.ts';
import type { NativeWriter } from './native-writer.ts';

/** Keys in this block's own dictionary, and the reader shall take them over. */
const keysFollow = (1 << 9) | (1 << 10);
const dictionaryVersion = 1;

/** LowCardinality(String): each distinct text once, then an index per row in the narrowest integer that holds it. */
export class TextColumn implements NativeColumn {
  readonly type = 'LowCardinality(String)';
  readonly #keys = new Map<string, number>();
  /** Used again for every batch. */
  readonly #keysOfBatch = new GrowingArray<Uint32Array<ArrayBuffer>>(Uint32Array);
  readonly #indexes = new GrowingArray<Uint32Array<ArrayBuffer>>(Uint32Array);

  fill(text: string, count: number): void {
    const key = this.#intern(text);
    const at = this.#indexes.extend(count);
    this.#indexes.array.fill(key, at, at + count);
  }

  /** `texts[rows[i]]` for each i. */
  append(texts: readonly string[], rows: Uint32Array): void {
    const keys = this.#keysOfBatch;
    keys.length = 0;
    keys.extend(texts.length);
    for (let i = 0; i < texts.length; i++) keys.array[i] = this.#intern(texts[i]!);
    const at = this.#indexes.extend(rows.length);
    const indexes = this.#indexes.array;
    for (let i = 0; i < rows.length; i++) indexes[at + i] = keys.array[rows[i]!]!;
  }

  writePrefix(out: NativeWriter): void {
    out.uint64(dictionaryVersion);
  }

  writeData(out: NativeWriter): void {
    const rows = this.#indexes.length;
    if (rows === 0) return; // an array column without any element has no dictionary either
    const width = this.#keys.size <= 0x100 ? 0 : this.#keys.size <= 0x10000 ? 1 : 2;
    out.uint64(keysFollow | width);
    out.uint64(this.#keys.size);
    for (const key of this.#keys.keys()) out.text(key);
    out.uint64(rows);
    const indexes = this.#indexes.array.subarray(0, rows);
    if (width === 0) out.bytes(Uint8Array.from(indexes));
    else if (width === 1) out.bytes(new Uint8Array(Uint16Array.from(indexes).buffer));
    else out.bytes(this.#indexes.bytes());
  }

  #intern(text: string): number {
    const known = this.#keys.get(text);
    if (known !== undefined) return known;
    this.#keys.set(text, this.#keys.size);
    return this.#keys.size - 1;
  }
}
