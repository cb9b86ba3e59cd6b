import { describe, expect, test } from '@jest/globals';
import { isText } from '@hostwire/protocol';
import fc from 'fast-check';
import { textOf, textOfLatin1 } from './text.ts';

describe('textOf', () => {
  test('keeps UTF-8 and escapes all other bytes', () => {
    expect(textOf(Buffer.from('eth0'))).toBe('eth0');
    expect(textOf(Buffer.from('日本-ü'))).toBe('日本-ü');
    expect(textOf(Buffer.from([0x61, 0xff, 0xc3, 0xbc, 0xc3]))).toBe('a\\xffü\\xc3');
    expect(textOf(Buffer.from([0xed, 0xa0, 0x80]))).toBe('\\xed\\xa0\\x80'); // half of a surrogate pair
  });

  test('property: text is well-formed, valid UTF-8 stays, and names that differ stay different', () => {
    const name = fc.uint8Array({ minLength: 1, maxLength: 15 }).filter((bytes) => !bytes.includes(0x5c));
    fc.assert(
      fc.property(name, name, (a, b) => {
        const [textA, textB] = [textOf(Buffer.from(a)), textOf(Buffer.from(b))];
        expect(isText(textA)).toBe(!textA.includes('\0'));
        expect(textA === textB).toBe(Buffer.from(a).equals(Buffer.from(b)));
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => expect(textOf(Buffer.from(text))).toBe(text)),
    );
  });

  test('property: a piece of Latin-1 is the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(textOfLatin1(Buffer.from(bytes).toString('latin1'))).toBe(textOf(Buffer.from(bytes)));
      }),
    );
  });
});
