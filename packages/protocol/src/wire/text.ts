import { protocolLimits } from '../limits.ts';
import { ProtocolError } from '../protocol-error.ts';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf8 = new TextEncoder();

/** A character of UTF-16 takes at most three bytes as UTF-8. */
const maxBytesPerCharacter = 3;

/** The texts that `encodeTexts` gave as bytes. Refuses invalid UTF-8, texts too long, and too many. */
export function decodeTexts(bytes: Uint8Array, where: string): string[] {
  const { maxBatchTexts } = protocolLimits;
  const texts = decodeUtf8(bytes, where).split('\0', maxBatchTexts + 2);
  if (texts.length > maxBatchTexts + 1) {
    throw new ProtocolError('TOO_LARGE', `${where}: more than ${maxBatchTexts} texts`);
  }
  if (texts.pop() !== '')
    throw new ProtocolError('MALFORMED', `${where}: no NUL at the end of the last text`);
  for (const text of texts) checkLength(text, where);
  return texts;
}

/** Texts that passed isText as UTF-8 bytes, each with NUL at its end. */
export function encodeTexts(texts: readonly string[]): Uint8Array {
  return utf8.encode(`${texts.join('\0')}\0`);
}

/** Whether a text can travel as a device name or label: well-formed, without NUL, at most `maxTextBytes`. */
export function isText(text: string): boolean {
  return (
    text.isWellFormed() && !text.includes('\0') && utf8.encode(text).length <= protocolLimits.maxTextBytes
  );
}

/** The longest beginning of a text for people that fits a text field. */
export function clipText(text: string): string {
  const wellFormed = text.toWellFormed().replaceAll('\0', '\ufffd');
  const room = new Uint8Array(protocolLimits.maxTextBytes);
  return wellFormed.slice(0, utf8.encodeInto(wellFormed, room).read);
}

function decodeUtf8(bytes: Uint8Array, where: string): string {
  try {
    return strictUtf8.decode(bytes);
  } catch (cause) {
    throw new ProtocolError('MALFORMED', `${where}: not valid UTF-8`, { cause });
  }
}

function checkLength(text: string, where: string): void {
  const { maxTextBytes } = protocolLimits;
  if (text.length * maxBytesPerCharacter <= maxTextBytes) return;
  const { length } = utf8.encode(text);
  if (length > maxTextBytes) {
    throw new ProtocolError('TOO_LARGE', `${where}: ${length} bytes, limit ${maxTextBytes}`);
  }
}
