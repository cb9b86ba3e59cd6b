/** The parts of the way to a commit that do no I/O, for the state explorer of test/model. */
export { CommitCore, type CommitPoint, type CommittedRun } from './committer/commit-core.ts';
export { emptyPlan } from './committer/commit-plan.ts';
export { Generations } from './gateway/generations.ts';
export { chainHash, judge } from './intake/admission.ts';
export { creditFor } from './intake/credit.ts';
export { SequenceBook, type Placed } from './intake/sequence-book.ts';
export { noMark, Sequence, type Mark, type QueuedBatch } from './intake/sequence.ts';
