/**
 * Decides what is committed when, and what a failure means. No I/O, no clock, no timers: the committer asks for the next
 * action, does it, and reports what came of it. The same calls give the same decisions.
 *
 * States
 *   unleased    no lease: nothing may be inserted. → recovering
 *   recovering  the committer takes a new lease, ends older writers and reads the marks. → ready | unleased
 *   ready       the lease is ours and every mark is known. → inserting
 *   inserting   one INSERT is under way, the first group of the plan. → ready | unleased
 *   trying      a batch that may be to blame is tried out, apart from the table. → ready
 *
 * Outcome of an INSERT
 *   committed                  the marks advance                                                → ready
 *   absent, data refused       the group is split; a batch alone becomes a tombstone            → ready
 *   absent, and nobody knows   after some failures in a row the group is split; a batch alone
 *   whether for its data       is tried out, and becomes a tombstone when that proves its guilt → ready | trying
 *   absent, anything else      the same group again after a wait (full jitter)                  → ready
 *   fenced                     another collector took over: wait, then take the lease back      → unleased
 *   unreachable, restarted     the server may have lost its last seconds: as uncertain
 *   uncertain                  never again before the marks were read under a new lease         → unleased
 *
 * Invariants
 *   - A group leaves the plan only when it is committed, or known to be absent and let go (revoked, rewound).
 *   - Groups of the plan go before anything that waits, so batches of a sequence are inserted in order, each as often as
 *     it was known to be absent before.
 *   - Live groups go first: a group of history is chosen only while no live group is due, and then pauses, so that a live
 *     group waits for at most one INSERT of history.
 *   - A batch is given up only when it fails alone and the table then takes a tombstone in its place; with an error that
 *     need not be about the data only when a trial shows that the data are what is refused.
 *
 * Limits: the plan holds one chosen group, in at most 2·log2(batches) pieces while a refusal is narrowed down.
 */
import { fullJitterMs } from '@hostwire/runtime';
import type { TrialVerdict } from '@hostwire/storage';
import type { Placed, SequenceBook } from '../intake/sequence-book.ts';
import { noMark, type Mark, type QueuedBatch, type Sequence } from '../intake/sequence.ts';
import { chooseGroup, groupDueMs, historyLimits, historyWaits, type GroupLimits } from './choose-group.ts';
import { CommitPlan } from './commit-plan.ts';

const commitLimits = {
  backoff: { baseMs: 200, capMs: 10_000 },
  /** Between attempts to reach a database that does not answer: they burden nobody, and it is back soon. */
  knock: { baseMs: 200, capMs: 1_000 },
  /** After another collector took over: long enough for two that fight to be noticed, and for one of them to stop. */
  fencedWaitMs: 5_000,
  /** An error that need not be about the data is held against them after so many failures in a row. */
  failuresUntilBlamed: 5,
} as const;

/** What a failure says about the data: nothing, that it is to blame, or that it may be. */
type Blame = 'none' | 'certain' | 'possible';

export type CommitAction =
  | { readonly type: 'insert'; readonly group: readonly Placed[] }
  /** Find out whether this batch is what the table refuses, without writing to the table. */
  | { readonly type: 'try'; readonly suspect: Placed }
  /** Take a new lease, then read the marks of these sequences. */
  | { readonly type: 'recover'; readonly sequences: readonly Sequence[] }
  /** Nothing to do before `untilMs` (monotonic); undefined: before something is queued. */
  | { readonly type: 'wait'; readonly untilMs: number | undefined };

export interface InsertFailure {
  readonly outcome: 'absent' | 'uncertain';
  readonly code: string;
}

/** Batches of one sequence that became visible together. */
export interface CommittedRun {
  readonly sequence: Sequence;
  readonly batches: readonly QueuedBatch[];
}

export interface Recovery {
  /** Found in ClickHouse although the answer was lost. */
  readonly committed: readonly CommittedRun[];
  /** ClickHouse holds less or more than was known: their agents have to go on after the new mark. */
  readonly reset: readonly Sequence[];
}

export interface CommitCoreOptions {
  readonly book: SequenceBook;
  readonly limits: GroupLimits;
  readonly random: () => number;
  /** Goes on from there; default: from the beginning. Its sequences and batches must be those of `book`. */
  readonly from?: CommitPoint;
}

type State = 'unleased' | 'recovering' | 'ready' | 'inserting' | 'trying';

/** Everything that decides what comes next, apart from the book: two cores at the same point act the same. */
export interface CommitPoint {
  readonly state: State;
  readonly plan: readonly (readonly Placed[])[];
  readonly failures: number;
  readonly blame: Blame;
  readonly isSuspect: boolean;
  readonly accused: Placed | undefined;
  readonly inDoubt: readonly Sequence[];
  /** Monotonic; -Infinity: nothing is waited for. */
  readonly notBeforeMs: number;
}

