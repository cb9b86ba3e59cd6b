/**
 * A collector: the product's CommitCore, SequenceBook, admission and session generations. What lies between them in
 * the product (committer.ts, gateway/session.ts) is repeated here in the same order, cut at every instant at which
 * another process may act.
 *
 *   commit loop  idle → (lease → kill → read → apply) | waiting for the answer of an INSERT → idle
 */
import {
  chainHash,
  CommitCore,
  creditFor,
  emptyPlan,
  Generations,
  judge,
  noMark,
  Sequence,
  SequenceBook,
  type CommitPoint,
  type CommittedRun,
  type Mark,
  type Placed,
  type QueuedBatch,
} from '@hostwire/collector/model';
import type { GoAwayReason, NackCode } from '@hostwire/protocol';
import {
  endSession,
  type BatchFrame,
  type Connection,
  type HelloFrame,
  type SessionState,
} from './connection.ts';
import { epochOf, frameOf, hashOf } from './content.ts';
import { isPoison, killRunning, markOf } from './database.ts';
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
  readonly blame: CommitPoint['plans']['live']['blame'];
  readonly isSuspect: boolean;
  readonly accused: PlacedState | undefined;
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
  /** Of this process: see gateway/generations.ts. */
  readonly mark: number;
  /** By agent; 0: none handed out. */
  generations: number[];
}

