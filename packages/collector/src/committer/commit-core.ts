/**
 * Decides what is committed when, and what a failure means. No I/O, no clock, no timers: the committer asks for the next
 * action, does it, and reports what came of it. The same calls give the same decisions.
 *
 * States
 *   unleased    no lease: nothing may be inserted. → recovering
 *   recovering  the committer takes a new lease, ends older writers and reads the marks. → ready | unleased
 *   ready       the lease is ours and every mark is known. → inserting | trying
 *   inserting   one INSERT is under way, the head of the plan of its stream (commit-plan.ts). → ready | unleased
 *   trying      a batch that may be what is refused is tried out, apart from the table. → ready
 *
 * Outcome of an INSERT
 *   committed                  the marks advance                                                → ready
 *   absent                     its plan decides when and how it is tried again                  → ready
 *   fenced                     another collector took over: wait, then take the lease back      → unleased
 *   unreachable, restarted     the server may have lost its last seconds: as uncertain
 *   uncertain                  never again before the marks were read under a new lease         → unleased
 *
 * Invariants
 *   - A group leaves its plan only when it is committed, or known to be absent and let go (revoked, rewound).
 *   - What is planned of a sequence goes before what waits of it, so its batches are inserted in order, each as often as it
 *     was known to be absent before.
 *   - Live groups go first: history is chosen only while no live group is due or planned, and then pauses, so that a live
 *     group waits for at most one INSERT of history. History that fails is tried again between live groups.
 *   - A batch is given up only when it fails alone and the table then takes a tombstone in its place; with an error that
 *     need not be about the data only when a test insert shows that the data are what is refused.
 */
import type { Stream } from '@hostwire/protocol';
import { fullJitterMs } from '@hostwire/runtime';
import type { TestInsertVerdict } from '@hostwire/storage';
import type { Placed, SequenceTable } from '../intake/sequence-table.ts';
import { noMark, type Mark, type QueuedBatch, type Sequence } from '../intake/sequence.ts';
import { chooseGroup, groupDueMs, historyLimits, historyWaits, type GroupLimits } from './choose-group.ts';
import { CommitPlan, emptyPlan, type PlanPoint } from './commit-plan.ts';

const commitLimits = {
  /** Between attempts to reach a database that does not answer: they burden nobody, and it is back soon. */
  connect: { baseMs: 200, capMs: 1_000 },
  /** After another collector took over: long enough for two that fight to be noticed, and for one of them to stop. */
  fencedWaitMs: 5_000,
} as const;

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
  readonly table: SequenceTable;
  readonly limits: GroupLimits;
  readonly random: () => number;
  /** Goes on from there; default: from the beginning. Its sequences and batches must be those of `table`. */
  readonly from?: CommitPoint;
}

type State = 'unleased' | 'recovering' | 'ready' | 'inserting' | 'trying';

/** Everything that decides what comes next, apart from the table of sequences: two cores at the same point act the same. */
export interface CommitPoint {
  readonly state: State;
  readonly plans: Readonly<Record<Stream, PlanPoint>>;
  /** Of the INSERT or test insert that is under way, or the last. */
  readonly stream: Stream;
  /** Attempts to take the lease that failed in a row. */
  readonly lapses: number;
  readonly inDoubt: readonly Sequence[];
  /** Monotonic; -Infinity: nothing is waited for. */
  readonly notBeforeMs: number;
}

export class CommitCore {
  readonly #table: SequenceTable;
  readonly #random: () => number;
  readonly #plans: Readonly<Record<Stream, CommitPlan>>;
  #limits: GroupLimits;
  #state: State = 'unleased';
  #stream: Stream = 'live';
  #lapses = 0;
  /** The sequences whose marks are being read back. */
  #inDoubt: readonly Sequence[] = [];
  #notBeforeMs = -Infinity;
  /** The rate cap of history: no group of it before that, and when one began whose end was not seen yet. */
  #historyNotBeforeMs = -Infinity;
  #historyBeganMs: number | undefined;