export class CommitCore {
  readonly #book: SequenceBook;
  readonly #random: () => number;
  readonly #plan: CommitPlan;
  #limits: GroupLimits;
  #state: State = 'unleased';
  #failures = 0;
  /** What the last failure said, when it was uncertain. */
  #blame: Blame = 'none';
  /** The lone batch at the head of the plan is tried out before it is inserted again. */
  #isSuspect = false;
  /** The batch that a tombstone at the head of the plan stands for. */
  #accused: Placed | undefined;
  /** The sequences whose marks are being read back. */
  #inDoubt: readonly Sequence[] = [];
  #notBeforeMs = -Infinity;
  /** The rate cap of history: no group of it before that, and when one began whose end was not seen yet. */
  #historyNotBeforeMs = -Infinity;
  #historyBeganMs: number | undefined;

  constructor({ book, limits, random, from }: CommitCoreOptions) {
    this.#book = book;
    this.#limits = limits;
    this.#random = random;
    this.#plan = new CommitPlan(from?.plan);
    if (from === undefined) return;
    this.#state = from.state;
    this.#failures = from.failures;
    this.#blame = from.blame;
    this.#isSuspect = from.isSuspect;
    this.#accused = from.accused;
    this.#inDoubt = from.inDoubt;
    this.#notBeforeMs = from.notBeforeMs;
  }

  /** Where it stands: what `from` takes. */
  get point(): CommitPoint {
    return {
      state: this.#state,
      plan: this.#plan.groups,
      failures: this.#failures,
      blame: this.#blame,
      isSuspect: this.#isSuspect,
      accused: this.#accused,
      inDoubt: this.#inDoubt,
      notBeforeMs: this.#notBeforeMs,
    };
  }

  /** Whether an INSERT may be sent: the lease is held and the marks in memory are true. */
  get leased(): boolean {
    return this.#state !== 'unleased' && this.#state !== 'recovering';
  }

  /** Whether nothing can be committed at present. */
  get stuck(): boolean {
    return !this.leased || this.#failures > 0;
  }

  /** Nothing waits and nothing is under way. */
  get idle(): boolean {
    return this.#plan.isEmpty && this.#book.heldBatches === 0;
  }

