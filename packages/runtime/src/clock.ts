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
    const [seconds, nanoseconds] = process.hrtime();
    return seconds * 1e3 + nanoseconds / 1e6;
  },
};
