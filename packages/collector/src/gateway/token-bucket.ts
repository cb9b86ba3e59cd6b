export interface BucketRate {
  /** How many at once, after a rest. */
  readonly burst: number;
  readonly perSecond: number;
}

/** Logins of agents: as many at once as fit in two seconds. */
export function loginRate(loginsPerSecond: number): BucketRate {
  return { burst: loginsPerSecond * 2, perSecond: loginsPerSecond };
}

/** Lets through `burst` at once and `perSecond` in the long run. Time is passed in (monotonic ms). */
export class TokenBucket {
  readonly #rate: BucketRate;
  #tokens: number;
  #atMs: number;

  constructor(rate: BucketRate, nowMs: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#atMs = nowMs;
  }

  /** Whether one may pass now; takes it. */
  take(nowMs: number): boolean {
    if (!this.has(nowMs)) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Whether one could pass now. */
  has(nowMs: number): boolean {
    const { burst, perSecond } = this.#rate;
    this.#tokens = Math.min(burst, this.#tokens + (Math.max(0, nowMs - this.#atMs) / 1_000) * perSecond);
    this.#atMs = nowMs;
    return this.#tokens >= 1;
  }
}
