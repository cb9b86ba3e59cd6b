import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { protocolLimits } from './limits.ts';
import { payloadDictionary1 } from './payload-dictionary-1.ts';
import { payloadDictionary2 } from './payload-dictionary-2.ts';
import { payloadDictionary3 } from './payload-dictionary-3.ts';
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
        expect(packed.payload.length).toBeLessThanOrEqual(raw.length);
        expect(Buffer.compare(unpackPayload(packed), raw)).toBe(0);
      }),
    );
  });

  test.each([
    [payloadDictionary1, '54ff967288210f2fd78a165a06c4645a6eec4b8ffc8eaeecbd0c28764c9c1cd1'],
    [payloadDictionary2, 'd28f5181787296af96b16c949f9765de05b8c24691bd6cb87398ce6ffc0e6eda'],
    [payloadDictionary3, '5800cfdedc936e380f75f618b224e4be2e5fa4416842f27b402261c1b5adea1d'],
  ])('the dictionaries are the ones that released code used', (dictionary, hash) => {
    expect(createHash('sha256').update(dictionary).digest('hex')).toBe(hash);
  });

  test('what deflate does not make smaller stays as it is', () => {
    const raw = Uint8Array.of(1, 2, 3);
    expect(packPayload(raw)).toEqual({ codec: 'table', rawLength: 3, payload: raw });
  });

  test('a declared length is held to, both ways', () => {
    const payload = deflateRawSync(new Uint8Array(1000));
    for (const rawLength of [0, 1, 999, 1001]) {
      expect(() => unpackPayload({ codec: 'deflate', rawLength, payload })).toThrow(refuses('MALFORMED'));
      expect(() => unpackPayload({ codec: 'raw', rawLength, payload: new Uint8Array(1000) })).toThrow(
        refuses('MALFORMED'),
      );
    }
    expect(unpackPayload({ codec: 'deflate', rawLength: 1000, payload })).toHaveLength(1000);
  });

  test('a payload that inflates a thousandfold takes no more memory than it declared', () => {
    const payload = deflateRawSync(new Uint8Array(64 * 2 ** 20));
    const { maxRawBytes } = protocolLimits;
    expect(() => unpackPayload({ codec: 'deflate', rawLength: 64 * 2 ** 20, payload })).toThrow(
      refuses('TOO_LARGE'),
    );
    const before = process.memoryUsage().arrayBuffers;
    expect(() => unpackPayload({ codec: 'deflate', rawLength: maxRawBytes, payload })).toThrow(
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
