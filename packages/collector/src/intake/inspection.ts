import {
  decodePayload,
  ProtocolError,
  type Batch,
  type NackCode,
  type SampleColumns,
} from '@hostwire/protocol';
import { insertBytes, sampleGroupLimits } from '@hostwire/storage';

/** What the column takes: 49 days. */
const maxIntervalMs = 2 ** 32 - 1;

export type Inspection =
  | { readonly ok: true; readonly columns: SampleColumns }
  | { readonly ok: false; readonly code: NackCode; readonly detail: string };

/** Decodes a batch and checks that the table can hold it: what passes here cannot hurt its neighbours in a group. */
export function inspect(frame: Batch): Inspection {
  try {
    const columns = decodePayload(frame);
    if (columns.samples === 0) return refused('malformed', 'a batch without samples');
    if (columns.samples !== frame.samples) {
      return refused('malformed', `${frame.samples} samples announced, ${columns.samples} found`);
    }
    if (columns.intervalMs.some((ms) => ms > maxIntervalMs)) {
      return refused('malformed', `an interval beyond ${maxIntervalMs} ms`);
    }
    const bytes = insertBytes(columns);
    if (bytes > sampleGroupLimits.maxBytes) return refused('too_large', `${bytes} bytes in the database`);
    return { ok: true, columns };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return refused(error.code === 'TOO_LARGE' ? 'too_large' : 'malformed', error.message);
  }
}

/** Memory of decoded samples: 8 bytes per value. */
export function columnsBytes(columns: SampleColumns): number {
  let bytes = columns.samples * 3 * 8;
  for (const group of columns.groups) {
    bytes += group.rowsPerSample.byteLength + group.deviceOfRow.byteLength + group.values.byteLength;
  }
  return bytes;
}

function refused(code: NackCode, detail: string): Inspection {
  return { ok: false, code, detail };
}
