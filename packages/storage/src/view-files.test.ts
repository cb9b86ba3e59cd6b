import { expect, test } from '@jest/globals';
import { defaultSchedule, silentAfterMs } from '@hostwire/protocol';
import { withConstants } from './view-files.ts';

test('a view waits for a host that was told no schedule as long as everything else does', () => {
  const { sql } = withConstants({ name: 'v', sql: 'SELECT {{default_silent_after_ms}} + x' });
  expect(sql).toBe(`SELECT ${silentAfterMs(defaultSchedule)} + x`);
});

test('a name that is no constant is refused', () => {
  expect(() => withConstants({ name: 'v', sql: 'SELECT {{late}}' })).toThrow('v takes late');
});