  /** No more waiting for company: what is there goes at once. */
  hurry(): void {
    const history = { ...(this.#limits.history ?? historyLimits), pauseMs: 0, maxPauseMs: 0 };
    this.#limits = { ...this.#limits, lingerMs: 0, history };
  }

  /** Whether an INSERT with batches of an agent is under way, or may still be: its outcome is not known yet. */
  mayCommit(agentId: string): boolean {
    if (this.#state === 'ready' || this.#state === 'trying') return false;
    return this.#plan.head.some(({ sequence }) => sequence.agentId === agentId);
  }

  /** What to do now. Each but 'wait' must be followed by its outcome before the next call. */
  next(nowMs: number): CommitAction {
    if (this.#state !== 'unleased' && this.#state !== 'ready') {
      throw new Error(`asked for the next action while ${this.#state}`);
    }
    if (nowMs < this.#notBeforeMs) return { type: 'wait', untilMs: this.#notBeforeMs };
    if (this.#state === 'unleased') {
      this.#state = 'recovering';
      this.#inDoubt = [...this.#book.sequences()];
      return { type: 'recover', sequences: this.#inDoubt };
    }
    this.#letGo();
    if (this.#plan.isEmpty) {
      const dueMs = this.#choose(nowMs);
      if (dueMs > nowMs) return { type: 'wait', untilMs: dueMs === Infinity ? undefined : dueMs };
    }
    if (this.#isSuspect) {
      this.#state = 'trying';
      return { type: 'try', suspect: this.#plan.lone! };
    }
    this.#state = 'inserting';
    return { type: 'insert', group: this.#plan.head };
  }

  /** The INSERT was answered completely. */
  inserted(): readonly CommittedRun[] {
    this.#state = 'ready';
    this.#failures = 0;
    this.#accused = undefined;
    return this.#settle(this.#plan.takeHead());
  }

  insertFailed({ outcome, code }: InsertFailure, nowMs: number): void {
    this.#failures++;
    const blame = this.#blameFor(code);
    if (code === 'FENCED') {
      this.#state = 'unleased';
      this.#notBeforeMs = nowMs + commitLimits.fencedWaitMs;
    } else if (outcome === 'uncertain' || code === 'UNREACHABLE' || code === 'RESTARTED') {
      this.#state = 'unleased';
      this.#blame = blame;
      this.#notBeforeMs = this.#failures === 1 ? nowMs : this.#backOff(nowMs, commitLimits.knock);
    } else {
      this.#state = 'ready';
      if (blame === 'none') this.#notBeforeMs = this.#backOff(nowMs);
      else this.#narrowDown(blame, nowMs);
    }
  }

  /** What came of a trial. */
  tried(verdict: TrialVerdict, nowMs: number): void {
    this.#state = 'ready';
    this.#isSuspect = false;
    if (verdict === 'guilty') this.#accuse(this.#plan.lone!);
    else this.#notBeforeMs = this.#backOff(nowMs);
  }

  /** The lease is ours; `marks` are of all sequences that 'recover' named (none = nothing committed). */
  recovered(marks: ReadonlyMap<string, Mark>, nowMs: number): Recovery {
    this.#state = 'ready';
    const found = this.#plan.groups
      .flat()
      .filter(({ sequence, batch }) => batch.seq <= (marks.get(sequence.key) ?? noMark).seq);
    const committed = this.#settle(found.filter(isHeld));
    const reset: Sequence[] = [];
    for (const sequence of this.#inDoubt) {
      if (sequence.dropped) continue;
      const mark = marks.get(sequence.key);
      const isOurs = mark === undefined ? sequence.committed.seq === 0 : mark.seq === sequence.committed.seq;
      if (isOurs) continue;
      this.#book.reset(sequence, mark ?? noMark);
      reset.push(sequence);
    }
    this.#letGo();
    if (this.#blame !== 'none' && !this.#plan.isEmpty && found.length === 0)
      this.#narrowDown(this.#blame, nowMs);
    this.#blame = 'none';
    this.#inDoubt = [];
    return { committed, reset };
  }

  recoveryFailed(nowMs: number): void {
    this.#state = 'unleased';
    this.#failures++;
    this.#notBeforeMs = this.#backOff(nowMs, commitLimits.knock);
  }

  /** Puts the next group that is due into the plan. When one is or will be due; Infinity: when something is queued. */
  #choose(nowMs: number): number {
    const liveMs = groupDueMs(this.#book, this.#limits) ?? Infinity;
    const dueMs = Math.min(liveMs, this.#historyDueMs(nowMs));
    if (dueMs > nowMs) return dueMs;
    const lane = liveMs <= nowMs ? 'live' : 'history';
    if (lane === 'history') this.#historyBeganMs = nowMs;
    this.#plan.putFirst(chooseGroup(this.#book, this.#limits, lane));
    return dueMs;
  }

  /** Halves the refused group, or replaces the one batch that is guilty. */
  #narrowDown(blame: Blame, nowMs: number): void {
    const { lone } = this.#plan;
    if (lone === undefined) {
      this.#plan.halveHead();
    } else if (lone.batch.content.kind === 'tombstone') {
      this.#plan.replaceLone(this.#accused ?? lone); // innocent: the table refuses whatever it is given
      this.#accused = undefined;
      this.#notBeforeMs = this.#backOff(nowMs);
    } else if (blame === 'certain') {
      this.#accuse(lone);
    } else {
      this.#isSuspect = true;
    }
  }

  #accuse(guilty: Placed): void {
    this.#accused = guilty;
    this.#plan.replaceLone({ sequence: guilty.sequence, batch: tombstoneOf(guilty.batch) });
  }

  #blameFor(code: string): Blame {
    if (code === 'DATA_REFUSED') return 'certain';
    const isObscure = code === 'QUERY_FAILED' && this.#failures >= commitLimits.failuresUntilBlamed;
    return isObscure ? 'possible' : 'none';
  }

  #settle(placed: readonly Placed[]): CommittedRun[] {
    const runs = new Map<Sequence, QueuedBatch[]>();
    for (const one of placed) {
      if (one.sequence.dropped) continue;
      this.#book.settle(one);
      const run = runs.get(one.sequence);
      if (run === undefined) runs.set(one.sequence, [one.batch]);
      else run.push(one.batch);
    }
    return [...runs].map(([sequence, batches]) => ({ sequence, batches }));
  }

  /**
   * Takes out of the plan what was committed, revoked or rewound meanwhile. With nothing left that failed, the failures
   * are over: agents without credit would send nothing, so no INSERT would ever come to end them.
   */
  #letGo(): void {
    this.#plan.keep(isHeld);
    this.#isSuspect &&= this.#plan.lone !== undefined;
    if (this.#plan.isEmpty) this.#failures = 0;
  }

  /** Infinity while none waits. */
  #historyDueMs(nowMs: number): number {
    const { pauseMs, maxPauseMs } = this.#limits.history ?? historyLimits;
    if (this.#historyBeganMs !== undefined) {
      const tookMs = nowMs - this.#historyBeganMs;
      this.#historyNotBeforeMs = nowMs + Math.min(maxPauseMs, Math.max(pauseMs, tookMs));
      this.#historyBeganMs = undefined;
    }
    return historyWaits(this.#book) ? Math.max(nowMs, this.#historyNotBeforeMs) : Infinity;
  }

  #backOff(nowMs: number, limits: { baseMs: number; capMs: number } = commitLimits.backoff): number {
    return nowMs + fullJitterMs(this.#failures - 1, { ...limits, random: this.#random });
  }
}

function isHeld({ sequence, batch }: Placed): boolean {
  return !sequence.dropped && sequence.pending.get(batch.seq) === batch.hash;
}

/** What takes the place of a batch that is given up. */
export function tombstoneOf(batch: QueuedBatch): QueuedBatch {
  const detail = 'the database refused this batch';
  return { ...batch, samples: 0, content: { kind: 'tombstone', code: 'poison', detail } };
}
