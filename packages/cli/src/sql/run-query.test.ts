import { expect, test } from '@jest/globals';
import { createClient } from '@hostwire/api/client';
import { exitCode, exitCodeOf } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';
import { givenTransport } from '../testing/given-transport.ts';
import { runCommand } from '../testing/run-command.ts';
import { runQuery } from './run-query.ts';

test('a query that ClickHouse cannot parse fails with a mark, and the exit code that it had', async () => {
  const words = 'Syntax error: failed at position 1 (SELEC): SELEC 1. Expected one of: Query. (error 62)';
  const refusal = { status: 400, error: { code: 'REQUEST_INVALID', message: words } };
  const api = createClient(givenTransport({ 'POST /api/v1/sql': [refusal] }));
  const failure: unknown = await runQuery(api, { query: 'SELEC 1', format: 'CSV' }, {} as Terminal).catch(
    (error: unknown) => error,
  );
  expect(exitCodeOf(failure)).toBe(exitCode.usage);
  expect(failure).toMatchObject({
    message: expect.stringMatching(/^Syntax error: failed at position 1\n {2}SELEC 1\n {2}\^\nCorrect/),
  });
});

test.each([
  [true, 'No rows.\n'],
  [false, ''],
])('an empty answer, shown %s: %j', async (shown, words) => {
  const transport = givenTransport({ 'POST /api/v1/sql': [''] });
  expect(await runCommand(['sql', 'SELECT 1 WHERE 0'], { transport, shown })).toEqual({
    code: 0,
    out: '',
    err: words,
  });
});
