import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readSession, signSession, type Session } from './session-cookie.ts';

const key = Buffer.alloc(32, 1);
const session: Session = { id: 's', role: 'admin', expiresMs: 1_000 };
const cookie = signSession(session, key);

describe('a session cookie', () => {
  test('gives back what was signed, until it expires', () => {
    expect(readSession(cookie, { key, nowMs: 999 })).toEqual(session);
    expect(readSession(cookie, { key, nowMs: 1_000 })).toBeUndefined();
  });

  test('of another key is refused', () => {
    expect(readSession(cookie, { key: Buffer.alloc(32, 2), nowMs: 0 })).toBeUndefined();
  });

  test('with a later end under the old signature is refused', () => {
    const forged = Buffer.from(JSON.stringify({ ...session, expiresMs: 1e15 })).toString('base64url');
    expect(readSession(`${forged}.${cookie.split('.')[1]}`, { key, nowMs: 0 })).toBeUndefined();
  });

  test('with any character changed is refused', () => {
    fc.assert(
      fc.property(fc.nat(cookie.length - 1), fc.constantFrom('A', 'x', '.', '-', 'é'), (at, char) => {
        const changed = cookie.slice(0, at) + char + cookie.slice(at + 1);
        const read = readSession(changed, { key, nowMs: 0 });
        // The last character of base64url has bits that mean nothing.
        if (
          Buffer.from(changed.split('.')[1] ?? '', 'base64url').equals(
            Buffer.from(cookie.split('.')[1]!, 'base64url'),
          )
        )
          return;
        expect(read).toBeUndefined();
      }),
    );
  });

  test.each(['', '.', 'a.b.c', 'a'.repeat(5_000), `${cookie}.`])('%p is none', (text) => {
    expect(readSession(text, { key, nowMs: 0 })).toBeUndefined();
  });
});
