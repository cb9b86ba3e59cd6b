import type { Clock } from '@hostwire/runtime';

/** A clock that moves when told. */
export class ManualClock implements Clock {
  ms = Date.UTC(2026, 0, 15, 12);

  nowMs(): number {
    return this.ms;
  }

  monoMs(): number {
    return this.ms;
  }

  advance(ms: number): void {
    this.ms += ms;
  }
}
