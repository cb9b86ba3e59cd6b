/** The wire type of protobuf fields that hold bytes. */
export const lengthWireType = 2;

/**
 * Protobuf bytes in an array that grows. Numbers are given as halves, value = 2 · half + low, because the codes of
 * gauges need 54 bits: one more than a double holds.
 */
export class WireWriter {
  bytes: Uint8Array;
  length = 0;

  constructor(capacity: number) {
    this.bytes = new Uint8Array(capacity);
  }

  /** 0 to 2^53 - 1. */
  varint(value: number): void {
    this.halves(Math.floor(value / 2), value % 2);
  }

  /** 2 · half + low; half from 0 to 2^53 - 1, low 0 or 1. */
  halves(half: number, low: number): void {
    if (this.bytes.length < this.length + 8) this.#grow(8);
    const { bytes } = this;
    let rest = half;
    let at = this.length;
    if (rest < 64) {
      bytes[at] = rest * 2 + low;
      this.length = at + 1;
      return;
    }
    bytes[at++] = 0x80 | ((rest % 64) * 2 + low);
    rest = Math.floor(rest / 64);
    while (rest >= 128) {
      bytes[at++] = 0x80 | (rest % 128);
      rest = Math.floor(rest / 128);
    }
    bytes[at++] = rest;
    this.length = at;
  }

  /** 8 bytes; every NaN as the same ones. */
  double(value: number): void {
    if (this.bytes.length < this.length + 8) this.#grow(8);
    new DataView(this.bytes.buffer).setFloat64(this.length, Number.isNaN(value) ? NaN : value, true);
    this.length += 8;
  }

  /** A field that holds bytes: text, packed numbers or a message. */
  field(number: number, content: Uint8Array): void {
    this.varint(number * 8 + lengthWireType);
    this.varint(content.length);
    this.append(content);
  }

  /** Fields that are written already. */
  append(content: Uint8Array): void {
    if (this.bytes.length < this.length + content.length) this.#grow(content.length);
    this.bytes.set(content, this.length);
    this.length += content.length;
  }

  /** What was written; a view that the next write after clear() overwrites. */
  view(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }

  #grow(needed: number): void {
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + needed));
    larger.set(this.view());
    this.bytes = larger;
  }
}
