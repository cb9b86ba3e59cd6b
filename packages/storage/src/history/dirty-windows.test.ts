import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  halvesOf,
  maxWindows,
  piecesOf,
  windowsOf,
  withoutExpired,
  type DirtyWindows,
} from './dirty-windows.ts';

const range = fc
  .record({ host: fc.constantFrom('a', 'b', 'c', 'd'), at: fc.nat(86_399), length: fc.nat(20_000) })
  .map(({ host, at, length }) => ({ host, fromS: at, toS: at + length }));

test('every second of every range lies in a window of its host, and no statement has too many', () => {
  const ranges = fc.uniqueArray(range, { selector: ({ host }) => host, minLength: 1 });
  fc.assert(
    fc.property(ranges, fc.constantFrom(60, 3_600), (dirty, windowS) => {
      const pieces = windowsOf(dirty).flatMap((windows) => piecesOf(windows, windowS));
      for (const { host, fromS, toS } of dirty) {
        for (const second of [fromS, Math.floor((fromS + toS) / 2), toS]) {
          const covering = pieces.filter(
            (piece) => piece.hosts.includes(host) && piece.fromS <= second && second < piece.toS,
          );
          expect(covering.length).toBeGreaterThan(0);
        }
      }
      for (const { hosts, fromS, toS } of pieces) {
        expect([fromS % windowS, toS % windowS]).toEqual([0, 0]);
        expect((hosts.length * (toS - fromS)) / windowS).toBeLessThanOrEqual(maxWindows);
      }
    }),
  );
});

test('halves of windows cover the same, each once, down to one window of one host', () => {
  const windows = fc.record({
    hosts: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 }),
    first: fc.nat(10),
    count: fc.integer({ min: 1, max: 9 }),
  });
  fc.assert(
    fc.property(windows, fc.constantFrom(60, 3_600), ({ hosts, first, count }, windowS) => {
      const leaves: string[] = [];
      const split = (part: DirtyWindows): void => {
        const halves = halvesOf(part, windowS);
        if (halves.length === 0) {
          expect([part.hosts.length, part.toS - part.fromS]).toEqual([1, windowS]);
          leaves.push(`${part.hosts[0]} ${part.fromS / windowS}`);
        }
        halves.forEach(split);
      };
      split({ hosts, fromS: first * windowS, toS: (first + count) * windowS });
      const all = hosts.flatMap((host) => Array.from({ length: count }, (_, i) => `${host} ${first + i}`));
      expect(leaves.sort()).toEqual(all.sort());
    }),
  );
});

test('a host with a backlog does not make the others compute its days', () => {
  const live = ['a', 'b'].map((host) => ({ host, fromS: 7_200, toS: 7_500 }));
  expect(windowsOf([...live, { host: 'late', fromS: 0, toS: 7_500 }])).toEqual([
    { hosts: ['a', 'b'], fromS: 7_200, toS: 7_560 },
    { hosts: ['late'], fromS: 0, toS: 7_560 },
  ]);
});

test('a minute is computed again if no sample of it expired, and only then', () => {
  const range = fc
    .record({ host: fc.constantFrom('a', 'b'), at: fc.nat(3_600), length: fc.nat(1_200) })
    .map(({ host, at, length }) => ({ host, fromS: at, toS: at + length }));
  const expiredRanges = fc.array(range, { maxLength: 4 });
  fc.assert(
    fc.property(
      fc.uniqueArray(range, { selector: ({ host }) => host, minLength: 1 }),
      expiredRanges,
      (dirty, expired) => {
        for (const windows of windowsOf(dirty)) {
          const pieces = withoutExpired(windows, expired);
          for (const host of windows.hosts) {
            for (let at = windows.fromS; at < windows.toS; at += 60) {
              const covering = pieces.filter(
                (piece) => piece.hosts.includes(host) && piece.fromS <= at && at < piece.toS,
              );
              const isGone = expired.some(
                (gone) => gone.host === host && gone.fromS < at + 60 && gone.toS >= at,
              );
              expect(covering).toHaveLength(isGone ? 0 : 1);
            }
          }
        }
      },
    ),
  );
});
