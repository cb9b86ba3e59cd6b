import { expect, test } from '@jest/globals';
import { parseServerRefusal } from './server-refusal.ts';

test.each([
  [
    'what stands in parentheses in the query does not end the words',
    'Code: 62. DB::Exception: Syntax error: failed at position 1 (SELEC): SELEC 1. Expected one of: SELECT, WITH. (SYNTAX_ERROR) (version 26.7.2.1 (official build))\n',
    {
      serverCode: 62,
      message: 'Syntax error: failed at position 1 (SELEC): SELEC 1. Expected one of: SELECT, WITH.',
    },
  ],
  [
    'a query of several lines',
    'Code: 47. DB::Exception: Unknown expression identifier `a` in scope SELECT\n a. (UNKNOWN_IDENTIFIER) (version 26.7.2.1)',
    { serverCode: 47, message: 'Unknown expression identifier `a` in scope SELECT\n a.' },
  ],
  [
    'without a version',
    'Code: 516. DB::Exception: no. (AUTHENTICATION_FAILED)',
    { serverCode: 516, message: 'no.' },
  ],
  [
    'a call of the system that failed',
    'Code: 76. DB::ErrnoException: Cannot open file /tmp/a.proto: , errno: 13, strerror: Permission denied. (CANNOT_OPEN_FILE) (version 26.7.2.1)\n',
    { serverCode: 76, message: 'Cannot open file /tmp/a.proto: , errno: 13, strerror: Permission denied.' },
  ],
  [
    'a library inside the server',
    'std::exception. Code: 1001, type: avro::Exception, e.what() = Invalid name: now() (version 26.7.2.1)\n',
    { serverCode: 1001, message: 'Invalid name: now()' },
  ],
  [
    'the library that ClickHouse itself stands on',
    'Poco::Exception. Code: 1000, e.code() = 0, Not found: catboost_lib_path (version 26.7.2.1)\n',
    { serverCode: 1000, message: 'Not found: catboost_lib_path' },
  ],
  [
    'a library that throws what is no exception',
    'Unknown exception. Code: 1002, type: int (version 26.7.2.1)\n',
    { serverCode: 1002, message: 'type: int' },
  ],
])('%s', (_, body, expected) => {
  expect(parseServerRefusal(body)).toEqual(expected);
});

test('a proxy speaks otherwise', () => {
  expect(parseServerRefusal('<html>502 Bad Gateway</html>')).toBeUndefined();
});
