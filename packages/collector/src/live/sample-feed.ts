import type { PassingSamples } from '../intake/passing-samples.ts';

/** Samples of one host that were received, or that one commit made visible. */
export type HostSamples = Omit<PassingSamples, 'agentId'>;

/** Hears of samples. Must not throw. */
export type SampleListener = (hosts: readonly HostSamples[]) => void;

/** Who hears of commits. */
export interface CommitFeed {
  /** Calls after every commit; gives back what ends the subscription. */
  onCommitted(listener: SampleListener): () => void;
}

/**
 * Who hears of batches as soon as they are received and found good, seconds before they are committed. A batch that its agent
 * sends twice is heard of once, unless the database lost what it had: then its agent starts over from there.
 */
export interface ReceiptFeed {
  /** Calls for every batch and gap; gives back what ends the subscription. */
  onReceived(listener: SampleListener): () => void;
}
