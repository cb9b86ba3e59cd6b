import { protocolLimits } from '../limits.ts';
import { ProtocolError } from '../protocol-error.ts';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf8 = new TextEncoder();

/** UTF-8 bytes as text. Refuses invalid UTF-8 and NUL. */
export function decodeText(bytes: Uint8Array, where: string): string {
  let text: string;
  try {
    text = strictUtf8.decode(bytes);
  } catch (cause) {
    throw new ProtocolError('MALFORMED', `${where}: not valid UTF-8`, { cause });
  }
  return checkText(text, where);
}

/** Text as UTF-8 bytes. Refuses what `isText` refuses. */
export function encodeText(text: string, where: string): Uint8Array {
  if (!text.isWellFormed()) throw new ProtocolError('OUT_OF_RANGE', `${where}: half of a surrogate pair`);
  const bytes = utf8.encode(checkText(text, where));
  if (bytes.length <= protocolLimits.maxTextBytes) return bytes;
  throw new ProtocolError(
    'TOO_LARGE',
    `${where}: ${bytes.length} bytes, limit ${protocolLimits.maxTextBytes}`,
  );
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

function checkText(text: string, where: string): string {
  if (text.includes('\0')) throw new ProtocolError('MALFORMED', `${where}: contains NUL`);
  return text;
}
