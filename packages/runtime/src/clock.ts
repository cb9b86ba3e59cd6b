/** Where the time comes from. Pass it in wherever time decides something, so that tests can hold it. */
export interface Clock {
  /** Wall clock, ms since 1970. May jump. */
  nowMs(): number;
  /** Monotonic clock, ms with a fraction, since an instant that is fixed until the host restarts. Never jumps back. */
  monoMs(): number;
}

/** What `performance.now()` starts from, by the clock of the host. */
const originMs = Number(process.hrtime.bigint()) / 1e6 - performance.now();

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monoMs: () => originMs + performance.now(), // asked for ten times a second: process.hrtime() would make arrays
};
