import type { Clock } from '@hostwire/runtime';

/** A sleep that ends at an instant, or earlier when it is woken. One sleeper. */
export class AlarmClock {
  readonly #clock: Clock;
  #wake: (() => void) | undefined;
  #sleepsUntilMs = -Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** By the monotonic clock; Infinity: until it is woken; -Infinity: nobody sleeps. */
  get sleepsUntilMs(): number {
    return this.#sleepsUntilMs;
  }

  /** Resolves at `untilMs` (monotonic; Infinity: never) or when `wake` is called. */
  sleep(untilMs: number): Promise<void> {
    return new Promise((resolve) => {
      const delayMs = untilMs - this.#clock.monoMs();
      const timer = untilMs === Infinity ? undefined : setTimeout(() => this.wake(), delayMs);
      this.#sleepsUntilMs = untilMs;
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        this.#sleepsUntilMs = -Infinity;
        resolve();
      };
    });
  }

  wake(): void {
    this.#wake?.();
  }
}
