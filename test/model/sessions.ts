/**
 * The sessions of one collector: the product's session-core and identity rules, and its credit. What the shell (session.ts)
 * does with each effect is done here between plain values. A probe is answered by who holds the other connection.
 */
import {
  chainHash,
  creditFor,
  judge,
  judgeIdentity,
  noMark,
  Sequence,
  sessionTransition,
  type CommitCore,
  type CommittedRun,
  type FrameEffect,
  type Mark,
  type QueuedBatch,
  type SequenceTable,
  type SessionEffect,
  type SessionEvent,
} from '@hostwire/collector/model';
import { noMarks, protocolVersion, type Hello } from '@hostwire/protocol';
import {
  endSession,
  type BatchFrame,
  type Connection,
  type HelloFrame,
  type ModelSession,
} from './connection.ts';
import { epochOf, frameOf, hashOf } from './content.ts';
import { markOf } from './database.ts';
import type { World } from './world.ts';

/** Time is not modelled: any wait may end any time. */
const nowMs = 0;
const settingsVersion = 0;
const facts = { machineHash: 'm', firstMac: '', rootFsUuid: '', dmiUuidHash: '' };

export interface SessionHost {
  readonly world: World;
  /** Of the collector. */
  readonly number: number;
  readonly table: SequenceTable;
  readonly core: CommitCore;
  readonly newBatch: (agent: number, chain: string) => QueuedBatch;
}

export class LiveSessions {
  readonly #host: SessionHost;

  constructor(host: SessionHost) {
    this.#host = host;
  }

  receive(agent: number, connection: Connection, frame: HelloFrame | BatchFrame): void {
    if (frame.type === 'hello') {
      const isOutdated = this.#isOutdated(agent, connection);
      this.#handle(agent, connection, { type: 'hello', hello: helloOf(agent, frame), isOutdated });
    } else if (connection.session!.core.phase === 'open') this.#accept(agent, connection, frame);
    else this.#host.world.broken = `a batch of agent ${agent} before Welcome`;
  }

  /** Reads the mark of a sequence that is not known here. Whether there is a lease to do so under. */
  readMark(agent: number, session: ModelSession): boolean {
    const { core, world } = this.#host;
    if (!core.leased) return false;
    session.read = markIn(world, agent) ?? noMark;
    return true;
  }

  /** The mark that was read for a greeting is here. */
  opened(agent: number, connection: Connection): void {
    const { table } = this.#host;
    const mark = connection.session!.read!;
    const known = this.#sequenceOf(agent);
    if (known === undefined) table.add(newSequence(agent, mark));
    else if (mark.seq > known.committed.seq && known.pending.size === 0) table.reset(known, mark);
    delete connection.session!.read;
    this.#open(agent, connection);
  }

  /** What time brings to a session. Whether there is anything. */
  tick(agent: number, connection: Connection): boolean {
    const session = connection.session!;
    const isStarved = session.core.isStarved && !this.#host.core.isStalled;
    const mayRepeat = session.core.resumedMs !== undefined;
    session.core = { ...session.core, resumedMs: undefined };
    this.#handle(agent, connection, { type: 'ticked', hasRoom: true, settingsVersion });
    return isStarved || mayRepeat;
  }

  announce(runs: readonly CommittedRun[]): void {
    for (const { sequence, batches } of runs) {
      const poison = batches.flatMap(({ seq, content }) =>
        content.kind === 'tombstone' ? [{ seq, detail: content.detail }] : [],
      );
      this.#deliver(sequence, { type: 'committed', poison });
    }
  }

  rewind(sequence: Sequence): void {
    this.#deliver(sequence, { type: 'rewound' });
  }

  /** The lease is lost: what was read under it may be wrong by now. */
  forgetReads(): void {
    for (const { collector, session } of this.#host.world.connections.flat())
      if (collector === this.#host.number && session !== null) delete session.read;
  }

  #deliver(sequence: Sequence, event: SessionEvent): void {
    const agent = agentOf(sequence);
    const open = this.#others(agent).find(({ session }) => session?.core.phase === 'open');
    if (open !== undefined) this.#handle(agent, open, event);
  }

  #accept(agent: number, connection: Connection, { chain }: BatchFrame): void {
    const sequence = this.#sequenceOf(agent)!;
    const frame = frameOf(agent, chain);
    const place = judge(sequence, frame, chainHash(frame, hashOf(agent, chain)));
    if (place === 'next') this.#host.table.append({ sequence, batch: this.#host.newBatch(agent, chain) });
    const verdict = { type: place === 'next' ? 'queued' : place } as const;
    this.#handle(agent, connection, { type: 'judged', seq: chain.length, verdict });
  }

