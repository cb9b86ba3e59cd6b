import { expect, test } from '@jest/globals';
import { isLanguageTag } from './valid-language.ts';

test.each([
  ['en-US', true],
  ['de', true],
  ['en-US@posix', false],
  ['', false],
])('%j: %p', (tag, valid) => {
  expect(isLanguageTag(tag)).toBe(valid);
});
