import type { Role } from '@hostwire/api';
import type { Clock } from '@hostwire/runtime';
import type { AuthFile, User } from './auth-file.ts';
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

  constructor({ file, clock }: { file: AuthFile; clock: Clock }) {
    this.#file = file;
    this.#clock = clock;
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
    if (this.#file.users.has(name) || name === builtInAdministrator)
      throw new Refusal('USER_EXISTS', `there is a user ${name} already`);
    if (this.#file.users.size >= userLimits.maxUsers)
      throw new Refusal(
        'USERS_FULL',
        `there are ${userLimits.maxUsers} users, which is as many as there may be`,
      );
    return this.#store({
      name,
      role,
      labels,
      password: null,
      disabled: false,
      createdMs: this.#clock.nowMs(),
    });
  }

  /** Throws USER_UNKNOWN. */
  async change(name: string, { role, labels, disabled }: UserChange): Promise<User> {
    const user = this.#known(name);
    return this.#store({
      ...user,
      role: role ?? user.role,
      labels: labels === undefined ? user.labels : { ...labels },
      disabled: disabled ?? user.disabled,
    });
  }

  /** Throws USER_UNKNOWN, PASSWORD_REFUSED. null: no password any more. */
  async setPassword(name: string, password: string | null): Promise<void> {
    const user = name === builtInAdministrator ? this.#builtIn() : this.#known(name);
    if (password !== null) requireGoodPassword(password, name);
    await this.#store({ ...user, password: password === null ? null : await hashPassword(password) });
  }

  /** The user who has that name and password; takes as long when there is none. */
  async verify(name: string, password: string): Promise<User | undefined> {
    const user = this.active(name);
    const isRight = await verifyPassword(password, user?.password ?? null);
    return isRight ? user : undefined;
  }

  #builtIn(): User {
    const known = this.#file.users.get(builtInAdministrator);
    const made = { name: builtInAdministrator, role: 'administrator' as const, labels: {} };
    return known ?? { ...made, password: null, disabled: false, createdMs: 0 };
  }

  #known(name: string): User {
    const user = this.#file.users.get(name);
    if (user !== undefined) return user;
    throw new Refusal('USER_UNKNOWN', `there is no user ${name}: see "hostwire users list"`);
  }

  async #store(user: User): Promise<User> {
    this.#file.users.set(user.name, user);
    await this.#file.save();
    return user;
  }
}