export function newCollector(agents: number, mark: number): CollectorState {
  return {
    mark,
    core: {
      state: 'unleased',
      groups: [],
      failures: 0,
      blame: 'none',
      isSuspect: false,
      accused: undefined,
      inDoubt: [],
    },
    sequences: [],
    turns: [],
    phase: 'idle',
    lease: 0,
    marks: [],
    generations: Array.from({ length: agents }, () => 0),
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
  readonly #book = new SequenceBook();
  readonly #core: CommitCore;
  readonly #chains = new Map<string, string>();

  constructor(world: World, number: number) {
    this.#world = world;
    this.#number = number;
    this.#state = world.collectors[number]!;
    this.#core = new CommitCore({
      book: this.#book,
      limits: { maxSamples: Infinity, maxBytes: Infinity, lingerMs: 0 },
      random: () => 0,
      from: this.#revive(),
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
        for (const { session } of this.#connections()) if (session !== null) delete session.read;
        return true;
      case 'insert':
        this.#insert(action.group);
        return true;
      case 'try':
        this.#core.tried(this.#isPoison(action.suspect) ? 'guilty' : 'innocent', nowMs);
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
      const mark = this.#markOf(agent);
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
    this.#announce(committed);
    for (const sequence of reset) this.#rewind(sequence);
  }

  recoveryFailed(): void {
    this.#core.recoveryFailed(nowMs);
    this.#state.marks = [];
    this.#state.lease = 0;
    this.#state.phase = 'idle';
  }

  committed(): void {
    this.#state.phase = 'idle';
    this.#announce(this.#core.inserted());
  }

  insertFailed(outcome: 'absent' | 'uncertain', code: string): void {
    const isRash = this.#world.flaw === 'takes any refusal for one of the data';
    if (isRash && code === 'QUERY_FAILED') return this.insertFailed(outcome, 'DATA_REFUSED');
    const isAbsent = outcome === 'absent' || this.#world.flaw === 'resends without reading back';
    this.#state.phase = 'idle';
    this.#core.insertFailed(isAbsent ? { outcome: 'absent', code } : { outcome, code }, nowMs);
    if (!this.#core.leased)
      for (const { session } of this.#connections()) if (session !== null) delete session.read;
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

  /** What a trial finds out. */
  #isPoison(suspect: Placed): boolean {
    return isPoison(this.#placedState(suspect), this.#world);
  }

  // Sessions.

  receive(agent: number, connection: Connection, frame: HelloFrame | BatchFrame): void {
    const session = connection.session!;
    if (frame.type === 'hello') this.#greet(agent, connection, frame);
    else if (session.state === 'open') this.#accept(agent, connection, frame);
    else this.#world.broken = `a batch of agent ${agent} before Welcome`;
  }

  /** Reads the mark of a sequence that is not known here. Whether there is a lease to do so under. */
  readMark(agent: number, session: SessionState): boolean {
    if (!this.#core.leased) return false;
    session.read = this.#markOf(agent) ?? noMark;
    return true;
  }

  /** The mark that was read for a greeting is here. */
  opened(agent: number, connection: Connection): void {
    const mark = connection.session!.read!;
    const known = this.#sequenceOf(agent);
    if (known === undefined) this.#book.add(this.#newSequence(agent, mark));
    else if (mark.seq > known.committed.seq && known.pending.size === 0) this.#book.reset(known, mark);
    delete connection.session!.read;
    this.#open(agent, connection);
  }

  /** What time brings to a session. Whether there is anything. */
  tick(agent: number, connection: Connection): boolean {
    const session = connection.session!;
    if (session.isStarved && !this.#core.stuck) {
      session.isStarved = false;
      this.#acknowledge(connection, this.#sequenceOf(agent)!);
      return true;
    }
    const mayRepeat = session.hasResumed;
    session.hasResumed = false;
    return mayRepeat;
  }

  #greet(agent: number, connection: Connection, hello: HelloFrame): void {
    const session = connection.session!;
    if (this.#isOutdated(agent, connection)) return this.#dismiss(connection, 'taken_over');
    const generation = this.#nextGeneration(agent, hello.generation);
    if (generation === undefined) return this.#suspect(agent, connection, `generation ${hello.generation}`);
    for (const other of this.#world.connections[agent]!) {
      const isFormer = other !== connection && other.collector === this.#number;
      if (isFormer && other.session !== null && other.session.state !== 'awaiting_hello')
        this.#dismiss(other, 'taken_over');
    }
    Object.assign(session, { state: 'greeting', hello, generation });
    connection.hasGreeted = true;
    const known = this.#sequenceOf(agent);
    if (known !== undefined && (hello.firstUnacked - 1 <= known.committed.seq || known.pending.size > 0))
      this.#open(agent, connection);
  }

  #open(agent: number, connection: Connection): void {
    const session = connection.session!;
    const sequence = this.#sequenceOf(agent)!;
    const { firstUnacked, prevHash, lastSeq } = session.hello!;
    const { committed } = sequence;
    if (committed.seq > lastSeq && connection.isHeld)
      this.#world.broken = `agent ${agent} is said to be rolled back`;
    if (committed.seq === firstUnacked - 1 && prevHash !== '' && prevHash !== committed.hash)
      return this.#suspect(agent, connection, `batch ${committed.seq} differs`);
    const generation = session.generation!;
    session.state = 'open';
    delete session.hello;
    delete session.generation;
    const credit = this.#credit(session, sequence);
    connection.toAgent.push({ type: 'welcome', nextSeq: committed.seq + 1, credit, generation });
  }

  #accept(agent: number, connection: Connection, { chain }: BatchFrame): void {
    const sequence = this.#sequenceOf(agent)!;
    const session = connection.session!;
    const frame = frameOf(agent, chain);
    const hash = chainHash(frame, hashOf(agent, chain));
    switch (judge(sequence, frame, hash)) {
      case 'next':
        session.hasResumed = false;
        return this.#book.append({ sequence, batch: this.#batch(agent, chain) });
      case 'duplicate':
        return this.#acknowledge(connection, sequence);
      case 'hole':
        if (!session.hasResumed) connection.toAgent.push({ type: 'resume', nextSeq: sequence.tail.seq + 1 });
        session.hasResumed = true;
        return;
      case 'chain':
        return this.#suspect(agent, connection, `batch ${chain.length} breaks the chain`);
    }
  }

  #announce(runs: readonly CommittedRun[]): void {
    for (const { sequence, batches } of runs) {
      const connection = this.#openConnection(agentOf(sequence));
      if (connection === undefined) continue;
      for (const { seq, content } of batches)
        if (content.kind === 'tombstone') connection.toAgent.push({ type: 'nack', seq, code: content.code });
      this.#acknowledge(connection, sequence);
    }
  }

  #rewind(sequence: Sequence): void {
    const connection = this.#openConnection(agentOf(sequence));
    if (connection === undefined) return;
    this.#acknowledge(connection, sequence);
    connection.toAgent.push({ type: 'resume', nextSeq: sequence.tail.seq + 1 });
  }

  #acknowledge(connection: Connection, sequence: Sequence): void {
    const credit = this.#credit(connection.session!, sequence);
    connection.toAgent.push({ type: 'ack', committedSeq: sequence.committed.seq, credit });
  }

  #credit(session: SessionState, sequence: Sequence): number {
    session.isStarved ||= this.#core.stuck;
    return creditFor(sequence, { queueBytes: 2 ** 30, sessions: 1, closed: session.isStarved }).batches;
  }

  #dismiss(connection: Connection, reason: GoAwayReason): void {
    connection.toAgent.push({ type: 'go_away', reason });
    endSession(connection);
  }

  /** Of no consequence when the agent has left that connection. */
  #suspect(agent: number, connection: Connection, why: string): void {
    if (connection.isHeld) this.#world.broken = `agent ${agent} is taken for a clone: ${why}`;
    this.#dismiss(connection, 'clone');
  }

  /** A later connection has said Hello here. */
  #isOutdated(agent: number, connection: Connection): boolean {
    const all = this.#world.connections[agent]!;
    const later = all.slice(all.indexOf(connection) + 1);
    return later.some(({ collector, hasGreeted }) => collector === this.#number && hasGreeted);
  }

  #openConnection(agent: number): Connection | undefined {
    return this.#world.connections[agent]!.find(
      ({ collector, session }) => collector === this.#number && session?.state === 'open',
    );
  }

  #connections(): Connection[] {
    return this.#world.connections.flat().filter(({ collector }) => collector === this.#number);
  }

  #nextGeneration(agent: number, presented: number): number | undefined {
    const { mark, generations } = this.#state;
    const last = generations[agent]!;
    const handedOut = last === 0 ? [] : [['agent', last] as const];
    const next = new Generations({ mark, handedOut }).next('agent', presented);
    if (next !== undefined) generations[agent] = next;
    return next;
  }

  // From and to plain values.

  /** What the step did, as a state again. */
  save(): void {
    const { state, plans, inDoubt } = this.#core.point;
    const { groups, failures, blame, isSuspect, accused } = plans.live;
    this.#state.core = {
      state,
      groups: groups.map((group) => group.map((placed) => this.#placedState(placed))),
      failures: Math.min(failures, failuresThatMatter),
      blame,
      isSuspect,
      accused: accused && this.#placedState(accused),
      inDoubt: inDoubt.map(agentOf),
    };
    this.#state.sequences = [...this.#book.sequences()].map((sequence) => ({
      agent: agentOf(sequence),
      committed: sequence.committed,
      held: [...sequence.pending.values()].map((hash) => this.#chains.get(hash)!),
      waiting: sequence.waiting.length,
    }));
    this.#state.turns = [...this.#book.withWaiting()].map(agentOf);
  }

  #revive(): CommitPoint {
    const { core, sequences, turns } = this.#state;
    for (const { agent, committed } of sequences) this.#book.add(this.#newSequence(agent, committed));
    const byTurn = [...sequences].sort((a, b) => turns.indexOf(a.agent) - turns.indexOf(b.agent));
    const taken: Placed[] = [];
    for (const { agent, held, waiting } of byTurn) {
      const sequence = this.#sequenceOf(agent)!;
      for (const chain of held) this.#book.append({ sequence, batch: this.#batch(agent, chain) });
      for (let i = held.length - waiting; i > 0; i--) taken.push(this.#book.take(sequence));
    }
    const place = (state: PlacedState) => this.#place(state, taken);
    const live = {
      groups: core.groups.map((group) => group.map(place)),
      failures: core.failures,
      blame: core.blame,
      isSuspect: core.isSuspect,
      accused: core.accused && place(core.accused),
      notBeforeMs: -Infinity,
    };
    return {
      state: core.state,
      plans: { live, history: emptyPlan },
      lane: 'live',
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
      heldBytes: 1,
      insertBytes: 1,
      lastTsMs: 0,
      recvMs: 0,
      recvMonoMs: 0,
    };
  }

  #newSequence(agent: number, mark: Mark): Sequence {
    return new Sequence({ agentId: `${agent}`, host: `${agent}`, epoch: epochOf(agent) }, mark);
  }

  #sequenceOf(agent: number): Sequence | undefined {
    return this.#book.get(`${agent}/${epochOf(agent)}`);
  }

  #markOf(agent: number): Mark | undefined {
    const row = markOf(this.#world.database, agent);
    return row && { seq: row.chain.length, hash: hashOf(agent, row.chain) };
  }
}

const agentOf = ({ agentId }: Sequence): number => Number(agentId);

/** Whoever waited for the answer of an INSERT learns that there will be none. */
export function loseAnswers(world: World, owners: readonly number[]): void {
  for (const owner of owners) {
    const live = new LiveCollector(world, owner);
    live.insertFailed('uncertain', 'UNCERTAIN');
    live.save();
  }
}
