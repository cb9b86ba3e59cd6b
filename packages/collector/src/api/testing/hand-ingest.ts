import type { SampleColumns } from '@hostwire/protocol';
import { Receipts } from '../../live/receipts.ts';
import type { HostSamples, SampleListener } from '../../live/sample-feed.ts';
import type { IngestPort } from '../ports.ts';

/** Receives and commits by hand instead of from agents. */
export class HandIngest implements IngestPort {
  readonly #receipts = new Receipts();
  readonly #listeners = new Set<SampleListener>();
  uncommitted: readonly SampleColumns[] = [];

  status() {
    return {
      samplesCommitted: 7,
      batchesCommitted: 3,
      lastCommitMs: 5,
      commitDelayMs: { p50: 1, p99: 2 },
      queuedBatches: 0,
    };
  }

  onReceived(listener: SampleListener): () => void {
    return this.#receipts.onReceived(listener);
  }

  onCommitted(listener: SampleListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  uncommittedOf(): readonly SampleColumns[] {
    return this.uncommitted;
  }

  /** Who hears of receipts and of commits. */
  get listeners(): number {
    return this.#receipts.listeners + this.#listeners.size;
  }

  receive(samples: HostSamples): void {
    this.#receipts.received(samples);
  }

  commit(...hosts: HostSamples[]): void {
    for (const listener of this.#listeners) listener(hosts);
  }
}
