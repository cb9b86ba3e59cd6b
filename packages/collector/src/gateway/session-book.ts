import type { GoAwayReason } from '@hostwire/protocol';
import type { CommitAudience } from '../committer/committer.ts';
import type { CommittedRun } from '../committer/commit-core.ts';
import type { Sequence } from '../intake/sequence.ts';
import type { Session } from './session.ts';

/** Every connection that logged in, and for each agent the one session that counts: the newest that said Hello. */
export class SessionBook implements CommitAudience {
  readonly #all = new Set<Session>();
  readonly #byAgent = new Map<string, Session>();
  /** Counts logins. */
  readonly #logins = new WeakMap<Session, number>();
  #lastLogin = 0;
  /** By agent: the latest login that said Hello. One number for each agent, also after it has left. */
  readonly #greeted = new Map<string, number>();

  /** Agents in session. */
  get connected(): number {
    return this.#byAgent.size;
  }

  /** Connections that logged in, also those that have not said Hello. */
  all(): Iterable<Session> {
    return this.#all;
  }

  find(agentId: string): Session | undefined {
    return this.#byAgent.get(agentId);
  }

  add(session: Session): void {
    this.#all.add(session);
    this.#logins.set(session, ++this.#lastLogin);
  }

  /**
   * A later connection of the same agent said Hello before: this one is dead at its other end, and what still arrives
   * from it was sent before that.
   */
  isOutdated(session: Session): boolean {
    return this.#login(session) < (this.#greeted.get(session.agent.agentId) ?? 0);
  }

  /** The session said Hello: it is the one of its agent from now on. Gives back the one that it replaces. */
  promote(session: Session): Session | undefined {
    const former = this.#byAgent.get(session.agent.agentId);
    this.#byAgent.set(session.agent.agentId, session);
    this.#greeted.set(session.agent.agentId, this.#login(session));
    return former;
  }

  remove(session: Session): void {
    this.#all.delete(session);
    if (this.#byAgent.get(session.agent.agentId) === session) this.#byAgent.delete(session.agent.agentId);
  }

  acknowledge(run: CommittedRun): void {
    this.find(run.sequence.agentId)?.acknowledge(run);
  }

  rewind(sequence: Sequence): void {
    this.find(sequence.agentId)?.rewind(sequence);
  }

  /** Ends every connection of an agent. */
  cut(agentId: string, reason: GoAwayReason, detail: string): void {
    for (const session of [...this.#all])
      if (session.agent.agentId === agentId) session.dismiss(reason, detail);
  }

  #login(session: Session): number {
    return this.#logins.get(session) ?? 0;
  }
}
