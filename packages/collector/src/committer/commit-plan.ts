/**
 * What of one stream was chosen and is not committed yet, in the order in which it is inserted, and what its failures say.
 *
 *   the database refused    a group is halved; a batch alone becomes a tombstone, unless that is refused as well
 *   it may be the data      a group is halved; a batch alone is suspect: tried out before it is inserted again
 *   anything else           the same group again after a wait (full jitter)
 *
 * Whatever is done to it, batches of one sequence stay in order, and none is in two groups. It holds one chosen group, in at
 * most 2·log2(batches) pieces.
 */
import { fullJitterMs } from '@hostwire/runtime';
import type { TestInsertVerdict } from '@hostwire/storage';
import type { Placed } from '../intake/sequence-table.ts';
import type { QueuedBatch, Sequence } from '../intake/sequence.ts';

const planLimits = {
  backoff: { baseMs: 200, capMs: 10_000 },
  /** After an outcome that was read back: nothing is known against the database. */
  retry: { baseMs: 200, capMs: 1_000 },
  /** An error that need not be about the data is held against them after so many failures in a row. */
  failuresUntilReported: 5,
} as const;

/** What a failure says about the data: nothing, that they are what is refused, or that they may be. */
type Suspicion = 'none' | 'certain' | 'possible';

export interface PlanPoint {
  readonly groups: readonly (readonly Placed[])[];
  readonly failures: number;
  /** Of the last failure, until its outcome is known. */
  readonly suspicion: Suspicion;
  readonly isSuspect: boolean;
  readonly culprit: Placed | undefined;
  /** Monotonic; -Infinity: nothing is waited for. */
  readonly notBeforeMs: number;
}

export const emptyPlan: PlanPoint = {
  groups: [],
  failures: 0,
  suspicion: 'none',
  isSuspect: false,
  culprit: undefined,
  notBeforeMs: -Infinity,
};

export class CommitPlan {
  readonly #random: () => number;
  #groups: readonly (readonly Placed[])[];
  #failures: number;
  #suspicion: Suspicion;
  /** The lone batch at the head is tried out before it is inserted again. */
  #isSuspect: boolean;
  /** The batch that a tombstone at the head stands for. */
  #culprit: Placed | undefined;
  #notBeforeMs: number;

  constructor(from: PlanPoint, random: () => number) {
    this.#random = random;
    this.#groups = from.groups;
    this.#failures = from.failures;
    this.#suspicion = from.suspicion;
    this.#isSuspect = from.isSuspect;
    this.#culprit = from.culprit;
    this.#notBeforeMs = from.notBeforeMs;
  }

  get point(): PlanPoint {
    return {
      groups: this.#groups,
      failures: this.#failures,
      suspicion: this.#suspicion,
      isSuspect: this.#isSuspect,
      culprit: this.#culprit,
      notBeforeMs: this.#notBeforeMs,
    };
  }

  get isEmpty(): boolean {
    return this.#groups.length === 0;
  }

  /** The last INSERT of it failed, and none succeeded since. */
  get isFailing(): boolean {
    return this.#failures > 0;
  }

  /** When its head is inserted; undefined while there is none. */
  get dueMs(): number | undefined {
    return this.isEmpty ? undefined : this.#notBeforeMs;
  }

  /** The group that is inserted next; empty when there is none. */
  get head(): readonly Placed[] {
    return this.#groups[0] ?? [];
  }

  /** The batch to be tried out before anything of this is inserted. */
  get suspect(): Placed | undefined {
    return this.#isSuspect ? this.#lone : undefined;
  }

  get batches(): readonly Placed[] {
    return this.#groups.flat();
  }

  /** Whose batches are in it: no later ones may go before them. */
  get sequences(): ReadonlySet<Sequence> {
    return new Set(this.batches.map(({ sequence }) => sequence));
  }

