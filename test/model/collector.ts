/**
 * A collector: the product's CommitCore and SequenceTable, and its sessions (sessions.ts). What committer.ts does between
 * them is repeated here in the same order, cut at every instant at which another process may act.
 *
 *   commit loop  idle → (lease → kill → read → apply) | waiting for the answer of an INSERT → idle
 */
import {
  CommitCore,
  emptyPlan,
  SequenceTable,
  unknownIdentity,
  type CommitPoint,
  type IdentityRecord,
  type Mark,
  type Placed,
  type QueuedBatch,
  type Sequence,
} from '@hostwire/collector/model';
import type { NackCode } from '@hostwire/protocol';
import { epochOf, frameOf, hashOf } from './content.ts';
import { isPoison, killRunning } from './database.ts';
import { agentOf, LiveSessions, markIn, newSequence, sequenceKeyOf } from './sessions.ts';
import type { World } from './world.ts';

interface PlacedState {
  readonly agent: number;
  readonly chain: string;
  readonly isTombstone: boolean;
}

interface SequenceState {
  readonly agent: number;
  readonly committed: Mark;
  /** Chains of what is after `committed`. */
  readonly held: readonly string[];
  /** How many of them are in no group. */
  readonly waiting: number;
}

/** Everything is live here: history has no plan. */
interface CoreState {
  readonly state: CommitPoint['state'];
  readonly groups: readonly (readonly PlacedState[])[];
  readonly failures: number;
  readonly suspicion: CommitPoint['plans']['live']['suspicion'];
  readonly isSuspect: boolean;
  readonly culprit: PlacedState | undefined;
  readonly inDoubt: readonly number[];
}

type Phase = 'idle' | 'lease' | 'kill' | 'read' | 'apply' | 'inserting';

export interface CollectorState {
  core: CoreState;
  sequences: readonly SequenceState[];
  /** The agents whose sequences have batches waiting, next one first. */
  turns: readonly number[];
  phase: Phase;
  /** The lease of its writer; 0: none. */
  lease: number;
  /** Read back, by sequence; not yet given to the core. */
  marks: readonly { readonly agent: number; readonly mark: Mark }[];
  /** Of this process: see gateway/generation.ts. */
  readonly mark: number;
  /** By agent. */
  identities: IdentityRecord[];
}

export function newCollector(agents: number, mark: number): CollectorState {
  return {
    mark,
    core: {
      state: 'unleased',
      groups: [],
      failures: 0,
      suspicion: 'none',
      isSuspect: false,
      culprit: undefined,
      inDoubt: [],
    },
    sequences: [],
    turns: [],
    phase: 'idle',
    lease: 0,
    marks: [],
    identities: Array.from({ length: agents }, () => unknownIdentity),
  };
}

/** Time is not modelled: any wait may end any time, so everything is due at once. */
const nowMs = 0;
const failuresThatMatter = 5;

/** The live objects of one collector, made from its state for one step and written back after it. */
export class LiveCollector {
  readonly #world: World;
  readonly #number: number;
  readonly #state: CollectorState;
  readonly #table = new SequenceTable();
  readonly #core: CommitCore;
  readonly #chains = new Map<string, string>();
  readonly sessions: LiveSessions;

