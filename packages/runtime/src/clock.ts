/** Where the time comes from. Pass it in wherever time decides something, so that tests can hold it. */
export interface Clock {
  /** Wall clock, ms since 1970. May jump. */
  nowMs(): number;
  /** Monotonic clock, ms with a fraction, since an instant that is fixed until the host restarts. Never jumps back. */
  monoMs(): number;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monoMs: () => {
    const time = process.hrtime(); // taken apart by index: a pattern would make an iterator, ten times a second
    return time[0] * 1e3 + time[1] / 1e6;
  },
};
