import { describe, expect, test } from '@jest/globals';
import { gapBefore, gapBetween } from './gap-detector.ts';

describe('absenceBefore', () => {
  const facts = { lastSampleMs: 1000, bootId: 'b', firstSampleMs: 5000 };

  test.each([
    [{ bootId: 'b', stopped: true }, 'agent_stopped'],
    [{ bootId: 'b', stopped: false }, 'agent_killed'],
    [{ bootId: 'a', stopped: false }, 'host_off'],
    [{ bootId: 'a', stopped: true }, 'host_off'],
  ] as const)('%p: %s', (previousRun, reason) => {
    expect(gapBefore({ ...facts, previousRun })).toEqual({ reason, fromMs: 1000, toMs: 5000 });
  });

  test('nothing for a first run', () => {
    expect(gapBefore({ ...facts, previousRun: undefined })).toBeUndefined();
  });
});

describe('absenceBetween', () => {
  const before = { tsMs: 100_000, monoMs: 50_000 };
  const between = (wallMs: number, monoMs: number, intervalMs = 1000) =>
    gapBetween(before, { tsMs: 100_000 + wallMs, monoMs: 50_000 + monoMs }, intervalMs);

  test('nothing when samples follow each other, also a little late or slewed', () => {
    expect(between(1000, 1000)).toBeUndefined();
    expect(between(2200, 2200)).toBeUndefined();
    expect(between(2200, 1000)).toBeUndefined();
    expect(between(22_000, 22_000, 10_000)).toBeUndefined();
  });

  test.each([100, 1_000, 10_000])(
    'whatever the view coverage shows as a hole has a reason, at %p ms',
    (intervalMs) => {
      const holeMs = 2.4 * intervalMs; // the view: 2.5 intervals as they were measured, which are a little off
      expect(between(holeMs, holeMs, intervalMs)).toMatchObject({ reason: 'suspended' });
      expect(between(holeMs, intervalMs, intervalMs)).toMatchObject({ reason: 'clock_jump' });
    },
  );

  test('a long interval by both clocks: suspended', () => {
    expect(between(60_000, 60_000)).toEqual({ reason: 'suspended', fromMs: 100_000, toMs: 160_000 });
  });

  test('the wall clock set forward: the span it left out; back: the instant it went to', () => {
    expect(between(3_601_000, 1000)).toEqual({ reason: 'clock_jump', fromMs: 100_000, toMs: 3_701_000 });
    expect(between(-60_000, 1000)).toEqual({ reason: 'clock_jump', fromMs: 40_000, toMs: 40_000 });
  });
});