  constructor(world: World, number: number) {
    this.#world = world;
    this.#number = number;
    this.#state = world.collectors[number]!;
    this.#core = new CommitCore({
      table: this.#table,
      limits: { maxSamples: Infinity, maxBytes: Infinity, lingerMs: 0 },
      random: () => 0,
      from: this.#revive(),
    });
    this.sessions = new LiveSessions({
      world,
      number,
      table: this.#table,
      core: this.#core,
      newBatch: (agent, chain) => this.#batch(agent, chain),
    });
  }

  // The commit loop.

  /** Asks the core what to do, and begins it. Whether there was anything to do. */
  act(): boolean {
    const action = this.#core.next(nowMs);
    switch (action.type) {
      case 'wait':
        return false;
      case 'recover':
        this.#state.phase = 'lease';
        if (this.#world.flaw === 'reads marks before older writers are ended') this.readMarks();
        this.#state.phase = 'lease';
        this.sessions.forgetReads();
        return true;
      case 'insert':
        this.#insert(action.group);
        return true;
      case 'try':
        this.#core.tried(this.#isPoison(action.suspect) ? 'culprit' : 'innocent', nowMs);
        return true;
    }
  }

  takeLease(): void {
    const { database } = this.#world;
    database.lease++;
    this.#state.lease = database.lease;
    this.#state.phase = 'kill';
  }

  killOlder(): void {
    const { database, flaw } = this.#world;
    if (flaw !== 'does not kill older inserts') loseAnswers(this.#world, killRunning(database));
    this.#state.phase = flaw === 'reads marks before older writers are ended' ? 'apply' : 'read';
  }

  readMarks(): void {
    this.#state.marks = this.#core.point.inDoubt.flatMap((sequence) => {
      const agent = agentOf(sequence);
      const mark = markIn(this.#world, agent);
      return mark === undefined ? [] : [{ agent, mark }];
    });
    this.#state.phase = 'apply';
  }

  applyMarks(): void {
    const marks = new Map(
      this.#state.marks.map(({ agent, mark }) => [`${agent}/${epochOf(agent)}` as const, mark]),
    );
    const { committed, reset } = this.#core.recovered(marks, nowMs);
    this.#state.marks = [];
    this.#state.phase = 'idle';
    this.sessions.announce(committed);
    for (const sequence of reset) this.sessions.rewind(sequence);
  }

  recoveryFailed(): void {
    this.#core.recoveryFailed(nowMs);
    this.#state.marks = [];
    this.#state.lease = 0;
    this.#state.phase = 'idle';
  }

  committed(): void {
    this.#state.phase = 'idle';
    this.sessions.announce(this.#core.inserted());
  }

  insertFailed(outcome: 'absent' | 'uncertain', code: string): void {
    const isRash = this.#world.flaw === 'takes any refusal for one of the data';
    if (isRash && code === 'QUERY_FAILED') return this.insertFailed(outcome, 'DATA_REFUSED');
    const isAbsent = outcome === 'absent' || this.#world.flaw === 'resends without reading back';
    this.#state.phase = 'idle';
    this.#core.insertFailed(isAbsent ? { outcome: 'absent', code } : { outcome, code }, nowMs);
    if (!this.#core.leased) this.sessions.forgetReads();
  }

  #insert(group: readonly Placed[]): void {
    const { database, flaw } = this.#world;
    const isRash = flaw === 'acknowledges before the commit';
    database.inserts.push({
      owner: isRash ? -1 : this.#number,
      lease: this.#state.lease,
      rows: group.map((placed) => this.#placedState(placed)),
      at: 'under way',
    });
    this.#state.phase = 'inserting';
    if (isRash) this.committed();
  }

  /** What a test insert finds out. */
  #isPoison(suspect: Placed): boolean {
    return isPoison(this.#placedState(suspect), this.#world);
  }

  // From and to plain values.

  /** What the step did, as a state again. */
  save(): void {
    const { state, plans, inDoubt } = this.#core.point;
    const { groups, failures, suspicion, isSuspect, culprit } = plans.live;
    this.#state.core = {
      state,
      groups: groups.map((group) => group.map((placed) => this.#placedState(placed))),
      failures: Math.min(failures, failuresThatMatter),
      suspicion,
      isSuspect,
      culprit: culprit && this.#placedState(culprit),
      inDoubt: inDoubt.map(agentOf),
    };
    this.#state.sequences = [...this.#table.sequences()].map((sequence) => ({
      agent: agentOf(sequence),
      committed: sequence.committed,
      held: [...sequence.pending.values()].map((hash) => this.#chains.get(hash)!),
      waiting: sequence.waiting.length,
    }));
    this.#state.turns = [...this.#table.withWaiting()].map(agentOf);
  }

  #revive(): CommitPoint {
    const { core, sequences, turns } = this.#state;
    for (const { agent, committed } of sequences) this.#table.add(newSequence(agent, committed));
    const byTurn = [...sequences].sort((a, b) => turns.indexOf(a.agent) - turns.indexOf(b.agent));
    const taken: Placed[] = [];
    for (const { agent, held, waiting } of byTurn) {
      const sequence = this.#sequenceOf(agent)!;
      for (const chain of held) this.#table.append({ sequence, batch: this.#batch(agent, chain) });
      for (let i = held.length - waiting; i > 0; i--) taken.push(this.#table.take(sequence));
    }
    const place = (state: PlacedState) => this.#place(state, taken);
    const live = {
      groups: core.groups.map((group) => group.map(place)),
      failures: core.failures,
      suspicion: core.suspicion,
      isSuspect: core.isSuspect,
      culprit: core.culprit && place(core.culprit),
      notBeforeMs: -Infinity,
    };
    return {
      state: core.state,
      plans: { live, history: emptyPlan },
      stream: 'live',
      lapses: 0,
      inDoubt: core.inDoubt.map((agent) => this.#sequenceOf(agent)!),
      notBeforeMs: -Infinity,
    };
  }

  #place({ agent, chain, isTombstone }: PlacedState, taken: readonly Placed[]): Placed {
    const hash = hashOf(agent, chain);
    const found = taken.find(({ batch }) => batch.hash === hash);
    const sequence = this.#sequenceOf(agent)!;
    const batch = found?.batch ?? this.#batch(agent, chain);
    const code: NackCode = 'poison';
    return isTombstone
      ? { sequence, batch: { ...batch, samples: 0, content: { kind: 'tombstone', code, detail: '' } } }
      : { sequence, batch };
  }

  #placedState({ sequence, batch }: Placed): PlacedState {
    const isTombstone = batch.content.kind === 'tombstone';
    return { agent: agentOf(sequence), chain: this.#chains.get(batch.hash)!, isTombstone };
  }

  #batch(agent: number, chain: string): QueuedBatch {
    const hash = hashOf(agent, chain);
    this.#chains.set(hash, chain);
    return {
      content: { kind: 'batch', frame: frameOf(agent, chain), columns: undefined },
      seq: chain.length,
      hash,
      day: 20_000,
      samples: 1,
      pendingBytes: 1,
      insertBytes: 1,
      lastTsMs: 0,
      recvMs: 0,
      recvMonoMs: 0,
    };
  }

  #sequenceOf(agent: number): Sequence | undefined {
    return this.#table.get(sequenceKeyOf(agent));
  }
}

/** Whoever waited for the answer of an INSERT learns that there will be none. */
export function loseAnswers(world: World, owners: readonly number[]): void {
  for (const owner of owners) {
    const live = new LiveCollector(world, owner);
    live.insertFailed('uncertain', 'UNCERTAIN');
    live.save();
  }
}
