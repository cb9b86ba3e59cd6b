import { ProtocolError } from './protocol-error.ts';

/** Bytes of a given length as hex digits. */
export function bytesToHex(bytes: Uint8Array, length: number, where: string): string {
  if (bytes.length === length)
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
  throw new ProtocolError('MALFORMED', `${where}: ${bytes.length} bytes where ${length} are due`);
}

/** Hex digits (lower case) of a given number of bytes as bytes. */
export function hexToBytes(hex: string, length: number, where: string): Uint8Array {
  if (hex.length === length * 2 && /^[0-9a-f]*$/.test(hex)) return Buffer.from(hex, 'hex');
  throw new ProtocolError('OUT_OF_RANGE', `${where}: ${length * 2} hex digits are due`);
}
