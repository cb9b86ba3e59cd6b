import { protocolLimits } from '../limits.ts';
import { ProtocolError } from '../protocol-error.ts';
import { decodeTexts } from '../wire/text.ts';
import { WireCursor } from '../wire/wire-cursor.ts';
import { readMessage } from './message.ts';
import { TextList } from './text-list.ts';

/** The fields of the message `Table` (sample.proto), in the order in which they are written. */
export const tableFields = { codes: 1, reals: 2, texts: 3, shape: 4 } as const;

/** A table, to be read from its beginning on. */
export interface TableReader {
  readonly codes: WireCursor;
  readonly reals: WireCursor;
  readonly texts: TextList;
  readonly shape: WireCursor;
}

const lastField = Math.max(...Object.values(tableFields));

/** Splits a `Table` into its fields; one that is not there is empty. Throws ProtocolError. */
export function readTable(payload: Uint8Array): TableReader {
  const { maxRawBytes } = protocolLimits;
  if (payload.length > maxRawBytes) {
    throw new ProtocolError('TOO_LARGE', `columns: ${payload.length} bytes, limit ${maxRawBytes}`);
  }
  const { starts, ends } = readMessage(new WireCursor(payload, 'columns'), lastField);
  const cursorOf = (name: keyof typeof tableFields) =>
    new WireCursor(payload, `columns ${name}`, {
      start: starts[tableFields[name]]!,
      end: ends[tableFields[name]]!,
    });
  const texts = payload.subarray(starts[tableFields.texts], ends[tableFields.texts]);
  return {
    codes: cursorOf('codes'),
    reals: cursorOf('reals'),
    texts: new TextList(decodeTexts(texts, 'columns texts')),
    shape: cursorOf('shape'),
  };
}
