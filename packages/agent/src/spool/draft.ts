import { Serializer, deserialize } from 'node:v8';
import type { Sample } from '@hostwire/protocol';

/**
 * A sample as it waits for its batch: V8's own serialization, which is a twentieth of the work of the columns codec and
 * is stable across versions. It never leaves this host and is read only after the checksum of its record was right.
 * `serialize` of node:v8 hands every typed array to JavaScript, which takes as long again; it reads what is written here.
 */
export function encodeDraft(sample: Sample): Uint8Array {
  const serializer = new Serializer();
  serializer.writeHeader();
  serializer.writeValue(sample);
  return serializer.releaseBuffer();
}

/** What `encodeDraft` of this process wrote. */
export function reviveDraft(payload: Uint8Array): Sample {
  return deserialize(payload) as Sample;
}

/** undefined: not what `encodeDraft` wrote, but something of another version. */
export function decodeDraft(payload: Uint8Array): Sample | undefined {
  try {
    const value: unknown = deserialize(payload);
    return isSample(value) ? value : undefined;
  } catch {
    return undefined; // not in V8's format: the caller goes on without it
  }
}

/** Whether it has the outline of a sample; what is in its readings is for the encoder to judge. */
function isSample(value: unknown): value is Sample {
  if (typeof value !== 'object' || value === null) return false;
  const { tsMs, monoMs, intervalMs, readings } = value as Partial<Record<keyof Sample, unknown>>;
  return [tsMs, monoMs, intervalMs].every(Number.isSafeInteger) && typeof readings === 'object';
}
