import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { instantLiteral, msOfUtcText, nameLiteral, stringLiteral, utcText } from './sql-literal.ts';

describe('stringLiteral', () => {
  test('escapes what would end it, and what a terminal would not show', () => {
    expect(stringLiteral('web-1')).toBe("'web-1'");
    expect(stringLiteral("it's")).toBe(String.raw`'it\'s'`);
    expect(stringLiteral('back\\slash')).toBe(String.raw`'back\\slash'`);
    expect(stringLiteral("\\' OR 1 --")).toBe(String.raw`'\\\' OR 1 --'`);
    expect(stringLiteral('a\n\0b')).toBe(String.raw`'a\x0a\x00b'`);
    expect(stringLiteral('\u0085')).toBe(String.raw`'\xc2\x85'`);
  });

  test('whatever the text: one quote opens, one closes, none between stands alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("'", '\\', 'x', '\n', '0', 'é', '`') }), (text) => {
        const literal = stringLiteral(text);
        expect(literal.slice(1, -1).replace(/\\(?:x[0-9a-f]{2}|[\\'])/g, '')).not.toMatch(/[\\']/);
        expect(literal).toMatch(/^'.*'$/s);
      }),
    );
  });
});

describe('instants', () => {
  test('are written so that people can read them, and read back', () => {
    expect(instantLiteral(1_767_225_599_123)).toBe("toDateTime64('2025-12-31 23:59:59.123', 3, 'UTC')");
    expect(msOfUtcText('2025-12-31 23:59:59')).toBe(1_767_225_599_000);
    fc.assert(fc.property(fc.nat(4_000_000_000_000), (ms) => expect(msOfUtcText(utcText(ms))).toBe(ms)));
  });

  test.each([-1, 1.5, NaN, Infinity, 2 ** 52])('%p is refused', (ms) => {
    expect(() => instantLiteral(ms)).toThrow(RangeError);
  });
});

test('nameLiteral refuses what is no column name', () => {
  expect(nameLiteral('receive_errors')).toBe('`receive_errors`');
  expect(() => nameLiteral('a`b')).toThrow(RangeError);
});
