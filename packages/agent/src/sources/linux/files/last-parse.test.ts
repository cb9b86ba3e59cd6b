import { expect, test } from '@jest/globals';
import { LastParse } from './last-parse.ts';

test('the same bytes are taken apart once, others at once, and all after forget', () => {
  let parses = 0;
  const last = new LastParse((bytes) => `${bytes.toString()} ${++parses}`);
  const shared = Buffer.from('12');
  expect([last.of(shared), last.of(Buffer.from('12'))]).toEqual(['12 1', '12 1']);
  shared[0] = 51; // the next file is read into the same buffer
  expect(last.of(shared)).toBe('32 2');
  expect(last.of(Buffer.from('321'))).toBe('321 3');
  expect(last.of(Buffer.from('32'))).toBe('32 4');
  last.forget();
  expect(last.of(Buffer.from('32'))).toBe('32 5');
});
