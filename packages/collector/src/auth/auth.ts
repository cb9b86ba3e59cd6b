import type { Clock } from '@hostwire/runtime';
import { ApiTokens } from './api-tokens.ts';
import { AuthFile, type Session, type User } from './auth-file.ts';
import { sessionCaller, tokenCaller, type Caller } from './caller.ts';
import type { SessionKey } from '../keys/cookie-key.ts';
import { FailureLimit } from './failure-limit.ts';
import { Invitations } from './invitations.ts';
import { LoginLinks } from './login-links.ts';
import { PasswordQueue } from './password-queue.ts';
import { passwordWork, requireGoodPassword } from './password.ts';
import type { Person } from './provider/claims.ts';
import type { IdentityProvider } from './provider/identity-provider.ts';
import { Refusal } from './refusal.ts';
import { SecondFactors } from './second-factors.ts';
import { Sessions } from './sessions.ts';
import { builtInAdministrator, Users } from './users.ts';

export interface AuthOptions {
  /** Signs session cookies, and seals secrets in the file. */
  readonly cookieKey: SessionKey;
  /** The file of users, sessions and API tokens. */
  readonly authPath: string;
  readonly clock: Clock;
  readonly provider?: IdentityProvider | undefined;
  /** N of scrypt. Default: `passwordWork`. */
  readonly passwordWork?: number | undefined;
}

/** Where somebody signs in from. */
export interface Visitor {
  readonly address: string;
  readonly browser: string;
}

export interface Login {
  readonly cookie: string;
  readonly session: Session;
  /** For the audit log: what let the user in. */
  readonly how: string;
}

/** Who may use the API: users with sessions, API tokens, one-time login links. */
export class Auth {
  readonly users: Users;
  readonly sessions: Sessions;
  readonly secondFactors: SecondFactors;
  readonly invitations: Invitations;
  readonly apiTokens: ApiTokens;
  readonly links: LoginLinks;
  readonly failures: FailureLimit;
  /** undefined: people sign in by passwords and links alone. */
  readonly provider: IdentityProvider | undefined;
  readonly #file: AuthFile;
  readonly #key: SessionKey;
  readonly #passwords = new PasswordQueue();

