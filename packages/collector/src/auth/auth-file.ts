/**
 * Users, sessions and API tokens of this collector, in one file that only its user can read. They are not in ClickHouse:
 * whoever reads the database, with the read-only account or as a stolen copy, finds no hash to try passwords on, and
 * people can sign in while the database does not answer.
 *
 * A change is in force at once; `save` resolves when it is on disk.
 */
import { readFile } from 'node:fs/promises';
import { errorCode, HostwireError, writeFileDurably } from '@hostwire/runtime';
import { permissions, roles } from '@hostwire/api';
import { z } from 'zod';

const labels = z.record(z.string(), z.string());

const user = z.object({
  name: z.string(),
  role: z.enum(roles),
  /** Hosts that a viewer sees have all of these; empty: every host. */
  labels,
  /** As `hashPassword` writes it; null: signs in by links only. */
  password: z.string().nullable(),
  disabled: z.boolean(),
  /** Whom the OpenID Connect provider knows this user as; null: the user is of this collector. */
  provider: z.object({ issuer: z.string(), subject: z.string() }).nullable().default(null),
  createdMs: z.number(),
});
export type User = z.infer<typeof user>;

/** What a user shows besides the password. It stands apart from the user: using it changes nothing about the user. */
const secondFactor = z.object({
  user: z.string(),
  /** The secret that the user's app has, sealed with a key that is not in this file. */
  sealed: z.string(),
  sinceMs: z.number(),
  /** The time step of the last code that was taken: no code is good twice. */
  usedStep: z.number(),
  /** sha256 of each recovery code that was not used, hex. */
  recovery: z.array(z.string()),
});
export type SecondFactor = z.infer<typeof secondFactor>;

const invitation = z.object({
  user: z.string(),
  /** sha256 of the link's token, hex. */
  digest: z.string(),
  expiresMs: z.number(),
});
export type Invitation = z.infer<typeof invitation>;

const session = z.object({
  id: z.string(),
  user: z.string(),
  createdMs: z.number(),
  /** When it was used last, to the minute. */
  usedMs: z.number(),
  /** It ends then in any case, though it would last longer otherwise. */
  untilMs: z.number().optional(),
  address: z.string(),
  browser: z.string(),
});
export type Session = z.infer<typeof session>;

const apiToken = z.object({
  id: z.string(),
  name: z.string(),
  /** sha256 of the secret, hex. */
  digest: z.string(),
  scopes: z.array(z.enum(permissions)),
  createdMs: z.number(),
  createdBy: z.string(),
  expiresMs: z.number().nullable(),
  usedMs: z.number().nullable(),
  revokedMs: z.number().nullable(),
});
export type ApiToken = z.infer<typeof apiToken>;

const content = z.object({
  users: z.array(user),
  secondFactors: z.array(secondFactor).default([]),
  invitations: z.array(invitation).default([]),
  sessions: z.array(session),
  apiTokens: z.array(apiToken),
});

export class AuthFile {
  readonly #path: string;
  readonly users = new Map<string, User>();
  /** By the name of the user, as invitations are. */
  readonly secondFactors = new Map<string, SecondFactor>();
  readonly invitations = new Map<string, Invitation>();
  readonly sessions = new Map<string, Session>();
  readonly apiTokens = new Map<string, ApiToken>();
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  /** Throws AUTH_FILE_INVALID when the file is not what this class writes. */
  async load(): Promise<void> {
    let text: string;
    try {
      text = await readFile(this.#path, 'utf8');
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return;
      throw error;
    }
    try {
      const parsed = content.parse(JSON.parse(text));
      for (const each of parsed.users) this.users.set(each.name, each);
      for (const each of parsed.secondFactors) this.secondFactors.set(each.user, each);
      for (const each of parsed.invitations) this.invitations.set(each.user, each);
      for (const each of parsed.sessions) this.sessions.set(each.id, each);
      for (const each of parsed.apiTokens) this.apiTokens.set(each.id, each);
    } catch (cause) {
      const message = `${this.#path} is damaged: put a copy of it back, or remove it (users and API tokens are made again, everybody signs in again)`;
      throw new HostwireError('AUTH_FILE_INVALID', message, { cause });
    }
  }

  /** Writes what is in memory now. */
  async save(): Promise<void> {
    const text = JSON.stringify({
      users: [...this.users.values()],
      secondFactors: [...this.secondFactors.values()],
      invitations: [...this.invitations.values()],
      sessions: [...this.sessions.values()],
      apiTokens: [...this.apiTokens.values()],
    } satisfies z.infer<typeof content>);
    const write = this.#writing.then(() => writeFileDurably(this.#path, text, { mode: 0o600 }));
    this.#writing = write.catch(() => undefined); // whoever called has the error
    await write;
  }

  /** Resolves when all that was saved is on disk. */
  async idle(): Promise<void> {
    await this.#writing;
  }
}
