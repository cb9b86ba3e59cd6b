import { expect, test } from '@jest/globals';
import { LoginLinks, loginLinkLimits } from './login-links.ts';

class StillClock {
  ms = 1_000_000;
  nowMs = (): number => this.ms;
  monoMs = (): number => this.ms;
}

test('a link works once', () => {
  const links = new LoginLinks({ clock: new StillClock() });
  const { token } = links.create();
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  expect(links.use(`${token}x`)).toBe(false);
  expect(links.use(token)).toBe(true);
  expect(links.use(token)).toBe(false);
});

test('a link expires', () => {
  const clock = new StillClock();
  const links = new LoginLinks({ clock });
  const first = links.create();
  const second = links.create();
  clock.ms = first.expiresMs - 1;
  expect(links.use(first.token)).toBe(true);
  clock.ms = second.expiresMs;
  expect(links.use(second.token)).toBe(false);
});

test('of too many links the oldest go', () => {
  const links = new LoginLinks({ clock: new StillClock() });
  const tokens = Array.from({ length: loginLinkLimits.maxOutstanding + 1 }, () => links.create().token);
  expect(links.use(tokens[0]!)).toBe(false);
  expect(links.use(tokens[1]!)).toBe(true);
});
