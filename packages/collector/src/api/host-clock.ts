import type { HostClock } from '@hostwire/api';
import { withinTolerance } from '@hostwire/storage';
import type { SessionsPort } from './ports.ts';

/** null: the agent has no session, or has not told its time yet. */
export function hostClock(session: ReturnType<SessionsPort['find']>): HostClock | null {
  const offsetMs = session?.clockOffsetMs;
  return offsetMs === undefined ? null : { offsetMs, isTolerated: withinTolerance(offsetMs, 0) };
}