  /** Only to an empty one. */
  begin(group: readonly Placed[]): void {
    this.#groups = [group];
    this.#notBeforeMs = -Infinity;
  }

  /** The head is committed: takes it out. */
  committed(): readonly Placed[] {
    const { head } = this;
    this.#replaceHead();
    this.#failures = 0;
    this.#culprit = undefined;
    return head;
  }

  /** `isAbsent`: nothing of the head is in the table. Otherwise its marks are read back first: `readBack`. */
  failed({ code, isAbsent }: { code: string; isAbsent: boolean }, nowMs: number): void {
    this.#failures++;
    this.#suspicion = this.#suspicionOf(code);
    if (isAbsent) return this.#react(nowMs);
    this.#notBeforeMs = this.#failures === 1 ? nowMs : this.#later(nowMs, planLimits.retry);
  }

  /** The marks were read; `found`: a batch of it is committed. What is, was taken out with `keep`. */
  readBack(found: boolean, nowMs: number): void {
    if (this.#suspicion === 'none') return;
    if (found || this.isEmpty) this.#suspicion = 'none';
    else this.#react(nowMs);
  }

  /** What came of the test insert of the suspect. */
  tried(verdict: TestInsertVerdict, nowMs: number): void {
    const suspect = this.#lone;
    this.#isSuspect = false;
    if (verdict === 'culprit' && suspect !== undefined) this.#giveUp(suspect);
    else this.#notBeforeMs = this.#later(nowMs);
  }

  /**
   * Leaves in it what passes. With nothing left that failed, the failures are over: agents without credit would send
   * nothing, so no INSERT would ever come to end them.
   */
  keep(passes: (placed: Placed) => boolean): void {
    this.#groups = this.#groups.map((group) => group.filter(passes)).filter((group) => group.length > 0);
    this.#isSuspect &&= this.#lone !== undefined;
    if (this.isEmpty) this.#failures = 0;
  }

  get #lone(): Placed | undefined {
    return this.head.length === 1 ? this.head[0] : undefined;
  }

  #suspicionOf(code: string): Suspicion {
    if (code === 'DATA_REFUSED') return 'certain';
    const isObscure = code === 'QUERY_FAILED' && this.#failures >= planLimits.failuresUntilReported;
    return isObscure ? 'possible' : 'none';
  }

  /** The head is absent. */
  #react(nowMs: number): void {
    const suspicion = this.#suspicion;
    const lone = this.#lone;
    this.#suspicion = 'none';
    if (suspicion === 'none') {
      this.#notBeforeMs = this.#later(nowMs);
    } else if (lone === undefined) {
      const middle = this.head.length >> 1;
      this.#replaceHead(this.head.slice(0, middle), this.head.slice(middle));
    } else if (lone.batch.content.kind === 'tombstone') {
      this.#replaceHead([this.#culprit ?? lone]); // innocent: the table refuses whatever it is given
      this.#culprit = undefined;
      this.#notBeforeMs = this.#later(nowMs);
    } else if (suspicion === 'certain') {
      this.#giveUp(lone);
    } else {
      this.#isSuspect = true;
    }
  }

  #giveUp(culprit: Placed): void {
    this.#culprit = culprit;
    this.#replaceHead([{ sequence: culprit.sequence, batch: tombstoneOf(culprit.batch) }]);
  }

  #replaceHead(...by: (readonly Placed[])[]): void {
    this.#groups = [...by, ...this.#groups.slice(1)];
  }

  #later(nowMs: number, limits: { baseMs: number; capMs: number } = planLimits.backoff): number {
    return nowMs + fullJitterMs(this.#failures - 1, { ...limits, random: this.#random });
  }
}

/** What takes the place of a batch that is given up. */
export function tombstoneOf(batch: QueuedBatch): QueuedBatch {
  const detail = 'the database refused this batch';
  return { ...batch, samples: 0, content: { kind: 'tombstone', code: 'poison', detail } };
}
