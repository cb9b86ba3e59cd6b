type NumberArray =
  Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

const initialCapacity = 256;

/** A typed array that doubles when full. Elements are written through `array` after `extend` made room for them. */
export class GrowingArray<T extends NumberArray> {
  /** Valid up to `length`; a new object after `extend` had to grow, so read it again after each call. */
  array: T;
  length = 0;
  readonly #create: new (length: number) => T;

  constructor(create: new (length: number) => T) {
    this.#create = create;
    this.array = new create(initialCapacity);
  }

  /** Adds `count` elements of any value and returns the index of the first. */
  extend(count: number): number {
    const start = this.length;
    this.length += count;
    if (this.length > this.array.length) {
      const grown = new this.#create(Math.max(this.length, 2 * this.array.length));
      grown.set(this.array.subarray(0, start));
      this.array = grown;
    }
    return start;
  }

  /** The elements as they lie in memory: little endian on every machine that Node runs on. */
  bytes(): Uint8Array {
    return new Uint8Array(this.array.buffer, 0, this.length * this.array.BYTES_PER_ELEMENT);
  }
}
