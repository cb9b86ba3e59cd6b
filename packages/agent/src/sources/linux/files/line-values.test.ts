import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LineValues } from './line-values.ts';

const parse = (lines: LineValues, text: string) => [...lines.parse(Buffer.from(text))];

test('gives values in the order of the keys, whatever the order of the file', () => {
  const lines = new LineValues(['Cached:', 'MemFree:', 'Swap:']);
  expect(parse(lines, 'MemFree:\t 5 kB\nSwapCached: 9 kB\nCached: 7 kB\n')).toEqual([7, 5, NaN]);
});

test('a key that is gone, or in another place, is seen at once', () => {
  const lines = new LineValues(['a ', 'b ']);
  expect(parse(lines, 'a 1\nb 2\n')).toEqual([1, 2]);
  expect(parse(lines, 'b 3\na 4\n')).toEqual([4, 3]);
  expect(parse(lines, 'b 5\n')).toEqual([NaN, 5]);
  expect(parse(lines, '')).toEqual([NaN, NaN]);
  expect(parse(lines, 'a 6\nb 7\n')).toEqual([6, 7]);
});

test('a key without a number is missing, and takes none from the next line', () => {
  const lines = new LineValues(['a', 'b']);
  expect(parse(lines, 'a\nb 2\n')).toEqual([NaN, 2]);
});

test('property: what was printed is what is read', () => {
  const keys = ['one:', 'two ', 'three(x):', 'four.'];
  const values = fc.array(fc.maxSafeNat(), { minLength: keys.length, maxLength: keys.length });
  fc.assert(
    fc.property(values, fc.shuffledSubarray(keys), (numbers, present) => {
      const text = present.map((key) => `${key} ${numbers[keys.indexOf(key)]}\nother: 3\n`).join('');
      const expected = keys.map((key, i) => (present.includes(key) ? numbers[i] : NaN));
      expect(parse(new LineValues(keys), text)).toEqual(expected);
    }),
  );
});
