import { describe, expect, test } from '@jest/globals';
import { ManualClock } from '@hostwire/testing';
import { AddressTable } from './address-table.ts';
import { gatewayLimits } from './gateway-limits.ts';

const { failures, login, enrolment, total } = gatewayLimits.failing;

function table(clock = new ManualClock()): AddressTable {
  return new AddressTable({ clock, maxConnections: 2 });
}

function exhaust(addresses: AddressTable, address: string): void {
  for (let i = 0; i < failures.burst; i++) addresses.failed(address);
}

describe('connections of an address', () => {
  test('are capped once all have identified themselves', () => {
    const addresses = table();
    const slots = ['1', '2'].map(() => addresses.connect('a', () => undefined)!);
    for (const slot of slots) slot.identified();
    expect(addresses.connect('a', () => undefined)).toBeUndefined();
    expect(addresses.connect('b', () => undefined)).toBeDefined();
    slots[0]!.release();
    expect(addresses.connect('a', () => undefined)).toBeDefined();
  });

  test('the oldest one that has not identified itself makes room for a new one', () => {
    const addresses = table();
    const ended: string[] = [];
    const connect = (name: string) => addresses.connect('a', () => ended.push(name));
    connect('honest')!.identified();
    connect('idle 1');
    connect('idle 2');
    connect('idle 3');
    expect(ended).toEqual(['idle 1', 'idle 2']);
  });
});

describe('failures of an address', () => {
  test('never close it to those who can prove who they are', () => {
    const clock = new ManualClock();
    const addresses = table(clock);
    for (let second = 0; second < 60; second++) {
      for (let i = 0; i < login.perSecond - 1; i++) {
        if (addresses.mayTry('a', 'login')) addresses.failed('a');
      }
      expect(addresses.mayTry('a', 'login')).toBe(true);
      clock.ms += 1_000;
    }
  });

  test.each([
    ['login', login],
    ['enrolment', enrolment],
  ] as const)('limit how often its %s is verified, and that of no other address', (attempt, limit) => {
    const clock = new ManualClock();
    const addresses = table(clock);
    exhaust(addresses, 'a');
    const verified = Array.from({ length: limit.burst * 2 }, () => addresses.mayTry('a', attempt));
    expect(verified.filter(Boolean)).toHaveLength(limit.burst);
    expect(addresses.mayTry('b', attempt)).toBe(true);
    clock.ms += 1_000;
    addresses.failed('a');
    const nextSecond = Array.from({ length: limit.burst * 2 }, () => addresses.mayTry('a', attempt));
    expect(nextSecond.filter(Boolean)).toHaveLength(limit.perSecond);
  });

  test('have one limit for all addresses together', () => {
    const addresses = table();
    const names = Array.from({ length: (2 * total.burst) / login.burst }, (_, i) => `${i}`);
    for (const name of names) exhaust(addresses, name);
    const verified = names.flatMap((name) =>
      Array.from({ length: login.burst }, () => addresses.mayTry(name, 'login')),
    );
    expect(verified.filter(Boolean)).toHaveLength(total.burst);
  });

  test('are worth a line in the log until there are too many', () => {
    const clock = new ManualClock();
    const addresses = table(clock);
    const logged = Array.from({ length: failures.burst * 2 }, () => addresses.failed('a'));
    expect(logged.filter(Boolean)).toHaveLength(failures.burst);
    clock.ms += 1_000;
    expect([addresses.failed('a'), addresses.failed('a')]).toEqual([true, false]);
  });

  test('are remembered of a bounded number of addresses', () => {
    const addresses = table();
    exhaust(addresses, 'first');
    for (let i = 0; i < gatewayLimits.maxFailingAddresses; i++) addresses.failed(`${i}`);
    const verified = Array.from({ length: login.burst + 1 }, () => addresses.mayTry('first', 'login'));
    expect(verified.every(Boolean)).toBe(true);
  });
});
