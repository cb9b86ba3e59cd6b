import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Codec } from './frame/frame.ts';
import { protocolLimits } from './limits.ts';
import { payloadDictionary } from './payload-dictionary.ts';
import { ProtocolError } from './protocol-error.ts';

/** What of a Batch says how to read its payload. */
export interface PackedPayload {
  readonly codec: Codec;
  /** Bytes before compression. */
  readonly rawLength: number;
  readonly payload: Uint8Array;
}

/** A window and memory as small as payloads of a few KB and the dictionary need: they are set up faster. */
const smallDeflate = { windowBits: 14, memLevel: 7, dictionary: payloadDictionary };
const largeDeflate = { dictionary: payloadDictionary };
const smallBytes = 4096;

/** Deflates a payload where that makes it smaller. */
export function packPayload(raw: Uint8Array): PackedPayload {
  const deflated = deflateRawSync(raw, raw.length <= smallBytes ? smallDeflate : largeDeflate);
  if (deflated.length >= raw.length) return { codec: 'raw', rawLength: raw.length, payload: raw };
  return { codec: 'deflate', rawLength: raw.length, payload: deflated };
}

/** The payload before compression: exactly `rawLength` bytes, and never more of them in memory. Throws ProtocolError. */
export function unpackPayload({ codec, rawLength, payload }: PackedPayload): Uint8Array {
  const { maxRawBytes } = protocolLimits;
  if (rawLength > maxRawBytes) {
    throw new ProtocolError('TOO_LARGE', `payload: ${rawLength} bytes declared, limit ${maxRawBytes}`);
  }
  const raw = codec === 'raw' ? payload : inflate(payload, rawLength);
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
