/**
 * One-time login links. A link's token is 32 random bytes; kept is only its sha256, in memory: a restart, which prints
 * a new link, voids those before. A token is good once, for 15 minutes. Limit: `maxOutstanding`, oldest dropped.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '@hostwire/runtime';

const tokenBytes = 32;

export const loginLinkLimits = { ttlMs: 15 * 60_000, maxOutstanding: 100 } as const;

export class LoginLinks {
  readonly #clock: Clock;
  /** By sha256 of the token; oldest first. */
  readonly #outstanding = new Map<string, { readonly user: string; readonly expiresMs: number }>();

  constructor({ clock }: { clock: Clock }) {
    this.#clock = clock;
  }

  /** For that user. */
  create(user: string): { readonly token: string; readonly expiresMs: number } {
    const token = randomBytes(tokenBytes).toString('base64url');
    const expiresMs = this.#clock.nowMs() + loginLinkLimits.ttlMs;
    this.#outstanding.set(digestOf(token), { user, expiresMs });
    for (const oldest of this.#outstanding.keys()) {
      if (this.#outstanding.size <= loginLinkLimits.maxOutstanding) break;
      this.#outstanding.delete(oldest);
    }
    return { token, expiresMs };
  }

  /** The user of a token, once. Looked up by its digest: timing tells nothing about tokens. */
  use(token: string): string | undefined {
    const digest = digestOf(token);
    const link = this.#outstanding.get(digest);
    this.#outstanding.delete(digest);
    return link !== undefined && this.#clock.nowMs() < link.expiresMs ? link.user : undefined;
  }
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
