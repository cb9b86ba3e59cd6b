import { beforeEach, expect, test } from '@jest/globals';
import { ManualClock } from '@hostwire/testing';
import { ClockOffset } from './clock-offset.ts';

let clock: ManualClock;
let offset: ClockOffset;

beforeEach(() => {
  clock = new ManualClock();
  offset = new ClockOffset(clock);
});

/** A word that was under way for `delayMs`, from a host whose clock is ahead by `aheadMs`. */
const hear = (aheadMs: number, delayMs: number) => offset.heard(clock.nowMs() - delayMs + aheadMs);

test('nothing is known before the host says the time', () => {
  expect(offset.ms).toBeUndefined();
});

test.each([700_000, 0, -700_000])('a host that is %d ms ahead: the quickest word counts', (aheadMs) => {
  hear(aheadMs, 3);
  hear(aheadMs, 12_000); // of a backlog
  hear(aheadMs, 2);
  expect(offset.ms).toBe(aheadMs - 2);
});

test('a clock that is set back is seen within ten minutes', () => {
  hear(60_000, 2);
  for (let minutes = 0; minutes < 10; minutes++) {
    clock.ms += 60_000;
    hear(-1_000, 2);
  }
  expect(offset.ms).toBe(-1_002);
});

test('the last word holds while nothing comes', () => {
  hear(50, 0);
  clock.ms += 3_600_000;
  expect(offset.ms).toBe(50);
  hear(20, 0);
  expect(offset.ms).toBe(50);
});
