import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { givenHostName, uniqueHostName } from './host-name.ts';

describe('uniqueHostName', () => {
  test.each([
    ['Web1.Example.ORG', 'web1.example.org'],
    ["a'; DROP TABLE samples --", 'a-drop-table-samples'],
    ['<script>', 'script'],
    ['', 'host'],
    ['---', 'host'],
    ['ümläut', 'ml-ut'],
  ])('%j becomes %j', (claimed, name) => {
    expect(uniqueHostName(claimed, () => false)).toBe(name);
  });

  test('counts on when names are taken', () => {
    const taken = new Set(['web1', 'web1-2']);
    expect(uniqueHostName('web1', (name) => taken.has(name))).toBe('web1-3');
  });

  test('whatever is claimed, the name is plain, new and at most 63 characters long', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 100 }), fc.constant('x'.repeat(80)))),
        (claims) => {
          const taken = new Set<string>();
          for (const claimed of claims) {
            const name = uniqueHostName(claimed, (candidate) => taken.has(candidate));
            expect(name).toMatch(/^[a-z0-9_][a-z0-9._-]{0,62}$/);
            expect(taken.has(name)).toBe(false);
            taken.add(name);
          }
        },
      ),
    );
  });
});

test.each([
  ['日本-サーバ', 'host', '日本-サーバ'],
  ['Büro Süd', 'b-ro-s-d', 'Büro Süd'],
  ['web1', 'web1', 'web1'],
  ['web1', 'web1-2', 'web1-2'], // the number tells two of one name apart
  [' \u001b[2Jx\u202e ', 'x', '[2Jx'],
  ['\u0000', 'host', 'host'],
])('%j, known as %s, is shown as %j', (claimed, host, shown) =>
  expect(givenHostName(claimed, host)).toBe(shown),
);
