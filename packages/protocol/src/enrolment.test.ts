import { describe, expect, test } from '@jest/globals';
import {
  decodeEnrollRefusal,
  decodeEnrollRequest,
  decodeEnrollResponse,
  encodeEnrollRefusal,
  encodeEnrollRequest,
  encodeEnrollResponse,
  type EnrollRequest,
} from './enrolment.ts';
import { ProtocolError } from './protocol-error.ts';

const request: EnrollRequest = {
  tokenId: '0123456789abcdef',
  tokenSecret: new Uint8Array(32).fill(1),
  publicKey: new Uint8Array(32).fill(2),
  machineHash: 'ab'.repeat(32),
  hostname: 'web-1',
  agentVersion: '0.1.0',
  signature: new Uint8Array(64).fill(3),
};
const response = { agentId: '0198c2f4-5f3a-7b6e-8c1d-2e3f4a5b6c7d', host: 'web-1-2' };
const refusal = { code: 'TOKEN_EXPIRED', message: 'the token expired: make a new one' };

describe('enrolment messages', () => {
  test('what is encoded is what is decoded', () => {
    const decoded = decodeEnrollRequest(encodeEnrollRequest(request));
    const { tokenSecret, publicKey, signature } = decoded;
    expect({
      ...decoded,
      tokenSecret: Uint8Array.from(tokenSecret),
      publicKey: Uint8Array.from(publicKey),
      signature: Uint8Array.from(signature),
    }).toEqual(request);
    expect(decodeEnrollResponse(encodeEnrollResponse(response))).toEqual(response);
    expect(decodeEnrollRefusal(encodeEnrollRefusal(refusal))).toEqual(refusal);
  });

  test('a message of a refusal is cut to fit', () => {
    const long = encodeEnrollRefusal({ ...refusal, message: 'x'.repeat(10_000) });
    expect(decodeEnrollRefusal(long).message).toHaveLength(512);
  });

  test.each([
    ['token id', { tokenId: '01' }],
    ['token secret', { tokenSecret: new Uint8Array(31) }],
    ['public key', { publicKey: new Uint8Array(33) }],
    ['machine hash', { machineHash: '' }],
    ['host name', { hostname: '' }],
    ['long host name', { hostname: 'x'.repeat(513) }],
    ['signature', { signature: new Uint8Array(0) }],
  ])('refuses a request with a wrong %s', (_, wrong) => {
    expect(() => encodeEnrollRequest({ ...request, ...wrong })).toThrow(ProtocolError);
  });

  test('truncated, damaged or oversized bytes are a ProtocolError or a valid message, never anything else', () => {
    const cases = [
      [decodeEnrollRequest, encodeEnrollRequest(request)],
      [decodeEnrollResponse, encodeEnrollResponse(response)],
      [decodeEnrollRefusal, encodeEnrollRefusal(refusal)],
    ] as const;
    for (const [decode, bytes] of cases) {
      const attempt = (damaged: Uint8Array) => {
        try {
          decode(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      };
      for (let length = 0; length < bytes.length; length++) attempt(bytes.subarray(0, length));
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const damaged = Uint8Array.from(bytes);
        damaged[bit >> 3]! ^= 1 << (bit & 7);
        attempt(damaged);
      }
      expect(() => decode(new Uint8Array(8193))).toThrow(expect.objectContaining({ code: 'TOO_LARGE' }));
    }
  });
});
