import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { KernelText } from './kernel-text.ts';

test('reads words and numbers of a line and stops at its end', () => {
  const text = new KernelText(Buffer.from('  8\t0 sda 12\n 9 1 sdb'));
  expect([text.number(), text.number(), text.word(), text.number()]).toEqual([8, 0, 'sda', 12]);
  expect(text.number()).toBeNaN();
  expect(text.word()).toBe('');
  text.nextLine();
  expect([text.number(), text.number(), text.word(), text.number()]).toEqual([9, 1, 'sdb', NaN]);
  text.nextLine();
  expect(text.atEnd).toBe(true);
});

test('a line is found only by its beginning', () => {
  const text = new KernelText(Buffer.from('SwapCached: 1 kB\nCached: 2 kB\n'));
  expect(text.seekLine('Cached:')).toBe(true);
  expect(text.number()).toBe(2);
  expect(text.seekLine('SwapCached:')).toBe(true);
  expect(text.number()).toBe(1);
  expect(text.seekLine('Dirty:')).toBe(false);
});

test('a name ends at the colon, with or without a blank after it, and may be any UTF-8', () => {
  const text = new KernelText(Buffer.from('  lan-é:7 8'));
  expect([text.word(58), text.number(), text.number()]).toEqual(['lan-é', 7, 8]);
});

test('property: whatever numbers the kernel prints come back', () => {
  const line = fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(line, fc.constantFrom(' ', '  ', '\t'), (numbers, blank) => {
      const text = new KernelText(Buffer.from(numbers.join(blank)));
      expect(numbers.map(() => text.number())).toEqual(numbers);
    }),
  );
});

test('property: no text keeps a reader of lines from getting to the end', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = new KernelText(Buffer.from(bytes));
      let lines = 0;
      for (; !text.atEnd; text.nextLine(), lines++) {
        text.number();
        text.word();
      }
      expect(lines).toBeLessThanOrEqual(bytes.length);
    }),
  );
});