  #handle(agent: number, connection: Connection, event: SessionEvent): void {
    const session = connection.session;
    if (session === null) return;
    const step = sessionTransition(session.core, event, { nowMs, isStalled: this.#host.core.isStalled });
    session.core = step.state;
    for (const effect of step.effects) this.#carryOut(agent, connection, effect);
    if (connection.session?.core.phase === 'open') forgetHello(connection.session);
  }

  #carryOut(agent: number, connection: Connection, effect: SessionEffect): void {
    switch (effect.type) {
      case 'identify':
        return this.#identify(agent, connection, effect.rival);
      case 'probe': {
        const isAlive = this.#rivals(agent, connection).some(({ isOpen }) => isOpen);
        if (isAlive) return this.#handle(agent, connection, { type: 'rival_answered' });
        return this.#identify(agent, connection, 'silent');
      }
      case 'take_over':
        for (const rival of this.#rivals(agent, connection))
          this.#handle(agent, rival, { type: 'dismissed', reason: 'taken_over', detail: '' });
        connection.hasGreeted = true;
        return this.#openIfKnown(agent, connection);
      case 'report':
        return this.#report(agent, connection, effect.detail);
      case 'request_credit':
        return this.#handle(agent, connection, { type: 'credit_granted' });
      case 'leave':
        return endSession(connection);
      case 'ping':
      case 'close':
      case 'terminate':
        return;
      default:
        return this.#send(agent, connection, effect);
    }
  }

  #send(agent: number, { toAgent, session }: Connection, effect: FrameEffect): void {
    switch (effect.type) {
      case 'welcome': {
        const { nextSeq, credit } = this.#position(agent, session!);
        toAgent.push({ type: 'welcome', nextSeq, credit, generation: session!.core.generation });
        return;
      }
      case 'acknowledge': {
        const { nextSeq, credit } = this.#position(agent, session!);
        toAgent.push({ type: 'ack', committedSeq: nextSeq - 1, credit });
        return;
      }
      case 'resume':
        toAgent.push({ type: 'resume', nextSeq: this.#sequenceOf(agent)!.tail.seq + 1 });
        return;
      case 'nack':
        toAgent.push({ type: 'nack', seq: effect.seq, code: effect.code });
        return;
      case 'go_away':
        toAgent.push({ type: 'go_away', reason: effect.reason });
        return;
      case 'send_settings':
        return;
    }
  }

  #identify(agent: number, connection: Connection, asked: 'unasked' | 'silent' | 'alive'): void {
    const { world, number } = this.#host;
    const { identities, mark } = world.collectors[number]!;
    const rival = this.#rivals(agent, connection).length === 0 ? 'none' : asked;
    const { generation } = connection.session!.core.hello!;
    const claim = { bootId: 'boot', epoch: epochOf(agent), generation, facts };
    const policy = { mark, clones: 'lock', nowMs } as const;
    const { verdict, record, report } = judgeIdentity(identities[agent]!, { claim, rival, policy });
    identities[agent] = record;
    if (report !== undefined) this.#report(agent, connection, report);
    this.#handle(agent, connection, { type: 'identified', verdict });
  }

  #openIfKnown(agent: number, connection: Connection): void {
    const known = this.#sequenceOf(agent);
    const { firstUnacked } = connection.session!.core.hello!;
    if (known !== undefined && (firstUnacked - 1 <= known.committed.seq || known.pending.size > 0))
      this.#open(agent, connection);
  }

  #open(agent: number, connection: Connection): void {
    const { committed } = this.#sequenceOf(agent)!;
    this.#handle(agent, connection, { type: 'opened', committed, settingsVersion });
  }

  /** Of no consequence when the agent has left that connection. */
  #report(agent: number, { isOpen }: Connection, detail: string): void {
    if (isOpen) this.#host.world.broken = `agent ${agent} is taken for a clone: ${detail}`;
  }

  #position(agent: number, { core }: ModelSession): { nextSeq: number; credit: number } {
    const sequence = this.#sequenceOf(agent)!;
    const offer = { queueBytes: 2 ** 30, sessions: 1, closed: core.isStarved };
    return { nextSeq: sequence.committed.seq + 1, credit: creditFor(sequence, offer).batches };
  }

  /** A later connection has said Hello here. */
  #isOutdated(agent: number, connection: Connection): boolean {
    const all = this.#host.world.connections[agent]!;
    const later = all.slice(all.indexOf(connection) + 1);
    return later.some(({ collector, hasGreeted }) => collector === this.#host.number && hasGreeted);
  }

  /** Sessions of the agent that were accepted here. */
  #rivals(agent: number, connection: Connection): Connection[] {
    return this.#others(agent).filter(
      (other) =>
        other !== connection &&
        (other.session?.core.phase === 'greeting' || other.session?.core.phase === 'open'),
    );
  }

  #others(agent: number): Connection[] {
    return this.#host.world.connections[agent]!.filter(({ collector }) => collector === this.#host.number);
  }

  #sequenceOf(agent: number): Sequence | undefined {
    return this.#host.table.get(sequenceKeyOf(agent));
  }
}

/** What an open session needs no more, so that it does not tell states apart. */
function forgetHello(session: ModelSession): void {
  session.core = { ...session.core, hello: undefined, generation: 0 };
}

function helloOf(agent: number, frame: HelloFrame): Hello {
  return {
    ...frame,
    protocol: protocolVersion,
    agentVersion: '',
    epoch: epochOf(agent),
    firstRetained: 1,
    bootId: 'boot',
    machineHash: facts.machineHash,
    wallMs: 0,
    monoMs: 0,
    stream: 'live',
    marks: noMarks,
  };
}

export function agentOf({ agentId }: Sequence): number {
  return Number(agentId);
}

export function sequenceKeyOf(agent: number) {
  return `${agent}/${epochOf(agent)}` as const;
}

export function newSequence(agent: number, mark: Mark): Sequence {
  return new Sequence({ agentId: `${agent}`, host: `${agent}`, epoch: epochOf(agent) }, mark);
}

/** What the database has of an agent. */
export function markIn({ database }: World, agent: number): Mark | undefined {
  const row = markOf(database, agent);
  return row && { seq: row.chain.length, hash: hashOf(agent, row.chain) };
}
