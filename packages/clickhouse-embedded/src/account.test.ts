import { describe, expect, test } from '@jest/globals';
import { requireValidAccounts } from './account.ts';

const account = (name: string, database = 'app') => ({ name, access: 'write' as const, database });
const invalid = expect.objectContaining({ code: 'INVALID_OPTIONS', retryable: false });

describe('requireValidAccounts', () => {
  test.each(['app', 'app_2', '_x', 'app*', 'test_*'])('accepts the database %s', (database) => {
    expect(requireValidAccounts([account('writer', database)])).toHaveLength(1);
  });

  test.each(['', '*', 'a.b', 'a`b', 'a b', '*a', 'system', 'sys*', 's*', 'default', 'def*', 'INFO*', '_*'])(
    'refuses the database %j',
    (database) => {
      expect(() => requireValidAccounts([account('writer', database)])).toThrow(invalid);
    },
  );

  test.each(['', 'default', '1st', 'a-b', 'a b', 'a</a>', 'é'])('refuses the name %j', (name) => {
    expect(() => requireValidAccounts([account(name)])).toThrow(invalid);
  });

  test('refuses no accounts and the same name twice', () => {
    expect(() => requireValidAccounts([])).toThrow(invalid);
    expect(() => requireValidAccounts([account('a'), account('a')])).toThrow(invalid);
  });
});
