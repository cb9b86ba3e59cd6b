import { expect, test } from '@jest/globals';
import type { GoAway, Welcome } from '@hostwire/protocol';
import { frameLimits, withinLimits } from './frame-limits.ts';

const most = 2 ** 32 - 1;
const goAway: GoAway = { type: 'go_away', reason: 'restart', retryMinMs: 1, retryMaxMs: 2, detail: '' };

test('waits that a collector names never overflow a timer', () => {
  const { maxWaitMs } = frameLimits;
  expect(withinLimits({ ...goAway, retryMinMs: most, retryMaxMs: most })).toMatchObject({
    retryMinMs: maxWaitMs,
    retryMaxMs: maxWaitMs,
  });
  expect(withinLimits({ ...goAway, retryMinMs: 5, retryMaxMs: most })).toMatchObject({
    retryMinMs: 5,
    retryMaxMs: maxWaitMs,
  });
  expect(withinLimits(goAway)).toEqual(goAway);
});

test('credit never asks for more memory than an agent may take', () => {
  const welcome = { type: 'welcome', credit: { batches: most, bytes: most } } as Welcome;
  const { maxCreditBatches: batches, maxCreditBytes: bytes } = frameLimits;
  expect(withinLimits(welcome)).toMatchObject({ credit: { batches, bytes } });
  const small = { type: 'ack', committedSeq: 1, credit: { batches: 2, bytes: 3 } } as const;
  expect(withinLimits(small)).toEqual(small);
});
