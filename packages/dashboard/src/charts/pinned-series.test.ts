import { expect, test } from '@jest/globals';
import { hiddenByPin, pin, pinnedIn, pinsOf } from './pinned-series.ts';

test('a pin hides all but its series, and nothing where there is none of them', () => {
  expect(hiddenByPin(['user', 'system', 'idle'], ['system'])).toEqual(new Set(['user', 'idle']));
  expect(hiddenByPin(['sda', 'sdb'], ['nvme0n1'])).toEqual(new Set());
  expect(hiddenByPin(['sda'], undefined)).toEqual(new Set());
});

test('pins are set and let go', () => {
  pin('cpu', ['system']);
  pin('disk_busy', ['sda']);
  expect(pinnedIn('cpu')).toEqual(['system']);
  pin('cpu', undefined);
  expect(pinnedIn('cpu')).toBeUndefined();
  expect(pinnedIn('disk_busy')).toEqual(['sda']);
});

test('what was stored by somebody else is no pin', () => {
  for (const stored of [null, 7, 'x', [], { cpu: 'system' }, { cpu: [1] }])
    expect(pinsOf(stored)).toEqual({});
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`c${i}`, ['x']]));
  expect(Object.keys(pinsOf(many))).toHaveLength(100);
});
