import type { Clock } from '@hostwire/runtime';
import { ApiTokens } from './api-tokens.ts';
import { AuthFile, type Session } from './auth-file.ts';
import { sessionCaller, tokenCaller, type Caller } from './caller.ts';
import { FailureLimit } from './failure-limit.ts';
import { LoginLinks } from './login-links.ts';
import { Sessions } from './sessions.ts';
import { builtInAdministrator, Users } from './users.ts';

export interface AuthOptions {
  /** Signs session cookies (cookie.key). */
  readonly cookieKey: Uint8Array;
  /** The file of users, sessions and API tokens. */
  readonly authPath: string;
  readonly clock: Clock;
}

/** Where somebody signs in from. */
export interface Visitor {
  readonly address: string;
  readonly browser: string;
}

interface Login {
  readonly cookie: string;
  readonly session: Session;
}

/** Who may use the API: users with sessions, API tokens, one-time login links. */
export class Auth {
  readonly users: Users;
  readonly sessions: Sessions;
  readonly apiTokens: ApiTokens;
  readonly links: LoginLinks;
  readonly failures: FailureLimit;
  readonly #file: AuthFile;

  constructor({ cookieKey, authPath, clock }: AuthOptions) {
    const file = (this.#file = new AuthFile(authPath));
    this.users = new Users({ file, clock });
    this.sessions = new Sessions({ file, clock, key: cookieKey });
    this.apiTokens = new ApiTokens({ file, clock });
    this.links = new LoginLinks({ clock });
    this.failures = new FailureLimit({ clock });
  }

  start(): Promise<void> {
    return this.#file.load();
  }

  stop(): Promise<void> {
    return this.#file.idle();
  }

  /** A token for `/login?token=`, good once; without a user: for the built-in administrator. */
  createLoginToken(user = builtInAdministrator): { readonly token: string; readonly expiresMs: number } {
    return this.links.create(user);
  }

  /** Signs in by a link; undefined when its token is unknown, used or expired, or its user is disabled. */
  async logInByLink(token: string, visitor: Visitor): Promise<Login | undefined> {
    const name = this.links.use(token);
    return name === undefined ? undefined : this.#begin(name, visitor);
  }

  /** Signs in by password; undefined when name or password is wrong, or the user is disabled. */
  async logInByPassword(
    of: { name: string; password: string },
    visitor: Visitor,
  ): Promise<Login | undefined> {
    const user = await this.users.verify(of.name, of.password);
    return user === undefined ? undefined : this.#begin(user.name, visitor);
  }

  /** Whose session a cookie is of; undefined when it is not good (any more). */
  callerByCookie(cookie: string): Caller | undefined {
    const session = this.sessions.use(cookie);
    if (session === undefined) return undefined;
    const user = this.users.active(session.user);
    const known = this.#file.users.get(session.user);
    // Whatever changes about a user makes a new entry: what is open ends, and comes back with what holds now.
    const isGood = () => this.sessions.isOpen(session) && this.#file.users.get(session.user) === known;
    return user && sessionCaller(user, session, isGood);
  }

  callerByToken(text: string): Caller | undefined {
    const token = this.apiTokens.use(text);
    return token && tokenCaller(token, () => this.apiTokens.isGood(token));
  }

  async #begin(name: string, visitor: Visitor): Promise<Login | undefined> {
    const user = this.users.active(name);
    return user && this.sessions.begin({ user: user.name, ...visitor });
  }
}
