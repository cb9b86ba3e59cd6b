import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defaultSchedule, gapAfterMs, gapIntervals, lateAfterMs, silentAfterMs } from './liveness.ts';

const schedule = fc.record({
  intervalMs: fc.integer({ min: 100, max: 600_000 }),
  flushMs: fc.integer({ min: 100, max: 600_000 }),
});

/** When an agent seals: with the first sample after the flush interval less half a sample interval (agent.ts). */
function sealedAtMs({ intervalMs, flushMs }: { intervalMs: number; flushMs: number }): number {
  let atMs = intervalMs;
  while (atMs < flushMs - intervalMs / 2) atMs += intervalMs;
  return atMs;
}

describe('a healthy host', () => {
  test('is neither late nor silent just before its next batch arrives, whatever it was told', () => {
    fc.assert(
      fc.property(schedule, fc.integer({ min: 0, max: 1_900 }), (sending, underWayMs) => {
        const ageMs = sealedAtMs(sending) + underWayMs;
        expect(ageMs).toBeLessThan(lateAfterMs(sending));
        expect(ageMs).toBeLessThan(silentAfterMs(sending));
      }),
    );
  });

  test.each([
    [defaultSchedule, 12_500, 17_750],
    [{ intervalMs: 1_000, flushMs: 60_000 }, 62_500, 92_750],
    [{ intervalMs: 30_000, flushMs: 10_000 }, 32_000, 47_000],
  ])('%p is late after %p ms and silent after %p ms', (sending, late, silent) => {
    expect([lateAfterMs(sending), silentAfterMs(sending)]).toEqual([late, silent]);
  });
});

test('is late before it is silent', () => {
  fc.assert(fc.property(schedule, (sending) => lateAfterMs(sending) < silentAfterMs(sending)));
});

test('every step that coverage shows as missing has its reason, and is looked at by the audit', () => {
  expect(gapIntervals.audit).toBeLessThan(gapIntervals.reason);
  expect(gapIntervals.reason).toBeLessThan(gapIntervals.coverage);
  expect(gapAfterMs(1_000)).toBe(2_500);
});
