import { columnGroups, type ColumnGroup } from '../column-groups.ts';
import type { ColumnLimits } from '../limits.ts';
import { ProtocolError } from '../protocol-error.ts';
import { decodeText } from '../wire/text.ts';
import type { WireCursor } from '../wire/wire-cursor.ts';
import { lengthWireType } from '../wire/wire-writer.ts';

/** Which fields of a message are known, by their number. */
export interface MessageShape {
  readonly bytes: ReadonlySet<number>;
  readonly texts: ReadonlySet<number>;
}

/** Where the fields of a message lie; nothing of them is decoded yet but texts. */
export interface Message {
  /** The position of the content of each known field of bytes: [start, end). */
  readonly bytes: ReadonlyMap<number, readonly [number, number]>;
  readonly texts: ReadonlyMap<number, readonly string[]>;
}

export const columnsShape: MessageShape = {
  bytes: new Set([1, 2, 3, ...columnGroups.map(({ field }) => field)]),
  texts: new Set(),
};

export const groupShapes: ReadonlyMap<ColumnGroup, MessageShape> = new Map(
  columnGroups.map((group) => [
    group,
    {
      bytes: new Set([2, ...group.columns.map(({ field }) => field)]),
      texts: new Set(group.devices ? [1, ...group.labels.map(({ field }) => field)] : []),
    },
  ]),
);

/** Splits a message into its fields, skipping unknown ones. A known field of bytes may come once. */
export function readMessage(cursor: WireCursor, shape: MessageShape, limits: ColumnLimits): Message {
  const bytes = new Map<number, readonly [number, number]>();
  const texts = new Map<number, string[]>();
  while (!cursor.done) {
    const tag = cursor.varint();
    const field = Math.floor(tag / 8);
    const wireType = tag % 8;
    if (field === 0) throw cursor.malformed('field number 0');
    const isText = shape.texts.has(field);
    if (!isText && !shape.bytes.has(field)) {
      cursor.skip(wireType);
      continue;
    }
    if (wireType !== lengthWireType) throw cursor.malformed(`field ${field} has wire type ${wireType}`);
    const end = cursor.length();
    if (isText) {
      addText(texts, field, { cursor, end, limits });
    } else {
      if (bytes.has(field)) throw cursor.malformed(`field ${field} comes twice`);
      bytes.set(field, [cursor.position, end]);
    }
    cursor.position = end;
  }
  return { bytes, texts };
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
