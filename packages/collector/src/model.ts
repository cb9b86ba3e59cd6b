/** The parts of the way to a commit that do no I/O, for the state explorer of test/model. */
export { CommitCore, type CommitPoint, type CommittedRun } from './committer/commit-core.ts';
export { emptyPlan } from './committer/commit-plan.ts';
export {
  judgeIdentity,
  unknownIdentity,
  type IdentityRecord,
  type IdentityVerdict,
} from './gateway/identity.ts';
export { transition as sessionTransition } from './gateway/session-core.ts';
export {
  newSession,
  type FrameEffect,
  type SessionEffect,
  type SessionEvent,
  type SessionState,
} from './gateway/session-state.ts';
export { chainHash, judge } from './intake/admission.ts';
export { creditFor } from './intake/credit.ts';
export { SequenceTable, type Placed } from './intake/sequence-table.ts';
export { noMark, Sequence, type Mark, type QueuedBatch } from './intake/sequence.ts';
