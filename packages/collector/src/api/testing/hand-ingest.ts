import type { CommittedHost } from '../../live/commit-feed.ts';
import type { IngestPort } from '../ports.ts';

/** Commits by hand instead of by agents. */
export class HandIngest implements IngestPort {
  readonly #listeners = new Set<(hosts: readonly CommittedHost[]) => void>();

  status() {
    return {
      samplesCommitted: 7,
      batchesCommitted: 3,
      lastCommitMs: 5,
      commitDelayMs: { p50: 1, p99: 2 },
      queuedBatches: 0,
    };
  }

  onCommitted(listener: (hosts: readonly CommittedHost[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  commit(...hosts: CommittedHost[]): void {
    for (const listener of this.#listeners) listener(hosts);
  }
}
