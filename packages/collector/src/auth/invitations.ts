/**
 * Invitation links, with which people choose their first password, or a new one. The token stands behind the # of the
 * link, which browsers do not send: neither logs nor programs that look at links in messages see or use it up. Kept is its
 * sha256, on disk. It is good once, for three days; a new link of a user voids the former, so there is one per user.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '@hostwire/runtime';
import type { AuthFile, Invitation } from './auth-file.ts';

const tokenBytes = 32;

export const invitationLimits = { ttlMs: 3 * 86_400_000 } as const;

export class Invitations {
  readonly #file: AuthFile;
  readonly #clock: Clock;

  constructor({ file, clock }: { file: AuthFile; clock: Clock }) {
    this.#file = file;
    this.#clock = clock;
  }

  /** The only place where the token is known. Resolves when the invitation is on disk. */
  async create(user: string): Promise<{ readonly token: string; readonly expiresMs: number }> {
    const token = randomBytes(tokenBytes).toString('base64url');
    const expiresMs = this.#clock.nowMs() + invitationLimits.ttlMs;
    this.#file.invitations.set(user, { user, digest: digestOf(token), expiresMs });
    await this.#file.save();
    return { token, expiresMs };
  }

  /** The open invitation of a token. Compared by digest: timing tells nothing about tokens. */
  find(token: string): Invitation | undefined {
    const digest = digestOf(token);
    const found = [...this.#file.invitations.values()].find((each) => each.digest === digest);
    return found && this.of(found.user);
  }

  /** The open invitation of a user. */
  of(user: string): Invitation | undefined {
    const invitation = this.#file.invitations.get(user);
    return invitation !== undefined && this.#clock.nowMs() < invitation.expiresMs ? invitation : undefined;
  }

  /** In force at once; on disk with what is saved next. */
  void(user: string): void {
    this.#file.invitations.delete(user);
  }
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
