import { isAscii, isUtf8 } from 'node:buffer';

/**
 * Text of /proc and /sys. To the kernel a name is bytes; mostly they are UTF-8. Bytes that are not are written as \xNN, so
 * two names that differ stay different, and a name is the same whichever file it is in.
 */
export function textOf(bytes: Buffer): string {
  if (isAscii(bytes)) return bytes.toString('latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : escaped(bytes);
}

/** An expression, because V8 compiles these also where it does not optimise programs. */
const beyondAscii = /[^\0-\x7f]/;

/** The same of a piece of a file that was decoded as Latin-1, one character for each byte. */
export function textOfLatin1(piece: string): string {
  if (!beyondAscii.test(piece)) return piece;
  return textOf(Buffer.from(piece, 'latin1'));
}

function escaped(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes[at]!);
    const sequence = bytes.subarray(at, at + length);
    const isWhole = length > 0 && sequence.length === length && isUtf8(sequence);
    text += isWhole ? sequence.toString('utf8') : `\\x${bytes[at]!.toString(16).padStart(2, '0')}`;
    at += isWhole ? length : 1;
  }
  return text;
}

/** Of a character in UTF-8, by its first byte; 0: no character begins with it. */
function sequenceLength(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc2) return 0;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
}
