import type { HostSamples, ReceiptFeed, SampleListener } from './sample-feed.ts';

/** Tells those who listen what was received. */
export class Receipts implements ReceiptFeed {
  readonly #listeners = new Set<SampleListener>();

  get listeners(): number {
    return this.#listeners.size;
  }

  onReceived(listener: SampleListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  received(samples: HostSamples): void {
    for (const listener of this.#listeners) listener([samples]);
  }
}