  constructor({ cookieKey, authPath, clock, provider, passwordWork: work = passwordWork }: AuthOptions) {
    this.#key = cookieKey;
    const file = (this.#file = new AuthFile(authPath));
    this.users = new Users({ file, clock, work });
    this.sessions = new Sessions({ file, clock, key: cookieKey });
    this.secondFactors = new SecondFactors({ file, clock, key: cookieKey.current });
    this.invitations = new Invitations({ file, clock });
    this.apiTokens = new ApiTokens({ file, clock });
    this.links = new LoginLinks({ clock });
    this.failures = new FailureLimit({ clock });
    this.provider = provider;
  }

  async start(): Promise<void> {
    await this.#file.load();
    await this.#sealAnew();
    await this.provider?.start();
  }

  stop(): Promise<void> {
    return this.#file.idle();
  }

  /** Ends every session: no cookie that was signed before is good again. Resolves to their number. */
  async renewKey(): Promise<number> {
    await this.#key.renew();
    const ended = await this.sessions.end(() => true);
    await this.#sealAnew();
    return ended;
  }

  /** A token for `/login?token=`, good once; without a user: for the built-in administrator. */
  createLoginToken(user = builtInAdministrator): { readonly token: string; readonly expiresMs: number } {
    return this.links.create(user);
  }

  /** Signs in by a link; undefined when its token is unknown, used or expired, or its user is disabled. */
  async logInByLink(token: string, visitor: Visitor): Promise<Login | undefined> {
    const user = this.users.active(this.links.use(token) ?? '');
    return user && this.#begin(user, { visitor, how: 'link' });
  }

  /** Throws LOGIN_REFUSED, CODE_NEEDED (the password is right), CODE_REFUSED, TOO_MANY_REQUESTS. */
  async logInByPassword(
    { name, password, code }: { name: string; password: string; code?: string | undefined },
    visitor: Visitor,
  ): Promise<Login> {
    const user = await this.#verify(name, { password, address: visitor.address });
    if (user === undefined)
      throw new Refusal('LOGIN_REFUSED', 'name or password is wrong, or the user is disabled');
    if (this.secondFactors.of(user.name) === undefined)
      return this.#begin(user, { visitor, how: 'password' });
    if (code === undefined)
      throw new Refusal('CODE_NEEDED', 'give the code that your app shows, or a recovery code, too');
    const kind = await this.secondFactors.use(user.name, code);
    if (kind === undefined)
      throw new Refusal('CODE_REFUSED', 'this code is wrong, or was used before: wait for the next one');
    const left = this.secondFactors.of(user.name)?.recovery.length ?? 0;
    const how = kind === 'app' ? 'password and code' : `password and recovery code, ${left} left`;
    return this.#begin(user, { visitor, how });
  }

  /** Makes a user of whom the provider vouches for, or changes the one there is. Throws PROVIDER_REFUSED, USERS_FULL. */
  async logInByProvider(person: Person, visitor: Visitor): Promise<Login> {
    const user = await this.users.fromProvider(person);
    if (user.disabled)
      throw new Refusal('PROVIDER_REFUSED', `${user.name} is disabled here: ask an administrator`);
    return this.#begin(user, { visitor, how: 'provider', lastsMs: this.provider?.maxSessionMs });
  }

  /** Throws INVITATION_REFUSED, PASSWORD_REFUSED, TOO_MANY_REQUESTS. */
  async acceptInvitation(
    { token, password }: { token: string; password: string },
    visitor: Visitor,
  ): Promise<Login> {
    const user = await this.#passwords.pass(visitor.address, async () => {
      const { name } = this.invited(token).user;
      requireGoodPassword(password, name);
      this.invitations.void(name); // whoever comes with the same link meanwhile is refused
      return this.users.setPassword(name, password);
    });
    return this.#begin(user, { visitor, how: 'invitation' });
  }

  /** Whom a link invites. Throws INVITATION_REFUSED. */
  invited(token: string): { readonly user: User; readonly expiresMs: number } {
    const invitation = this.invitations.find(token);
    const user = invitation && this.users.active(invitation.user);
    if (invitation !== undefined && user !== undefined) return { user, expiresMs: invitation.expiresMs };
    throw new Refusal(
      'INVITATION_REFUSED',
      'this invitation was used, replaced by a newer one, or is older than three days: ask an administrator for a new link',
    );
  }

  /** Of somebody who is signed in. null: no password any more. Throws PASSWORD_REFUSED, TOO_MANY_REQUESTS. */
  async setOwnPassword(
    name: string,
    {
      password,
      current = '',
      address,
    }: { password: string | null; current?: string | undefined; address: string },
  ): Promise<void> {
    if ((this.users.active(name)?.password ?? null) !== null)
      await this.requirePassword(name, { password: current, address });
    if (password !== null) requireGoodPassword(password, name);
    await this.#passwords.pass(address, () => this.users.setPassword(name, password));
  }

  /** Throws PASSWORD_REFUSED when it is another one, TOO_MANY_REQUESTS. */
  async requirePassword(name: string, given: { password: string; address: string }): Promise<void> {
    if ((await this.#verify(name, given)) === undefined)
      throw new Refusal('PASSWORD_REFUSED', 'the current password is another one');
  }

  /** Takes password, second factor and sessions from a user. Resolves to the number of sessions. Throws USER_UNKNOWN. */
  async strip(name: string): Promise<number> {
    await this.users.setPassword(name, null);
    await this.secondFactors.remove(name);
    await this.users.change(name, { disabled: false });
    return this.sessions.end((session) => session.user === name);
  }

  /** Removes a user with all that belongs to the user. Throws USER_UNKNOWN. */
  async removeUser(name: string): Promise<User> {
    const user = this.users.known(name);
    await this.secondFactors.remove(name);
    this.invitations.void(name);
    await this.sessions.end((session) => session.user === name);
    await this.users.remove(name);
    return user;
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

  /** Finishes a renewal of the key, also one that a crash cut off. */
  async #sealAnew(): Promise<void> {
    const { current, former } = this.#key;
    if (former === undefined) return;
    await this.secondFactors.sealAnew({ current, former });
    await this.#key.forgetFormer();
  }

  #verify(
    name: string,
    { password, address }: { password: string; address: string },
  ): Promise<User | undefined> {
    return this.#passwords.pass(address, () => this.users.verify(name, password));
  }

  async #begin(
    { name }: User,
    { visitor, how, lastsMs }: { visitor: Visitor; how: string; lastsMs?: number | undefined },
  ): Promise<Login> {
    return { ...(await this.sessions.begin({ user: name, ...visitor, lastsMs })), how };
  }
}
