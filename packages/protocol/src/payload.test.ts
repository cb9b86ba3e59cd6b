import { createHash, randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { protocolLimits } from './limits.ts';
import { payloadDictionary } from './payload-dictionary.ts';
import { packPayload, unpackPayload } from './payload.ts';

const refuses = (code: string) => expect.objectContaining({ name: 'ProtocolError', code });

describe('payload', () => {
  test('what is packed is what is unpacked', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ minLength: 1 }),
      fc.nat(20_000).map((length) => new Uint8Array(length + 1)),
    );
    fc.assert(
      fc.property(bytes, (raw) => {
        const packed = packPayload(raw);
        expect(Buffer.compare(unpackPayload(packed), raw)).toBe(0);
      }),
    );
  });

  test('the dictionary is the one that protocol 1 began with', () => {
    expect(createHash('sha256').update(payloadDictionary).digest('hex')).toBe(
      '3a9c8fbc0a31d26dd36902594efcb7bc5718cadc0cd3d9fcb2e6629e7a8f4709',
    );
  });

  test('what deflate cannot make smaller grows by a few bytes only', () => {
    const raw = randomBytes(100_000);
    expect(packPayload(raw).payload.length).toBeLessThan(raw.length + 64);
  });

  test('a declared length is held to, both ways', () => {
    const payload = deflateRawSync(new Uint8Array(1000), { dictionary: payloadDictionary });
    for (const rawLength of [0, 1, 999, 1001]) {
      expect(() => unpackPayload({ codec: 'table', rawLength, payload })).toThrow(refuses('MALFORMED'));
    }
    expect(unpackPayload({ codec: 'table', rawLength: 1000, payload })).toHaveLength(1000);
  });

  test('a payload that inflates a thousandfold takes no more memory than it declared', () => {
    const payload = deflateRawSync(new Uint8Array(64 * 2 ** 20), { dictionary: payloadDictionary });
    const { maxRawBytes } = protocolLimits;
    expect(() => unpackPayload({ codec: 'table', rawLength: 64 * 2 ** 20, payload })).toThrow(
      refuses('TOO_LARGE'),
    );
    const before = process.memoryUsage().arrayBuffers;
    expect(() => unpackPayload({ codec: 'table', rawLength: maxRawBytes, payload })).toThrow(
      refuses('MALFORMED'),
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(3 * maxRawBytes);
  });

  test('truncated or damaged payloads are refused or give exactly the declared length', () => {
    const { codec, rawLength, payload } = packPayload(
      Buffer.from('one sample, two samples, three samples. '.repeat(20)),
    );
    const attempt = (bytes: Uint8Array) => {
      try {
        expect(unpackPayload({ codec, rawLength, payload: bytes })).toHaveLength(rawLength);
      } catch (error) {
        expect(error).toEqual(refuses('MALFORMED'));
      }
    };
    for (let length = 0; length < payload.length; length++) attempt(payload.subarray(0, length));
    for (let bit = 0; bit < payload.length * 8; bit++) {
      const damaged = Uint8Array.from(payload);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      attempt(damaged);
    }
  });
});
