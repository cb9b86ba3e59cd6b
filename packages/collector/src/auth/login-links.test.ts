import { expect, test } from '@jest/globals';
import { ManualClock } from '@hostwire/testing';
import { LoginLinks, loginLinkLimits } from './login-links.ts';

test('a link works once', () => {
  const links = new LoginLinks({ clock: new ManualClock() });
  const { token } = links.create('ann');
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  expect(links.use(`${token}x`)).toBeUndefined();
  expect(links.use(token)).toBe('ann');
  expect(links.use(token)).toBeUndefined();
});

test('a link expires', () => {
  const clock = new ManualClock();
  const links = new LoginLinks({ clock });
  const first = links.create('ann');
  const second = links.create('ann');
  clock.ms = first.expiresMs - 1;
  expect(links.use(first.token)).toBe('ann');
  clock.ms = second.expiresMs;
  expect(links.use(second.token)).toBeUndefined();
});

test('of too many links the oldest go', () => {
  const links = new LoginLinks({ clock: new ManualClock() });
  const tokens = Array.from({ length: loginLinkLimits.maxOutstanding + 1 }, () => links.create('ann').token);
  expect(links.use(tokens[0]!)).toBeUndefined();
  expect(links.use(tokens[1]!)).toBe('ann');
});
