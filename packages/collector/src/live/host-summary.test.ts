import { expect, test } from '@jest/globals';
import { defaultSchedule, lateAfterMs, silentAfterMs } from '@hostwire/protocol';
import { hostStateOf } from './host-summary.ts';

const nowMs = 100_000;
const late = nowMs - lateAfterMs(defaultSchedule);
const silent = nowMs - silentAfterMs(defaultSchedule);

test.each([
  [null, nowMs, 'live'],
  [null, late, 'live'],
  [null, late - 1, 'late'],
  [null, silent, 'late'],
  [null, silent - 1, 'silent'],
  [null, 170_000, 'live'], // a clock that is ahead
  [null, null, 'waiting'],
  [50_000, nowMs, 'revoked'],
  [50_000, null, 'revoked'],
] as const)('revoked %p, heard %p: %s', (revokedMs, heardMs, state) => {
  expect(hostStateOf({ revokedMs, heardMs, schedule: defaultSchedule }, nowMs)).toBe(state);
});

test('a host that sends once a minute is live between its batches', () => {
  const schedule = { intervalMs: 1_000, flushMs: 60_000 };
  expect(hostStateOf({ revokedMs: null, heardMs: 40_000, schedule }, 100_000)).toBe('live');
});
