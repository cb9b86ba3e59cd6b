import type { GoAwayReason, Lane } from '@hostwire/protocol';
import type { CommitAudience } from '../committer/committer.ts';
import type { CommittedRun } from '../committer/commit-core.ts';
import type { Sequence } from '../intake/sequence.ts';
import type { Session } from './session.ts';

/**
 * Every connection that logged in, and for each agent and lane the one session that counts: the newest that said Hello.
 * An agent is connected when its live session is; history sessions come and go behind it.
 */
export class SessionBook implements CommitAudience {
  readonly #all = new Set<Session>();
  readonly #byLane: Readonly<Record<Lane, Map<string, Session>>> = { live: new Map(), history: new Map() };
  /** Counts logins. */
  readonly #logins = new WeakMap<Session, number>();
  #lastLogin = 0;
  /** By lane and agent: the latest login that said Hello. A number for each agent and lane, also after it has left. */
  readonly #greeted: Readonly<Record<Lane, Map<string, number>>> = { live: new Map(), history: new Map() };

  /** Agents in session. */
  get connected(): number {
    return this.sessionsIn('live');
  }

  sessionsIn(lane: Lane): number {
    return this.#byLane[lane].size;
  }

  /** Connections that logged in, also those that have not said Hello. */
  all(): Iterable<Session> {
    return this.#all;
  }

  find(agentId: string, lane: Lane = 'live'): Session | undefined {
    return this.#byLane[lane].get(agentId);
  }

  add(session: Session): void {
    this.#all.add(session);
    this.#logins.set(session, ++this.#lastLogin);
  }

  /**
   * A later connection of the same agent and lane said Hello before: this one is dead at its other end, and what still arrives
   * from it was sent before that.
   */
  isOutdated(session: Session, lane: Lane): boolean {
    return this.#login(session) < (this.#greeted[lane].get(session.agent.agentId) ?? 0);
  }

  /** The session said Hello: it is the one of its agent and lane from now on. Gives back the one that it replaces. */
  promote(session: Session): Session | undefined {
    const ofLane = this.#byLane[session.lane];
    const former = ofLane.get(session.agent.agentId);
    ofLane.set(session.agent.agentId, session);
    this.#greeted[session.lane].set(session.agent.agentId, this.#login(session));
    return former;
  }

  remove(session: Session): void {
    this.#all.delete(session);
    const ofLane = this.#byLane[session.lane];
    if (ofLane.get(session.agent.agentId) === session) ofLane.delete(session.agent.agentId);
  }

  acknowledge(run: CommittedRun): void {
    for (const session of this.#of(run.sequence)) session.acknowledge(run);
  }

  rewind(sequence: Sequence): void {
    for (const session of this.#of(sequence)) session.rewind(sequence);
  }

  ebbing(): void {
    for (const session of this.#all) session.ebbing();
  }

  flowing(): void {
    for (const session of this.#all) session.flowing();
  }

  /** Ends every connection of an agent. */
  cut(agentId: string, reason: GoAwayReason, detail: string): void {
    for (const session of [...this.#all])
      if (session.agent.agentId === agentId) session.dismiss(reason, detail);
  }

  #login(session: Session): number {
    return this.#logins.get(session) ?? 0;
  }

  /** A session leaves alone what is not of its sequence; a sequence may have changed lanes while it was under way. */
  #of({ agentId }: Sequence): Session[] {
    return [this.find(agentId, 'live'), this.find(agentId, 'history')].filter((found) => found !== undefined);
  }
}
