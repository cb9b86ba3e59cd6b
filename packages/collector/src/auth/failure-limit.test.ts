import { expect, test } from '@jest/globals';
import { ManualClock } from '@hostwire/testing';
import { FailureLimit, failureLimits } from './failure-limit.ts';

const { perWindow, windowMs, maxAddresses } = failureLimits;

test('an address may fail so often within a window, and again in the next', () => {
  const clock = new ManualClock();
  const limit = new FailureLimit({ clock });
  const attempts = Array.from({ length: perWindow + 2 }, () => limit.charge('192.0.2.1'));
  expect(attempts).toEqual([...Array<boolean>(perWindow).fill(true), false, false]);
  expect(limit.charge('192.0.2.2')).toBe(true);
  clock.ms += windowMs;
  expect(limit.charge('192.0.2.1')).toBe(true);
});

test('of too many addresses the first are forgotten', () => {
  const limit = new FailureLimit({ clock: new ManualClock() });
  for (let i = 0; i <= perWindow; i++) limit.charge('first');
  expect(limit.charge('first')).toBe(false);
  for (let i = 0; i < maxAddresses; i++) limit.charge(`${i}`);
  expect(limit.charge('first')).toBe(true);
});
