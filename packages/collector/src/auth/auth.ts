import { randomUUID } from 'node:crypto';
import type { Clock } from '@hostwire/runtime';
import { EndedSessions } from './ended-sessions.ts';
import { FailureLimit } from './failure-limit.ts';
import { LoginLinks } from './login-links.ts';
import { readSession, signSession, type Session } from './session-cookie.ts';

const sessionTtlMs = 30 * 86_400_000;

interface Login {
  readonly cookie: string;
  readonly session: Session;
}

export interface AuthOptions {
  /** Signs session cookies (cookie.key). */
  readonly cookieKey: Uint8Array;
  /** File of sessions that were ended. */
  readonly endedSessionsPath: string;
  readonly clock: Clock;
}

/** People who use the web pages: one-time login links, sessions in signed cookies, log out. */
export class Auth {
  readonly #cookieKey: Uint8Array;
  readonly #clock: Clock;
  readonly #links: LoginLinks;
  readonly #failures: FailureLimit;
  readonly #ended: EndedSessions;

  constructor({ cookieKey, endedSessionsPath, clock }: AuthOptions) {
    this.#cookieKey = cookieKey;
    this.#clock = clock;
    this.#links = new LoginLinks({ clock });
    this.#failures = new FailureLimit({ clock });
    this.#ended = new EndedSessions({ path: endedSessionsPath, clock });
  }

  start(): Promise<void> {
    return this.#ended.start();
  }

  stop(): Promise<void> {
    return this.#ended.stop();
  }

  /** A token for `/login?token=`: good once, for 15 minutes. */
  createLoginToken(): { readonly token: string; readonly expiresMs: number } {
    return this.#links.create();
  }

  /** The cookie of a new session for a login token; undefined when the token is unknown, used or expired. */
  logIn(token: string): Login | undefined {
    if (!this.#links.use(token)) return undefined;
    const session: Session = {
      id: randomUUID(),
      role: 'admin',
      expiresMs: this.#clock.nowMs() + sessionTtlMs,
    };
    return { cookie: signSession(session, this.#cookieKey), session };
  }

  /** Counts a login that failed against its address. false: too many failed there, which it is to be told. */
  chargeFailure(address: string): boolean {
    return this.#failures.charge(address);
  }

  /** The session of a cookie; undefined when it is not good (any more). */
  session(cookie: string): Session | undefined {
    const session = readSession(cookie, { key: this.#cookieKey, nowMs: this.#clock.nowMs() });
    return session === undefined || this.#ended.has(session.id) ? undefined : session;
  }

  /** Whether a session that was good still is. */
  isOpen(session: Session): boolean {
    return session.expiresMs > this.#clock.nowMs() && !this.#ended.has(session.id);
  }

  logOut(session: Session): Promise<void> {
    return this.#ended.end(session);
  }
}
