import type { ColumnLimits } from '../limits.ts';
import { ProtocolError } from '../protocol-error.ts';
import { decodeText } from '../wire/text.ts';
import type { WireCursor } from '../wire/wire-cursor.ts';
import { lengthWireType } from '../wire/wire-writer.ts';

const unknownField = 0;
const bytesField = 1;
const textField = 2;

/** What each field of a message holds, by its number: unknownField, bytesField or textField. */
export type MessageShape = Uint8Array;

/** Where the fields of a message lie; nothing of them is decoded yet but texts. */
export interface Message {
  /** The content of each known field of bytes, by its number: [starts, ends). A start of 0: the field is not there. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly texts: ReadonlyMap<number, readonly string[]>;
}

export function shapeOf(bytes: readonly number[], texts: readonly number[]): MessageShape {
  const shape = new Uint8Array(Math.max(...bytes, ...texts) + 1);
  for (const field of bytes) shape[field] = bytesField;
  for (const field of texts) shape[field] = textField;
  return shape;
}

/** Splits a message into its fields, skipping unknown ones. A known field of bytes may come once. */
export function readMessage(cursor: WireCursor, shape: MessageShape, limits: ColumnLimits): Message {
  const starts = new Uint32Array(shape.length);
  const ends = new Uint32Array(shape.length);
  const texts = new Map<number, string[]>();
  while (!cursor.done) {
    const tag = cursor.varint();
    const field = Math.floor(tag / 8);
    const wireType = tag % 8;
    if (field === 0) throw cursor.malformed('field number 0');
    const holds = field < shape.length ? shape[field]! : unknownField;
    if (holds === unknownField) {
      cursor.skip(wireType);
      continue;
    }
    if (wireType !== lengthWireType) throw cursor.malformed(`field ${field} has wire type ${wireType}`);
    const end = cursor.length();
    if (holds === textField) {
      addText(texts, field, { cursor, end, limits });
    } else {
      if (starts[field] !== 0) throw cursor.malformed(`field ${field} comes twice`);
      starts[field] = cursor.position; // after a tag and a length, so never 0
      ends[field] = end;
    }
    cursor.position = end;
  }
  return { starts, ends, texts };
}

interface TextAt {
  readonly cursor: WireCursor;
  readonly end: number;
  readonly limits: ColumnLimits;
}

function addText(texts: Map<number, string[]>, field: number, { cursor, end, limits }: TextAt): void {
  const { bytes, position, where } = cursor;
  const list = texts.get(field) ?? [];
  if (list.length === 0) texts.set(field, list);
  if (list.length >= limits.maxDevicesPerGroup) {
    throw new ProtocolError('TOO_LARGE', `${where}: more than ${limits.maxDevicesPerGroup} devices`);
  }
  if (end - position > limits.maxTextBytes) {
    throw new ProtocolError(
      'TOO_LARGE',
      `${where}: text of ${end - position} bytes, limit ${limits.maxTextBytes}`,
    );
  }
  list.push(decodeText(bytes.subarray(position, end), where));
}
