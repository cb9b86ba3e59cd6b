import { beforeEach, describe, expect, test } from '@jest/globals';
import { ManualClock } from '@hostwire/testing';
import { SessionTable } from './session-table.ts';

const loginsPerSecond = 100;
const burst = 200;
const fleet = 1_000;

let clock: ManualClock;
let sessions: SessionTable;

/** How many of so many sessions have credit after they asked. */
function returning(count: number): number {
  return Array.from({ length: count }, () => sessions.mayReturn(clock.ms)).filter((may) => may).length;
}

beforeEach(() => {
  clock = new ManualClock();
  sessions = new SessionTable({ clock, loginsPerSecond });
});

describe('agents that return after a standstill', () => {
  test('have credit at once after one that was too short for new epochs', () => {
    sessions.resumed();
    expect(returning(fleet)).toBe(fleet);
  });

  test('have credit no faster than they can log in after a longer one', () => {
    sessions.stalled();
    sessions.resumed();
    expect(returning(fleet)).toBe(burst);
    clock.ms += 1_000;
    const nextSecond = returning(fleet - burst);
    expect(nextSecond).toBeGreaterThan(0);
    expect(nextSecond).toBeLessThan(loginsPerSecond);
  });
});
