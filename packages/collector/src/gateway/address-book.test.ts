import { describe, expect, test } from '@jest/globals';
import { ManualClock } from '../testing/manual-clock.ts';
import { AddressBook } from './address-book.ts';
import { gatewayLimits } from './gateway-limits.ts';

describe('AddressBook', () => {
  test('caps connections per address', () => {
    const addresses = new AddressBook({ clock: new ManualClock(), maxConnections: 2 });
    expect([addresses.connect('a'), addresses.connect('a'), addresses.connect('a')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(addresses.connect('b')).toBe(true);
    addresses.disconnect('a');
    expect(addresses.connect('a')).toBe(true);
  });

  test('makes who keeps failing wait, and nobody else', () => {
    const clock = new ManualClock();
    const addresses = new AddressBook({ clock, maxConnections: 2 });
    for (let i = 0; i < gatewayLimits.failures.burst; i++) addresses.failed('a');
    expect(addresses.mayTry('a')).toBe(false);
    expect(addresses.mayTry('b')).toBe(true);
    clock.ms += 1_000;
    expect(addresses.mayTry('a')).toBe(true);
  });

  test('remembers a bounded number of addresses', () => {
    const addresses = new AddressBook({ clock: new ManualClock(), maxConnections: 2 });
    for (let i = 0; i < gatewayLimits.failures.burst; i++) addresses.failed('first');
    for (let i = 0; i < gatewayLimits.maxFailingAddresses; i++) addresses.failed(`${i}`);
    expect(addresses.mayTry('first')).toBe(true);
  });
});
