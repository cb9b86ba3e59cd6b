import type { Clock } from '@hostwire/runtime';
import type { CommitFeed, HostSamples } from './sample-feed.ts';

/** Hosts remembered; of more, those that were silent longest are forgotten. */
const maxHosts = 200_000;

/**
 * When each host was last heard of: when samples of it were received or committed last, by this collector's clock. Knows
 * what samples cannot tell: a host whose clock is wrong, that sends a backlog, or whose samples wait to be committed, is
 * there all the same. Empty after a start.
 */
export class Arrivals {
  readonly #ingest: CommitFeed;
  readonly #clock: Clock;
  /** Oldest first. */
  readonly #heardMs = new Map<string, number>();
  /** Of the newest sample of a host. */
  readonly #sampleMs = new Map<string, number>();
  #unsubscribe: (() => void) | undefined;

  constructor({ ingest, clock }: { ingest: CommitFeed; clock: Clock }) {
    this.#ingest = ingest;
    this.#clock = clock;
  }

  async start(): Promise<void> {
    this.#unsubscribe ??= this.#ingest.onCommitted((hosts) => this.#note(hosts));
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  /** ms since 1970; undefined when it was not heard of since the start. */
  lastMs(host: string): number | undefined {
    return this.#heardMs.get(host);
  }

  /** Of its newest sample, and when it arrived; undefined when it was not heard of since the start. */
  newestOf(host: string): { readonly sampleMs: number; readonly arrivedMs: number } | undefined {
    const arrivedMs = this.#heardMs.get(host);
    return arrivedMs === undefined ? undefined : { arrivedMs, sampleMs: this.#sampleMs.get(host) ?? 0 };
  }

  heardWithin(host: string, ms: number): boolean {
    const heardMs = this.#heardMs.get(host);
    return heardMs !== undefined && this.#clock.nowMs() - heardMs <= ms;
  }

  /** Samples of the host were received. */
  heard(host: string): void {
    this.#heardMs.delete(host);
    this.#heardMs.set(host, this.#clock.nowMs());
    if (this.#heardMs.size <= maxHosts) return;
    const [oldest] = this.#heardMs.keys();
    this.#heardMs.delete(oldest!);
    this.#sampleMs.delete(oldest!);
  }

  #note(hosts: readonly HostSamples[]): void {
    for (const { host, samples, lastTsMs } of hosts) {
      if (samples === 0) continue;
      this.#sampleMs.set(host, Math.max(lastTsMs, this.#sampleMs.get(host) ?? 0));
      this.heard(host);
    }
  }
}
