import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { decodeColumns } from './columns/decode-columns.ts';
import type { Codec } from './frame/frame.ts';
import { protocolLimits } from './limits.ts';
import { payloadDictionary } from './payload-dictionary.ts';
import { ProtocolError } from './protocol-error.ts';
import type { SampleColumns } from './sample.ts';

/** What of a Batch says how to read its payload. */
export interface PackedPayload {
  readonly codec: Codec;
  /** Bytes before compression. */
  readonly rawLength: number;
  readonly payload: Uint8Array;
}

/** The most that a batch of ten seconds of an ordinary host has. */
const smallBytes = 8192;
/** Memory as small as payloads of a few KB need: it is set up faster. Its window of 16 KiB reaches most of the dictionary. */
const smallDeflate = { memLevel: 6, windowBits: 14, chunkSize: smallBytes, dictionary: payloadDictionary };
const largeDeflate = { dictionary: payloadDictionary };

/** Deflates what encodeColumns gave. */
export function packPayload(raw: Uint8Array): PackedPayload {
  const payload = deflateRawSync(raw, raw.length <= smallBytes ? smallDeflate : largeDeflate);
  return { codec: 'table', rawLength: raw.length, payload };
}

/** The samples of a batch. Throws ProtocolError. */
export function decodePayload(packed: PackedPayload): SampleColumns {
  return decodeColumns(unpackPayload(packed));
}

/** The payload before compression: exactly `rawLength` bytes, and never more of them in memory. Throws ProtocolError. */
export function unpackPayload({ rawLength, payload }: PackedPayload): Uint8Array {
  const { maxRawBytes } = protocolLimits;
  if (rawLength > maxRawBytes) {
    throw new ProtocolError('TOO_LARGE', `payload: ${rawLength} bytes declared, limit ${maxRawBytes}`);
  }
  const raw = inflate(payload, rawLength);
  if (raw.length === rawLength) return raw;
  throw new ProtocolError('MALFORMED', `payload: ${raw.length} bytes where ${rawLength} were declared`);
}

function inflate(payload: Uint8Array, rawLength: number): Uint8Array {
  const maxOutputLength = Math.max(1, rawLength);
  const chunkSize = Math.max(64, rawLength + 1); // one chunk, with room left over: zlib then knows that it is done
  try {
    return inflateRawSync(payload, { maxOutputLength, chunkSize, dictionary: payloadDictionary });
  } catch (cause) {
    throw new ProtocolError('MALFORMED', 'payload: does not inflate to the declared length', { cause });
  }
}
