import { expect, test } from '@jest/globals';
import { codeOfServerError } from './storage-error.ts';

test.each([
  [242, 'TABLE_IS_READ_ONLY'],
  [774, 'TABLE_IS_PERMANENTLY_READ_ONLY'],
  [252, 'TOO_MANY_PARTS'],
  [243, 'NOT_ENOUGH_SPACE'],
])('%d (%s) is no fault of the data: the same batch is tried again', (serverCode) => {
  expect(codeOfServerError(serverCode)).toBe('OVERLOADED');
});

test('what nobody knows is not taken for a fault of the data at once', () => {
  expect(codeOfServerError(9_999)).toBe('QUERY_FAILED');
});
