import { expect, test } from '@jest/globals';
import { reasonOfBreak } from './broken-response.ts';

test("ClickHouse's own words, as it ends an answer that it cannot complete", () => {
  const tail =
    "999999\t0\n\r\n__exception__\r\niluzneismzkhwkbo\r\nCode: 395. DB::Exception: Value passed to 'throwIf' function is non-zero. (FUNCTION_THROW_IF_VALUE_IS_NON_ZERO)\n275 iluzneismzkhwkbo\r\n__exception__\r\n";
  expect(reasonOfBreak(tail)).toBe(
    "the answer broke off, what came is not all. ClickHouse says: Code: 395. DB::Exception: Value passed to 'throwIf' function is non-zero. (FUNCTION_THROW_IF_VALUE_IS_NON_ZERO)",
  );
});

test('an answer that ends without a word', () => {
  expect(reasonOfBreak('1\n2\n')).toMatch(/^the answer broke off: /);
});
