import type { Clock } from '@hostwire/runtime';
import type { HostSamples } from '../live/sample-feed.ts';

const lateRangeLimits = {
  /** Samples that are older than this when they are committed come after their time was evaluated. */
  lateMs: 300_000,
  /** A range is complete when nothing more came for so long. */
  quietMs: 60_000,
  maxHosts: 10_000,
} as const;

interface Range {
  readonly fromMs: number;
  readonly toMs: number;
  readonly lastMs: number;
}

/** Which times of which hosts were filled by samples that came late. */
export class LateRanges {
  readonly #clock: Clock;
  readonly #ranges = new Map<string, Range>();

  constructor({ clock }: { clock: Clock }) {
    this.#clock = clock;
  }

  note(hosts: readonly HostSamples[]): void {
    const nowMs = this.#clock.nowMs();
    for (const { host, samples, lastTsMs } of hosts) {
      if (samples === 0 || nowMs - lastTsMs < lateRangeLimits.lateMs) continue;
      const before = this.#ranges.get(host);
      if (before === undefined && this.#ranges.size >= lateRangeLimits.maxHosts) continue;
      const fromMs = Math.min(before?.fromMs ?? Infinity, lastTsMs - lateRangeLimits.quietMs);
      this.#ranges.set(host, { fromMs, toMs: Math.max(before?.toMs ?? 0, lastTsMs), lastMs: nowMs });
    }
  }

  /** The next complete range of a host; each is given once. */
  take(): { readonly host: string; readonly fromMs: number; readonly toMs: number }[] {
    const nowMs = this.#clock.nowMs();
    for (const [host, { fromMs, toMs, lastMs }] of this.#ranges) {
      if (nowMs - lastMs < lateRangeLimits.quietMs) continue;
      this.#ranges.delete(host);
      return [{ host, fromMs, toMs }];
    }
    return [];
  }
}
