import type { Role } from '@hostwire/api';
import type { Clock } from '@hostwire/runtime';
import type { AuthFile, User } from './auth-file.ts';
import type { Person } from './provider/claims.ts';
import { hashPassword, requireGoodPassword, verifyPassword } from './password.ts';
import { Refusal } from './refusal.ts';

const userLimits = { maxUsers: 1_000 } as const;

/** Who signs in by the link of the first start, or by `hostwire login`: there without being made. */
export const builtInAdministrator = 'admin';

export interface UserChange {
  readonly role?: Role | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly disabled?: boolean | undefined;
}

/** People with a name, a role and, if they set one, a password. Each change resolves when it is on disk. */
export class Users {
  readonly #file: AuthFile;
  readonly #clock: Clock;
  readonly #work: number;

  constructor({ file, clock, work }: { file: AuthFile; clock: Clock; work: number }) {
    this.#file = file;
    this.#clock = clock;
    this.#work = work;
  }

  list(): User[] {
    return [...this.#file.users.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** undefined: there is none, or it is disabled. */
  active(name: string): User | undefined {
    const user = this.#file.users.get(name) ?? (name === builtInAdministrator ? this.#builtIn() : undefined);
    return user?.disabled === true ? undefined : user;
  }

  /** Throws USER_EXISTS, USERS_FULL. */
  async add({ name, role, labels }: Pick<User, 'name' | 'role' | 'labels'>): Promise<User> {
    if (this.#isTaken(name)) throw new Refusal('USER_EXISTS', `there is a user ${name} already`);
    return this.#make({ name, role, labels, provider: null });
  }

  /**
   * The user of somebody whom the provider vouches for, made at the first time, with role and labels as they are now.
   * A user of this collector is never taken over by a name: whoever may choose a name at the provider would be that user.
   * Throws PROVIDER_REFUSED, USERS_FULL.
   */
  async fromProvider({ issuer, subject, name, role, labels }: Person): Promise<User> {
    const known = this.list().find(
      ({ provider }) => provider?.issuer === issuer && provider.subject === subject,
    );
    if (known === undefined && this.#isTaken(name))
      throw new Refusal(
        'PROVIDER_REFUSED',
        `there is another user ${name} here: an administrator removes that one first ("hostwire users remove")`,
      );
    if (known === undefined) return this.#make({ name, role, labels, provider: { issuer, subject } });
    const isSame = known.role === role && JSON.stringify(known.labels) === JSON.stringify(labels);
    return isSame ? known : this.#store({ ...known, role, labels });
  }

  /** Throws USER_UNKNOWN, PROVIDER_DECIDES. */
  async change(name: string, { role, labels, disabled }: UserChange): Promise<User> {
    const user = this.known(name);
    if (role !== undefined || labels !== undefined) requireOwn(user);
    return this.#store({
      ...user,
      role: role ?? user.role,
      labels: labels === undefined ? user.labels : { ...labels },
      disabled: disabled ?? user.disabled,
    });
  }

  /** Throws USER_UNKNOWN, PASSWORD_REFUSED, PROVIDER_DECIDES. null: no password any more. */
  async setPassword(name: string, password: string | null): Promise<User> {
    requireOwn(name === builtInAdministrator ? this.#builtIn() : this.known(name));
    if (password !== null) requireGoodPassword(password, name);
    const hash = password === null ? null : await hashPassword(password, this.#work);
    const user = name === builtInAdministrator ? this.#builtIn() : this.known(name); // as it is by now
    return this.#store({ ...user, password: hash });
  }

  /** Throws USER_UNKNOWN. */
  async remove(name: string): Promise<void> {
    this.known(name);
    this.#file.users.delete(name);
    await this.#file.save();
  }

  /** The user who has that name and password; takes as long when there is none. */
  async verify(name: string, password: string): Promise<User | undefined> {
    const user = this.active(name);
    const isRight = await verifyPassword(password, { hash: user?.password ?? null, work: this.#work });
    return isRight ? user : undefined;
  }

  #builtIn(): User {
    const known = this.#file.users.get(builtInAdministrator);
    const made = { name: builtInAdministrator, role: 'administrator' as const, labels: {} };
    return known ?? { ...made, password: null, disabled: false, provider: null, createdMs: 0 };
  }

  /** Throws USER_UNKNOWN. */
  known(name: string): User {
    const user = this.#file.users.get(name);
    if (user !== undefined) return user;
    throw new Refusal('USER_UNKNOWN', `there is no user ${name}: see "hostwire users list"`);
  }

  #isTaken(name: string): boolean {
    return this.#file.users.has(name) || name === builtInAdministrator;
  }

  /** Throws USERS_FULL. */
  #make(of: Pick<User, 'name' | 'role' | 'labels' | 'provider'>): Promise<User> {
    if (this.#file.users.size >= userLimits.maxUsers)
      throw new Refusal(
        'USERS_FULL',
        `there are ${userLimits.maxUsers} users, which is as many as there may be: remove some`,
      );
    return this.#store({ ...of, password: null, disabled: false, createdMs: this.#clock.nowMs() });
  }

  async #store(user: User): Promise<User> {
    this.#file.users.set(user.name, user);
    await this.#file.save();
    return user;
  }
}

/** Throws PROVIDER_DECIDES. */
function requireOwn({ name, provider }: User): void {
  if (provider === null) return;
  throw new Refusal(
    'PROVIDER_DECIDES',
    `${name} comes from the OpenID Connect provider, which decides about role and password: change it there`,
  );
}
