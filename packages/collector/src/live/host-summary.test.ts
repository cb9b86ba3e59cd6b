import { expect, test } from '@jest/globals';
import { hostStateOf } from './host-summary.ts';

test.each([
  [null, 100_000, 'live'],
  [null, 88_000, 'live'],
  [null, 87_999, 'late'],
  [null, 85_000, 'late'],
  [null, 84_999, 'silent'],
  [null, 170_000, 'live'], // a clock that is ahead
  [null, null, 'waiting'],
  [50_000, 100_000, 'revoked'],
  [50_000, null, 'revoked'],
] as const)('revoked %p, heard %p: %s', (revokedMs, heardMs, state) => {
  expect(hostStateOf({ revokedMs, heardMs }, 100_000)).toBe(state);
});
