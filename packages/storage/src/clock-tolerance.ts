/** How far the clock of a host may be off before its samples are filed under the time they were received. */
export const clockTolerance = { behindMs: 35 * 24 * 3_600_000, aheadMs: 10 * 60_000 } as const;

const msPerDay = 24 * 3_600_000;

/** Whether a host's time is believable at the time it was received. */
export function withinTolerance(claimedMs: number, recvMs: number): boolean {
  return claimedMs >= recvMs - clockTolerance.behindMs && claimedMs <= recvMs + clockTolerance.aheadMs;
}

/**
 * The partition of a batch: the day that its agent gave it, or the day it was received when that is out of tolerance,
 * so that a clock that jumped cannot open partitions far off. Days are UTC days since 1970.
 */
export function partitionDay(claimedDay: number, recvMs: number): number {
  const earliest = Math.floor((recvMs - clockTolerance.behindMs) / msPerDay);
  const latest = Math.floor((recvMs + clockTolerance.aheadMs) / msPerDay);
  return claimedDay >= earliest && claimedDay <= latest ? claimedDay : Math.floor(recvMs / msPerDay);
}
