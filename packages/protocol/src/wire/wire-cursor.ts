import { ProtocolError } from '../protocol-error.ts';

/** The codes of this protocol need 54 bits: 8 bytes of 7. */
const maxVarintBytes = 8;
/** A varint that is only skipped may be any 64-bit number. */
const maxSkippedVarintBytes = 10;

/**
 * Reads protobuf bytes between two positions. Never reads past `end`, and never moves backwards, so that reading
 * takes time proportional to the bytes. Every failure is a ProtocolError that names `where` and the byte.
 */
export class WireCursor {
  readonly bytes: Uint8Array;
  position: number;
  readonly end: number;
  readonly where: string;
  /** The lowest bit of the last number that half() read. */
  low = 0;

  constructor(bytes: Uint8Array, where: string, { start = 0, end = bytes.length } = {}) {
    this.bytes = bytes;
    this.where = where;
    this.position = start;
    this.end = end;
  }

  get done(): boolean {
    return this.position >= this.end;
  }

  /** The next number divided by two, rounded down; `low` keeps the remainder. Exact below 2^53, else at least 2^53. */
  half(): number {
    const { bytes, end } = this;
    let at = this.position;
    if (at >= end) throw this.malformed('ends where a number is due');
    let byte = bytes[at++]!;
    this.low = byte & 1;
    let half = (byte & 0x7f) >> 1;
    let scale = 64;
    while (byte >= 0x80) {
      if (at >= end) throw this.malformed('ends inside a number');
      if (at - this.position >= maxVarintBytes) throw this.malformed('number too long');
      byte = bytes[at++]!;
      half += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte === 0) throw this.malformed('number written longer than needed');
    }
    this.position = at;
    return half;
  }

  /** The next number, below 2^53. */
  varint(): number {
    const value = this.half() * 2 + this.low;
    if (value <= Number.MAX_SAFE_INTEGER) return value;
    throw new ProtocolError(
      'OUT_OF_RANGE',
      `${this.where}: number of 2^53 or more before byte ${this.position}`,
    );
  }

  /** The next 8 bytes as a double. */
  double(): number {
    const { bytes, position } = this;
    this.#skipBytes(8);
    return new DataView(bytes.buffer, bytes.byteOffset).getFloat64(position, true);
  }

  /** Moves over the length and the content of a length-delimited field; gives the position of its end. */
  length(): number {
    const length = this.varint();
    if (length > this.end - this.position) throw this.malformed(`field of ${length} bytes is cut off`);
    return this.position + length;
  }

  /** Moves over the content of a field that is of no interest. */
  skip(wireType: number): void {
    if (wireType === 0) this.#skipVarint();
    else if (wireType === 2) this.position = this.length();
    else if (wireType === 1) this.#skipBytes(8);
    else if (wireType === 5) this.#skipBytes(4);
    else throw this.malformed(`wire type ${wireType}`);
  }

  malformed(what: string): ProtocolError {
    return new ProtocolError('MALFORMED', `${this.where}: ${what} (byte ${this.position})`);
  }

  #skipVarint(): void {
    const last = Math.min(this.end, this.position + maxSkippedVarintBytes);
    while (this.position < last) {
      if (this.bytes[this.position++]! < 0x80) return;
    }
    throw this.malformed('number cut off or too long');
  }

  #skipBytes(count: number): void {
    if (count > this.end - this.position) throw this.malformed('field is cut off');
    this.position += count;
  }
}
