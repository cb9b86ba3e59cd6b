/** A TLS record that begins in a piece of a stream. */
export interface TlsRecord {
  /** 22 handshake, 20 change cipher spec, 23 everything encrypted, 21 alert. */
  readonly type: number;
  /** Of the whole record, with its header. */
  readonly bytes: number;
  /** Where it begins in the piece. */
  readonly at: number;
}

const headerBytes = 5;

/** Finds where records begin in one direction of a TLS connection, piece by piece. */
export class TlsRecords {
  /** Bytes of the current record that are still to come. */
  #left = 0;
  #header = Buffer.alloc(0);

  /** A header that is split between pieces counts where its last byte is. */
  feed(piece: Buffer): TlsRecord[] {
    const found: TlsRecord[] = [];
    let at = 0;
    while (at < piece.length) {
      if (this.#left > 0) {
        const step = Math.min(this.#left, piece.length - at);
        this.#left -= step;
        at += step;
        continue;
      }
      const taken = piece.subarray(at, at + headerBytes - this.#header.length);
      this.#header = Buffer.concat([this.#header, taken]);
      at += taken.length;
      if (this.#header.length < headerBytes) break;
      this.#left = this.#header.readUInt16BE(3);
      found.push({
        type: this.#header[0]!,
        bytes: headerBytes + this.#left,
        at: Math.max(0, at - headerBytes),
      });
      this.#header = Buffer.alloc(0);
    }
    return found;
  }
}
