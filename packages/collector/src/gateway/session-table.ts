import type { GoAwayReason, Stream } from '@hostwire/protocol';
import type { Clock } from '@hostwire/runtime';
import type { CommitAudience } from '../committer/commit-audience.ts';
import type { CommittedRun } from '../committer/commit-core.ts';
import type { Sequence } from '../intake/sequence.ts';
import type { SessionPeers } from './session-context.ts';
import type { Session } from './session.ts';
import { loginRate, TokenBucket, type BucketRate } from './token-bucket.ts';

/** What an agent said when it left. */
export type Goodbye = 'agent_stopped' | 'host_off';

export interface SessionTableOptions {
  readonly clock: Pick<Clock, 'monoMs'>;
  /** How many the gateway lets in. */
  readonly loginsPerSecond: number;
}

/** Of the logins that are let in, for agents that return; the rest is for those that were away and for histories. */
const returnShare = 0.8;
/** For so long after a standstill: time enough for a few thousand agents. */
const returnsMs = 60_000;
/**
 * Every connection that logged in, and for each agent and stream the one session that counts: the newest that said Hello.
 * An agent is connected when its live session is; history sessions come and go behind it.
 *
 * After a standstill that was long enough for agents to begin a new epoch, which takes a login each, they get credit no faster
 * than logins are let in: whoever is turned away comes back much later.
 */
export class SessionTable implements CommitAudience, SessionPeers {
  readonly #clock: Pick<Clock, 'monoMs'>;
  readonly #returnRate: BucketRate;
  #isStalled = false;
  /** Since a standstill. */
  #returns: { readonly bucket: TokenBucket; readonly untilMs: number } | undefined;
  readonly #all = new Set<Session>();
  readonly #byStream: Readonly<Record<Stream, Map<string, Session>>> = {
    live: new Map(),
    history: new Map(),
  };
  /** Counts logins. */
  readonly #logins = new WeakMap<Session, number>();
  #lastLogin = 0;
  /** By stream and agent: the latest login that said Hello. A number for each agent and stream, also after it has left. */
  readonly #greeted: Readonly<Record<Stream, Map<string, number>>> = { live: new Map(), history: new Map() };

  /** Agents that left in due form and did not come back; at most those that are enrolled. */
  readonly #goodbyes = new Map<string, Goodbye>();

  constructor({ clock, loginsPerSecond }: SessionTableOptions) {
    this.#clock = clock;
    const { burst, perSecond } = loginRate(loginsPerSecond);
    this.#returnRate = { burst, perSecond: perSecond * returnShare };
  }

  /** Agents in session. */
  get connected(): number {
    return this.sessionsIn('live');
  }

  sessionsIn(stream: Stream): number {
    return this.#byStream[stream].size;
  }

  /** Connections that logged in, also those that have not said Hello. */
  all(): Iterable<Session> {
    return this.#all;
  }

  find(agentId: string, stream: Stream = 'live'): Session | undefined {
    return this.#byStream[stream].get(agentId);
  }

  add(session: Session): void {
    this.#all.add(session);
    this.#logins.set(session, ++this.#lastLogin);
  }

  /**
   * A later connection of the same agent and stream said Hello before: this one is dead at its other end, and what still arrives
   * from it was sent before that.
   */
  isOutdated(session: Session, stream: Stream): boolean {
    return this.#login(session) < (this.#greeted[stream].get(session.agent.agentId) ?? 0);
  }

  /** The session said Hello: it is the one of its agent and stream from now on. Gives back the one that it replaces. */
  promote(session: Session): Session | undefined {
    const ofStream = this.#byStream[session.stream];
    const former = ofStream.get(session.agent.agentId);
    ofStream.set(session.agent.agentId, session);
    if (session.stream === 'live') this.#goodbyes.delete(session.agent.agentId);
    this.#greeted[session.stream].set(session.agent.agentId, this.#login(session));
    return former;
  }

  remove(session: Session): void {
    this.#all.delete(session);
    const ofStream = this.#byStream[session.stream];
    if (ofStream.get(session.agent.agentId) === session) ofStream.delete(session.agent.agentId);
  }

  /** Its agent closed the connection in due form. */
  noteGoodbye(session: Session, goodbye: Goodbye): void {
    const { agentId } = session.agent;
    if (this.find(agentId) === session) this.#goodbyes.set(agentId, goodbye);
  }

  /** How the last live session of an agent ended; undefined: without a word, or it has not. */
  goodbyeOf(agentId: string): Goodbye | undefined {
    return this.find(agentId) === undefined ? this.#goodbyes.get(agentId) : undefined;
  }

  acknowledge(run: CommittedRun): void {
    for (const session of this.#of(run.sequence)) session.acknowledge(run);
  }

  rewind(sequence: Sequence): void {
    for (const session of this.#of(sequence)) session.rewind(sequence);
  }

  stalled(): void {
    this.#isStalled = true;
    for (const session of this.#all) session.stalled();
  }

  resumed(): void {
    const nowMs = this.#clock.monoMs();
    if (this.#isStalled) {
      const bucket = new TokenBucket(this.#returnRate, nowMs);
      this.#returns = { bucket, untilMs: nowMs + returnsMs };
    }
    this.#isStalled = false;
    for (const session of this.#all) session.resumed();
  }

  /** Whether a session that had no credit may have some now; counts it. */
  mayReturn(nowMs: number): boolean {
    if (this.#returns !== undefined && nowMs > this.#returns.untilMs) this.#returns = undefined;
    return this.#returns?.bucket.take(nowMs) ?? true;
  }

  /** Ends every connection of an agent. */
  cut(agentId: string, reason: GoAwayReason, detail: string): void {
    for (const session of [...this.#all])
      if (session.agent.agentId === agentId) session.dismiss(reason, detail);
  }

  #login(session: Session): number {
    return this.#logins.get(session) ?? 0;
  }

  /** A session leaves alone what is not of its sequence; a sequence may have changed streams while it was under way. */
  #of({ agentId }: Sequence): Session[] {
    return [this.find(agentId, 'live'), this.find(agentId, 'history')].filter((found) => found !== undefined);
  }
}
