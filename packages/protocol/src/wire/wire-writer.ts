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

  /** Makes room for as many bytes, for those who write into `bytes` themselves. */
  reserve(count: number): void {
    if (this.bytes.length < this.length + count) this.#grow(count);
  }

  /** 0 to 2^53 - 1. */
  varint(value: number): void {
    if (value < 128) this.byte(value);
    else this.halves(Math.floor(value / 2), value % 2);
  }

  /** 0 to 127: a number of one byte. */
  byte(value: number): void {
    if (this.length === this.bytes.length) this.reserve(1);
    this.bytes[this.length++] = value;
  }

  /** 2 · half + low; half from 0 to 2^53 - 1, low 0 or 1. */
  halves(half: number, low: number): void {
    this.reserve(8);
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
    this.reserve(8);
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
    this.reserve(content.length);
    this.bytes.set(content, this.length);
    this.length += content.length;
  }

  /** What was written; a view until more is. */
  view(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  #grow(needed: number): void {
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + needed));
    larger.set(this.view());
    this.bytes = larger;
  }
}
