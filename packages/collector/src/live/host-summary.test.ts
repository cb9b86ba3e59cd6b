import { expect, test } from '@jest/globals';
import { defaultSchedule } from '@hostwire/protocol';
import { hostStateOf } from './host-summary.ts';

test.each([
  [null, 100_000, 'live'],
  [null, 87_500, 'live'],
  [null, 87_499, 'late'],
  [null, 82_250, 'late'],
  [null, 82_249, 'silent'],
  [null, 170_000, 'live'], // a clock that is ahead
  [null, null, 'waiting'],
  [50_000, 100_000, 'revoked'],
  [50_000, null, 'revoked'],
] as const)('revoked %p, heard %p: %s', (revokedMs, heardMs, state) => {
  expect(hostStateOf({ revokedMs, heardMs, schedule: defaultSchedule }, 100_000)).toBe(state);
});

test('a host that sends once a minute is live between its batches', () => {
  const schedule = { intervalMs: 1_000, flushMs: 60_000 };
  expect(hostStateOf({ revokedMs: null, heardMs: 40_000, schedule }, 100_000)).toBe('live');
});