  constructor({ table, limits, random, from }: CommitCoreOptions) {
    this.#table = table;
    this.#limits = limits;
    this.#random = random;
    this.#plans = {
      live: new CommitPlan(from?.plans.live ?? emptyPlan, random),
      history: new CommitPlan(from?.plans.history ?? emptyPlan, random),
    };
    if (from === undefined) return;
    this.#state = from.state;
    this.#stream = from.stream;
    this.#lapses = from.lapses;
    this.#inDoubt = from.inDoubt;
    this.#notBeforeMs = from.notBeforeMs;
  }

  /** Where it stands: what `from` takes. */
  get point(): CommitPoint {
    return {
      state: this.#state,
      plans: { live: this.#plans.live.point, history: this.#plans.history.point },
      stream: this.#stream,
      lapses: this.#lapses,
      inDoubt: this.#inDoubt,
      notBeforeMs: this.#notBeforeMs,
    };
  }

  /** Whether an INSERT may be sent: the lease is held and the marks in memory are true. */
  get leased(): boolean {
    return this.#state !== 'unleased' && this.#state !== 'recovering';
  }

  /** Whether nothing can be committed at present: nothing live. */
  get isStalled(): boolean {
    return !this.leased || this.#plans.live.isFailing;
  }

  /** Nothing waits and nothing is under way. */
  get idle(): boolean {
    const { live, history } = this.#plans;
    return live.isEmpty && history.isEmpty && this.#table.pendingBatches === 0;
  }

  /** No more waiting for company: what is there goes at once. */
  flushNow(): void {
    const history = { ...(this.#limits.history ?? historyLimits), pauseMs: 0, maxPauseMs: 0 };
    this.#limits = { ...this.#limits, lingerMs: 0, history };
  }

  /** Whether an INSERT with batches of an agent is under way, or may still be: its outcome is not known yet. */
  mayCommit(agentId: string): boolean {
    if (this.#state === 'ready' || this.#state === 'trying') return false;
    return this.#plan.head.some(({ sequence }) => sequence.agentId === agentId);
  }

  /** The database may hold less than the marks say: they are read back before anything else is inserted. */
  doubt(): void {
    if (this.#state === 'ready') this.#state = 'unleased';
  }

  /** What to do now. Each but 'wait' must be followed by its outcome before the next call. */
  next(nowMs: number): CommitAction {
    if (this.#state !== 'unleased' && this.#state !== 'ready') {
      throw new Error(`asked for the next action while ${this.#state}`);
    }
    if (nowMs < this.#notBeforeMs) return { type: 'wait', untilMs: this.#notBeforeMs };
    if (this.#state === 'unleased') {
      this.#state = 'recovering';
      this.#inDoubt = [...this.#table.sequences()];
      return { type: 'recover', sequences: this.#inDoubt };
    }
    this.#prune();
    const dueMs = this.#choose(nowMs);
    if (dueMs > nowMs) return { type: 'wait', untilMs: dueMs === Infinity ? undefined : dueMs };
    const { suspect, head } = this.#plan;
    this.#state = suspect === undefined ? 'inserting' : 'trying';
    return suspect === undefined ? { type: 'insert', group: head } : { type: 'try', suspect };
  }

  /** The INSERT was answered completely. */
  inserted(): readonly CommittedRun[] {
    this.#state = 'ready';
    return this.#settle(this.#plan.committed());
  }

  insertFailed({ outcome, code }: InsertFailure, nowMs: number): void {
    const isFenced = code === 'FENCED';
    const isAbsent = outcome === 'absent' && !isFenced && code !== 'UNREACHABLE' && code !== 'RESTARTED';
    this.#plan.failed({ code, isAbsent }, nowMs);
    this.#state = isAbsent ? 'ready' : 'unleased';
    if (isFenced) this.#notBeforeMs = nowMs + commitLimits.fencedWaitMs;
  }

  /** What came of a test insert. */
  tried(verdict: TestInsertVerdict, nowMs: number): void {
    this.#state = 'ready';
    this.#plan.tried(verdict, nowMs);
  }

  /** The lease is ours; `marks` are of all sequences that 'recover' named (none = nothing committed). */
  recovered(marks: ReadonlyMap<string, Mark>, nowMs: number): Recovery {
    this.#state = 'ready';
    this.#lapses = 0;
    const isCommitted = ({ sequence, batch }: Placed) => batch.seq <= (marks.get(sequence.key) ?? noMark).seq;
    const found = this.#all.map((plan) => plan.batches.filter(isCommitted));
    const committed = this.#settle(found.flat().filter(isPending));
    const reset: Sequence[] = [];
    for (const sequence of this.#inDoubt) {
      if (sequence.dropped) continue;
      const mark = marks.get(sequence.key);
      const isOurs = mark === undefined ? sequence.committed.seq === 0 : mark.seq === sequence.committed.seq;
      if (isOurs) continue;
      this.#table.reset(sequence, mark ?? noMark);
      reset.push(sequence);
    }
    this.#prune();
    for (const [i, plan] of this.#all.entries()) plan.readBack(found[i]!.length > 0, nowMs);
    this.#inDoubt = [];
    return { committed, reset };
  }

  recoveryFailed(nowMs: number): void {
    this.#state = 'unleased';
    this.#notBeforeMs = nowMs + fullJitterMs(this.#lapses, { ...commitLimits.connect, random: this.#random });
    this.#lapses++;
  }

  /** Of the INSERT or test insert that is under way, or the last. */
  get #plan(): CommitPlan {
    return this.#plans[this.#stream];
  }

  get #all(): readonly CommitPlan[] {
    return [this.#plans.live, this.#plans.history];
  }

  /**
   * Decides on the stream that comes next, and plans its next group when it has none. When that is or will be due; Infinity:
   * when something is queued.
   */
  #choose(nowMs: number): number {
    const { live, history } = this.#plans;
    const except = history.sequences;
    const liveMs = live.dueMs ?? groupDueMs(this.#table, this.#limits, except) ?? Infinity;
    const historyMs = live.isEmpty ? this.#historyDueMs(nowMs) : Infinity;
    const dueMs = Math.min(liveMs, historyMs);
    if (dueMs > nowMs) return dueMs;
    this.#stream = liveMs <= nowMs ? 'live' : 'history';
    if (this.#stream === 'history') this.#historyBeganMs = nowMs;
    if (this.#plan.isEmpty)
      this.#plan.begin(chooseGroup(this.#table, this.#limits, { stream: this.#stream, except }));
    return dueMs;
  }

  #settle(placed: readonly Placed[]): CommittedRun[] {
    const runs = new Map<Sequence, QueuedBatch[]>();
    for (const one of placed) {
      if (one.sequence.dropped) continue;
      this.#table.settle(one);
      const run = runs.get(one.sequence);
      if (run === undefined) runs.set(one.sequence, [one.batch]);
      else run.push(one.batch);
    }
    return [...runs].map(([sequence, batches]) => ({ sequence, batches }));
  }

  /** Takes out of the plans what was committed, revoked or rewound meanwhile. */
  #prune(): void {
    for (const plan of this.#all) plan.keep(isPending);
  }

  /** Infinity while none waits. */
  #historyDueMs(nowMs: number): number {
    const { pauseMs, maxPauseMs } = this.#limits.history ?? historyLimits;
    if (this.#historyBeganMs !== undefined) {
      const tookMs = nowMs - this.#historyBeganMs;
      this.#historyNotBeforeMs = nowMs + Math.min(maxPauseMs, Math.max(pauseMs, tookMs));
      this.#historyBeganMs = undefined;
    }
    const planned = this.#plans.history.dueMs;
    if (planned !== undefined) return Math.max(planned, this.#historyNotBeforeMs);
    return historyWaits(this.#table) ? Math.max(nowMs, this.#historyNotBeforeMs) : Infinity;
  }
}

function isPending({ sequence, batch }: Placed): boolean {
  return !sequence.dropped && sequence.pending.get(batch.seq) === batch.hash;
}
