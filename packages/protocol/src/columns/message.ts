import type { WireCursor } from '../wire/wire-cursor.ts';
import { lengthWireType } from '../wire/wire-writer.ts';

/** Where the known fields of a message lie, by their number: [starts, ends). A start of 0: the field is not there. */
export interface Message {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** Finds the fields 1 to `lastField`, each of bytes and at most once; passes over those that are not known. */
export function readMessage(cursor: WireCursor, lastField: number): Message {
  const starts = new Uint32Array(lastField + 1);
  const ends = new Uint32Array(lastField + 1);
  while (!cursor.done) {
    const tag = cursor.varint();
    const field = Math.floor(tag / 8);
    const wireType = tag % 8;
    if (field === 0) throw cursor.malformed('field number 0');
    if (field > lastField) {
      cursor.skip(wireType);
      continue;
    }
    if (wireType !== lengthWireType) throw cursor.malformed(`field ${field} has wire type ${wireType}`);
    if (starts[field] !== 0) throw cursor.malformed(`field ${field} comes twice`);
    const end = cursor.length();
    starts[field] = cursor.position; // after a tag and a length, so never 0
    ends[field] = end;
    cursor.position = end;
  }
  return { starts, ends };
}
