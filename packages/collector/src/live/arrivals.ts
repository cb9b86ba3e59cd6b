import type { Clock } from '@hostwire/runtime';
import type { CommitFeed, CommittedHost } from './commit-feed.ts';

/** Hosts remembered; of more, those that were silent longest are forgotten. */
const maxHosts = 200_000;

/**
 * When each host was last heard of: the time of the newest commit with samples of it, by this collector's clock. Knows
 * what samples cannot tell: a host whose clock is wrong, or that sends a backlog, is there all the same. Empty after
 * a start.
 */
export class Arrivals {
  readonly #ingest: CommitFeed;
  readonly #clock: Clock;
  /** Oldest first. */
  readonly #heardMs = new Map<string, number>();
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

  heardWithin(host: string, ms: number): boolean {
    const heardMs = this.#heardMs.get(host);
    return heardMs !== undefined && this.#clock.nowMs() - heardMs <= ms;
  }

  #note(hosts: readonly CommittedHost[]): void {
    const nowMs = this.#clock.nowMs();
    for (const { host, samples } of hosts) {
      if (samples === 0) continue;
      this.#heardMs.delete(host);
      this.#heardMs.set(host, nowMs);
    }
    for (const oldest of this.#heardMs.keys()) {
      if (this.#heardMs.size <= maxHosts) break;
      this.#heardMs.delete(oldest);
    }
  }
}
