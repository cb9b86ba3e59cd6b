import type { SendingSchedule } from '@hostwire/protocol';

/** A second of it is this part of a second. */
const speed = 20;

/** The same for every process that was given the same epoch. */
export function chaosClock(epochMs: number) {
  const startMs = Date.UTC(2026, 0, 5, 12);
  return {
    nowMs: () => startMs + Math.round((Date.now() - epochMs) * speed),
    monoMs: () => performance.now(),
  };
}

/** Of every host here: a value each five seconds of that clock. */
export const chaosSchedule: SendingSchedule = { intervalMs: 5_000, flushMs: 5_000 };
