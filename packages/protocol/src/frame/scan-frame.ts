/**
 * Looks over the bytes of a frame before any object is made of them: one megabyte of empty sub-messages would
 * otherwise become half a million objects. Counts fields, and refuses more than `maxFrameFields` of them; the
 * decoder then makes at most one value per field.
 */
import { protocolLimits } from '../limits.ts';
import { ProtocolError } from '../protocol-error.ts';
import { WireCursor } from '../wire/wire-cursor.ts';
import { lengthWireType } from '../wire/wire-writer.ts';

/** Fields of frame.proto that hold messages: frame → field → the same of that message. */
interface Nesting {
  readonly [field: number]: Nesting;
}
const leaf: Nesting = {};
const frameNesting: Nesting = {
  1: leaf,
  2: { 8: leaf },
  3: leaf,
  4: leaf,
  5: leaf,
  6: leaf,
  7: { 15: leaf, 16: leaf },
  8: leaf,
  9: leaf,
  10: leaf,
};

/** Throws ProtocolError unless the bytes hold exactly one known frame within the limits. */
export function scanFrame(bytes: Uint8Array): void {
  const { maxFrameBytes } = protocolLimits;
  if (bytes.length > maxFrameBytes) {
    throw new ProtocolError('TOO_LARGE', `frame: ${bytes.length} bytes, limit ${maxFrameBytes}`);
  }
  const frames = scanMessage(new WireCursor(bytes, 'frame'), frameNesting, { fields: 0 });
  if (frames === 0) throw new ProtocolError('UNKNOWN_FRAME', 'frame: none that this version knows');
  if (frames > 1) throw new ProtocolError('MALFORMED', `frame: ${frames} frames in one message`);
}

/** Gives the number of fields that hold known messages. */
function scanMessage(cursor: WireCursor, nesting: Nesting, count: { fields: number }): number {
  let messages = 0;
  while (!cursor.done) {
    if (++count.fields > protocolLimits.maxFrameFields) {
      throw new ProtocolError('TOO_LARGE', `frame: more than ${protocolLimits.maxFrameFields} fields`);
    }
    const tag = cursor.varint();
    const inner = nesting[Math.floor(tag / 8)];
    const wireType = tag % 8;
    if (inner === undefined) {
      cursor.skip(wireType);
      continue;
    }
    if (wireType !== lengthWireType) throw cursor.malformed(`wire type ${wireType} where a message is due`);
    messages++;
    const end = cursor.length();
    scanMessage(new WireCursor(cursor.bytes, 'frame', { start: cursor.position, end }), inner, count);
    cursor.position = end;
  }
  return messages;
}
