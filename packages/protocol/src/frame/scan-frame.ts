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
  11: leaf,
  12: leaf,
  13: leaf,
  14: { 1: leaf },
};

/** Throws ProtocolError unless the bytes hold exactly one known frame within the limits. */
export function scanFrame(bytes: Uint8Array): void {
  const { maxFrameBytes } = protocolLimits;
  if (bytes.length > maxFrameBytes) {
    throw new ProtocolError('TOO_LARGE', `frame: ${bytes.length} bytes, limit ${maxFrameBytes}`);
  }
  const cursor = new WireCursor(bytes, 'frame');
  const frames = scanMessage(cursor, { nesting: frameNesting, end: bytes.length, count: { fields: 0 } });
  if (frames === 0) throw new ProtocolError('UNKNOWN_FRAME', 'frame: none that this version knows');
  if (frames > 1) throw new ProtocolError('MALFORMED', `frame: ${frames} frames in one message`);
}

interface Scan {
  readonly nesting: Nesting;
  /** Where the message ends. */
  readonly end: number;
  /** Of the whole frame. */
  readonly count: { fields: number };
}

/** Moves over one message; gives the number of its fields that hold known messages. */
function scanMessage(cursor: WireCursor, { nesting, end, count }: Scan): number {
  let messages = 0;
  while (cursor.position < end) {
    if (++count.fields > protocolLimits.maxFrameFields) {
      throw new ProtocolError('TOO_LARGE', `frame: more than ${protocolLimits.maxFrameFields} fields`);
    }
    const tag = cursor.varint();
    const inner = nesting[Math.floor(tag / 8)];
    const wireType = tag % 8;
    if (inner === undefined) {
      cursor.skip(wireType);
    } else {
      if (wireType !== lengthWireType) throw cursor.malformed(`wire type ${wireType} where a message is due`);
      messages++;
      scanMessage(cursor, { nesting: inner, end: cursor.length(), count });
    }
  }
  if (cursor.position > end) throw cursor.malformed('field goes on past its message');
  return messages;
}
