import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  agentAuthMessage,
  enrollMessage,
  formatAuthorization,
  formatToken,
  parseAuthorization,
  parseToken,
  pinOf,
} from './identity.ts';

const agentId = '0198c2f4-5f3a-7b6e-8c1d-2e3f4a5b6c7d';
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const hex = (length: number) => bytes(length).map((value) => Buffer.from(value).toString('hex'));
const refuses = (code: string) => expect.objectContaining({ name: 'ProtocolError', code });

describe('tokens', () => {
  test('what is formatted is what is parsed, also with white space around it', () => {
    fc.assert(
      fc.property(hex(8), bytes(32), hex(32), (id, secret, pin) => {
        const token = formatToken({ id, secret, pin });
        expect(token).toMatch(/^hw1_[\w-]{96}$/);
        expect(parseToken(` ${token}\n`)).toEqual({ id, secret, pin });
      }),
    );
  });

  test.each([
    '',
    'hw1_',
    'hw2_'.padEnd(100, 'A'),
    'hw1_'.padEnd(99, 'A'),
    'hw1_'.padEnd(101, 'A'),
    'hw1_'.padEnd(100, '!'),
  ])('refuses %j', (text) => {
    expect(() => parseToken(text)).toThrow(refuses('TOKEN_MALFORMED'));
  });

  test('the message of a refusal does not repeat the token', () => {
    const text = 'hw1_'.padEnd(90, 'S');
    expect(() => parseToken(text)).not.toThrow(text);
  });

  test('formatting refuses parts of the wrong length', () => {
    const token = { id: '0'.repeat(16), secret: new Uint8Array(32), pin: '0'.repeat(64) };
    for (const wrong of [{ id: '0' }, { secret: new Uint8Array(31) }, { pin: '0' }]) {
      expect(() => formatToken({ ...token, ...wrong })).toThrow(refuses('OUT_OF_RANGE'));
    }
  });
});

test('a pin is the sha256 of the public key', () => {
  const spki = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' });
  expect(pinOf(spki)).toBe(createHash('sha256').update(spki).digest('hex'));
});

describe('signatures', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const exporter = new Uint8Array(32).fill(7);

  test('an authorization holds for its agent and its connection only', () => {
    const signature = sign(null, agentAuthMessage(agentId, exporter), privateKey);
    const parsed = parseAuthorization(formatAuthorization({ agentId, signature }));
    expect(parsed).toEqual({ agentId, signature: Uint8Array.from(signature) });
    const holds = (message: Uint8Array) => verify(null, message, publicKey, parsed.signature);
    expect(holds(agentAuthMessage(agentId, exporter))).toBe(true);
    expect(holds(agentAuthMessage(agentId.replace('0', '1'), exporter))).toBe(false);
    expect(holds(agentAuthMessage(agentId, new Uint8Array(32).fill(8)))).toBe(false);
  });

  test('what is signed to enrol can never stand for what is signed to open a session', () => {
    const enroll = Buffer.from(enrollMessage(exporter, new Uint8Array(32))).toString('latin1');
    const open = Buffer.from(agentAuthMessage(agentId, exporter)).toString('latin1');
    expect(enroll.split('\0')[0]).not.toBe(open.split('\0')[0]);
  });

  test('messages refuse parts of the wrong length', () => {
    expect(() => agentAuthMessage('not an id', exporter)).toThrow(refuses('OUT_OF_RANGE'));
    expect(() => agentAuthMessage(agentId, new Uint8Array(31))).toThrow(refuses('OUT_OF_RANGE'));
    expect(() => enrollMessage(exporter, new Uint8Array(33))).toThrow(refuses('OUT_OF_RANGE'));
  });

  test.each([
    undefined,
    '',
    'Bearer hw1_x',
    `Hostwire1 id=${agentId}`,
    `Hostwire1 id=${agentId.toUpperCase()}, sig=${'A'.repeat(86)}`,
    `Hostwire1 id=${'0'.repeat(36)}, sig=${'A'.repeat(86)}`,
    `Hostwire1 id=${agentId}, sig=${'A'.repeat(85)}`,
    `Hostwire1 id=${agentId}, sig=${'A'.repeat(86)}\n`,
  ])('refuses the header %j', (header) => {
    expect(() => parseAuthorization(header)).toThrow(refuses('AUTHORIZATION_MALFORMED'));
  });
});
