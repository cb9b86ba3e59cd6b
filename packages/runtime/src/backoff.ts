export interface BackoffOptions {
  /** The widest wait of attempt 0. */
  readonly baseMs: number;
  /** The widest wait of any attempt. */
  readonly capMs: number;
  /** From 0 up to but not including 1. */
  readonly random?: () => number;
}

/**
 * How long to wait before trying again: evenly from [0, min(capMs, baseMs · 2^attempt)). "Full jitter" spreads the
 * callers that lost the same server at the same instant. `attempt` counts from 0.
 */
export function fullJitterMs(
  attempt: number,
  { baseMs, capMs, random = Math.random }: BackoffOptions,
): number {
  return Math.floor(random() * Math.min(capMs, baseMs * 2 ** Math.max(0, attempt)));
}
