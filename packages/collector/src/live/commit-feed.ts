import type { SampleColumns } from '@hostwire/protocol';

/** What one commit made visible of one host. */
export interface CommittedHost {
  readonly host: string;
  /** 16 hex digits. */
  readonly epoch: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** 0 when only a gap was committed. */
  readonly samples: number;
  /** Of its newest sample in this commit. */
  readonly lastTsMs: number;
  /** Its live batches, oldest first; those that waited while memory was short are left out. */
  readonly batches: readonly SampleColumns[];
}

/** Who hears of commits. */
export interface CommitFeed {
  /** Calls after every commit; gives back what ends the subscription. The listener must not throw. */
  onCommitted(listener: (hosts: readonly CommittedHost[]) => void): () => void;
}
