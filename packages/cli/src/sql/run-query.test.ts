import { expect, test } from '@jest/globals';
import type { ApiClient } from '../api-client.ts';
import { CommandError, exitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';
import { runQuery } from './run-query.ts';

test('a query that ClickHouse cannot parse fails with a mark, and the exit code that it had', async () => {
  const words = 'Syntax error: failed at position 1 (SELEC): SELEC 1. Expected one of: Query. (error 62)';
  const api = {
    stream: () => Promise.reject(new CommandError(exitCode.usage, words)),
  } as Partial<ApiClient> as ApiClient;
  const failure = runQuery(api, { query: 'SELEC 1', format: 'CSV' }, {} as Terminal);
  await expect(failure).rejects.toMatchObject({
    exitCode: exitCode.usage,
    message: expect.stringMatching(/^Syntax error: failed at position 1\n {2}SELEC 1\n {2}\^\nCorrect/),
  });
});
