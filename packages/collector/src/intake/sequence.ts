import {
  zeroHash,
  type Batch,
  type Gap,
  type Stream,
  type NackCode,
  type SampleColumns,
} from '@hostwire/protocol';
import type { SeqRange } from '@hostwire/storage';

/** The newest committed number of a sequence, and the hash of that batch (`zeroHash`: not known, see `judge`). */
export interface Mark {
  readonly seq: number;
  readonly hash: string;
  /** Numbers above it that are in ClickHouse all the same; between them it lost what it had. Default: none. */
  readonly stored?: readonly SeqRange[];
}

export const noMark: Mark = { seq: 0, hash: zeroHash };

/** What a number of the sequence stands for: samples, a hole with its reason, or a batch that was refused. */
type BatchContent =
  | { readonly kind: 'batch'; readonly frame: Batch; readonly columns: SampleColumns | undefined }
  | { readonly kind: 'gap'; readonly gap: Gap }
  /** Sent again only to close a hole before it: ClickHouse has it. */
  | { readonly kind: 'stored' }
  | { readonly kind: 'tombstone'; readonly code: NackCode; readonly detail: string };

/** One entry of a sequence that waits to be committed. */
export interface QueuedBatch {
  readonly content: BatchContent;
  /** The last sequence number that it stands for; the only one, unless it is a gap. */
  readonly seq: number;
  readonly hash: string;
  /** Its partition: UTC days since 1970, clamped to the clock tolerance. */
  readonly day: number;
  readonly samples: number;
  /** Memory that it holds while it waits. */
  readonly pendingBytes: number;
  /** What it adds to the body of an INSERT, estimated from above. */
  readonly insertBytes: number;
  readonly lastTsMs: number;
  readonly recvMs: number;
  readonly recvMonoMs: number;
}

export interface SequenceOwner {
  readonly agentId: string;
  readonly host: string;
  /** 16 hex digits. */
  readonly epoch: string;
}

/**
 * The batches of one spool: (agent, epoch). Numbers up to `committed.seq` are in ClickHouse; those up to `tail.seq` are
 * here, in `waiting` or in a group of the committer; the next one expected is `tail.seq + 1`.
 * Only SequenceTable changes it.
 */
export class Sequence implements SequenceOwner {
  readonly agentId: string;
  readonly host: string;
  readonly epoch: string;
  readonly key: string;
  /** Live data go first; changes when the agent closes the epoch and carries what is left behind a new one. */
  stream: Stream;
  committed: Mark;
  tail: Mark;
  /** Numbers after the mark that ClickHouse has: see `Mark`. */
  stored: readonly SeqRange[];
  /** Not yet in a group, in order. */
  waiting: QueuedBatch[] = [];
  /** What is after `committed`, in order: `waiting`, and before it what is in a group. */
  held: QueuedBatch[] = [];
  /** Hash of each number of it. */
  readonly pending = new Map<number, string>();
  /** Bytes of what is after `committed`. */
  pendingBytes = 0;
  /** Out of the table: its agent was revoked, or the sequence was put aside. Nothing of it may be inserted any more. */
  dropped = false;

  constructor(owner: SequenceOwner, mark: Mark, stream: Stream = 'live') {
    this.agentId = owner.agentId;
    this.host = owner.host;
    this.epoch = owner.epoch;
    this.key = sequenceKey(owner.agentId, owner.epoch);
    this.stream = stream;
    this.committed = mark;
    this.tail = mark;
    this.stored = mark.stored ?? [];
  }
}

/** The key of `Marks`. */
export function sequenceKey(agentId: string, epoch: string): `${string}/${string}` {
  return `${agentId}/${epoch}`;
}
