import type { Sequence } from '../intake/sequence.ts';
import type { CommittedRun } from './commit-core.ts';

/** The sessions: told what to acknowledge, and where a sequence has to go on. */
export interface CommitAudience {
  acknowledge(run: CommittedRun): void;
  rewind(sequence: Sequence): void;
  /** Nothing is committed for a while: credit that is not used is taken back. What is here goes before all that comes. */
  stalled(): void;
  /** Batches can be committed again: whoever was refused credit may have some. */
  resumed(): void;
}
