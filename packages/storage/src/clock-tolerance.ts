import { utcDay } from '@hostwire/protocol';

/** How far the clock of a host may be off before its samples are filed under the time they were received. */
export const clockTolerance = { behindMs: 35 * 24 * 3_600_000, aheadMs: 10 * 60_000 } as const;

/** Whether a host's time is believable at the time it was received. */
export function withinTolerance(claimedMs: number, recvMs: number): boolean {
  return claimedMs >= recvMs - clockTolerance.behindMs && claimedMs <= recvMs + clockTolerance.aheadMs;
}

/**
 * The partition of a batch: the day that its agent gave it, or the day it was received when that is out of tolerance,
 * so that a clock that jumped cannot open partitions far off. Days are UTC days since 1970.
 */
export function partitionDay(claimedDay: number, recvMs: number): number {
  const earliest = utcDay(recvMs - clockTolerance.behindMs);
  const latest = utcDay(recvMs + clockTolerance.aheadMs);
  return claimedDay >= earliest && claimedDay <= latest ? claimedDay : utcDay(recvMs);
}
