import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { decodeColumns } from './columns/decode-columns.ts';
import { decodeColumns2 } from './columns-2/decode-columns.ts';
import type { Codec } from './frame/frame.ts';
import { protocolLimits } from './limits.ts';
import { payloadDictionary1 } from './payload-dictionary-1.ts';
import { payloadDictionary2 } from './payload-dictionary-2.ts';
import { payloadDictionary3 } from './payload-dictionary-3.ts';
import { ProtocolError } from './protocol-error.ts';
import type { SampleColumns } from './sample.ts';

/** What of a Batch says how to read its payload. */
export interface PackedPayload {
  readonly codec: Codec;
  /** Bytes before compression. */
  readonly rawLength: number;
  readonly payload: Uint8Array;
}

const smallBytes = 4096;
/** Memory as small as payloads of a few KB need: it is set up faster. A window of 16 KiB holds the dictionary and the payload. */
const smallDeflate = { memLevel: 6, windowBits: 14, chunkSize: smallBytes, dictionary: payloadDictionary3 };
const largeDeflate = { dictionary: payloadDictionary3 };

/** Deflates what encodeColumns gave, where that makes it smaller. */
export function packPayload(raw: Uint8Array): PackedPayload {
  const deflated = deflateRawSync(raw, raw.length <= smallBytes ? smallDeflate : largeDeflate);
  if (deflated.length >= raw.length) return { codec: 'table', rawLength: raw.length, payload: raw };
  return { codec: 'table_deflate', rawLength: raw.length, payload: deflated };
}

/** The samples of a batch, whichever version of the protocol wrote it. Throws ProtocolError. */
export function decodePayload(packed: PackedPayload): SampleColumns {
  const isTable = packed.codec === 'table' || packed.codec === 'table_deflate';
  return (isTable ? decodeColumns : decodeColumns2)(unpackPayload(packed));
}

/** The payload before compression: exactly `rawLength` bytes, and never more of them in memory. Throws ProtocolError. */
export function unpackPayload({ codec, rawLength, payload }: PackedPayload): Uint8Array {
  const { maxRawBytes } = protocolLimits;
  if (rawLength > maxRawBytes) {
    throw new ProtocolError('TOO_LARGE', `payload: ${rawLength} bytes declared, limit ${maxRawBytes}`);
  }
  const dictionary = dictionaries[codec];
  const raw = dictionary === undefined ? payload : inflate(payload, rawLength, dictionary);
  if (raw.length === rawLength) return raw;
  throw new ProtocolError('MALFORMED', `payload: ${raw.length} bytes where ${rawLength} were declared`);
}

/** undefined: not compressed. */
const dictionaries: Readonly<Record<Codec, Uint8Array | undefined>> = {
  raw: undefined,
  deflate: payloadDictionary1,
  steps: undefined,
  steps_deflate: payloadDictionary2,
  table: undefined,
  table_deflate: payloadDictionary3,
};

function inflate(payload: Uint8Array, rawLength: number, dictionary: Uint8Array): Uint8Array {
  const maxOutputLength = Math.max(1, rawLength);
  const chunkSize = Math.max(64, rawLength + 1); // one chunk, with room left over: zlib then knows that it is done
  try {
    return inflateRawSync(payload, { maxOutputLength, chunkSize, dictionary });
  } catch (cause) {
    throw new ProtocolError('MALFORMED', 'payload: does not inflate to the declared length', { cause });
  }
}
