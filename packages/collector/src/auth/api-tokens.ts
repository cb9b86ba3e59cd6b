/**
 * API tokens: `hwt_<id>_<secret>`. Kept is the sha256 of the secret alone, which has 256 random bits: nothing can be
 * guessed from it. Limit: `maxTokens`, revoked and expired ones included until they are `keptAfterEndMs` old.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Permission } from '@hostwire/api';
import type { Clock } from '@hostwire/runtime';
import type { ApiToken, AuthFile } from './auth-file.ts';
import { Refusal } from './refusal.ts';

const apiTokenLimits = { maxTokens: 1_000, keptAfterEndMs: 90 * 86_400_000 } as const;
/** The time of the last use is kept to the minute, so that not every request writes the file. */
const usedResolutionMs = 60_000;

export interface NewApiToken {
  readonly name: string;
  readonly scopes: readonly Permission[];
  readonly ttlMs: number | null;
  readonly createdBy: string;
}

export class ApiTokens {
  readonly #file: AuthFile;
  readonly #clock: Clock;

  constructor({ file, clock }: { file: AuthFile; clock: Clock }) {
    this.#file = file;
    this.#clock = clock;
  }

  list(): ApiToken[] {
    return [...this.#file.apiTokens.values()].toSorted((a, b) => b.createdMs - a.createdMs);
  }

  /** The only place where the text of a token is known. Throws API_TOKENS_FULL. */
  async create({ name, scopes, ttlMs, createdBy }: NewApiToken): Promise<{ token: ApiToken; text: string }> {
    this.#prune();
    if (this.#file.apiTokens.size >= apiTokenLimits.maxTokens)
      throw new Refusal('API_TOKENS_FULL', `there are ${apiTokenLimits.maxTokens} API tokens: revoke some`);
    const id = randomBytes(8).toString('hex');
    const secret = randomBytes(32).toString('base64url');
    const nowMs = this.#clock.nowMs();
    const expiresMs = ttlMs === null ? null : nowMs + ttlMs;
    const token: ApiToken = {
      id,
      name,
      digest: digestOf(secret),
      scopes: [...new Set(scopes)],
      createdMs: nowMs,
      createdBy,
      expiresMs,
      usedMs: null,
      revokedMs: null,
    };
    this.#file.apiTokens.set(id, token);
    await this.#file.save();
    return { token, text: `hwt_${id}_${secret}` };
  }

  /** Throws API_TOKEN_UNKNOWN. Revoking twice is no error. */
  async revoke(id: string): Promise<ApiToken> {
    const token = this.#file.apiTokens.get(id);
    if (token === undefined) throw new Refusal('API_TOKEN_UNKNOWN', `there is no API token ${id}`);
    if (token.revokedMs !== null) return token;
    const revoked = { ...token, revokedMs: this.#clock.nowMs() };
    this.#file.apiTokens.set(id, revoked);
    await this.#file.save();
    return revoked;
  }

  /** The token of that text, if it is good now. */
  use(text: string): ApiToken | undefined {
    const [, id = '', secret = ''] = /^hwt_([0-9a-f]{16})_([\w-]{43})$/.exec(text) ?? [];
    const token = this.#file.apiTokens.get(id);
    if (token === undefined || !isSame(token.digest, digestOf(secret)) || !this.isGood(token))
      return undefined;
    const nowMs = this.#clock.nowMs();
    if (token.usedMs === null || nowMs - token.usedMs >= usedResolutionMs) {
      this.#file.apiTokens.set(id, { ...token, usedMs: nowMs });
      this.#file.save().catch(() => undefined); // when it was used last is not worth a failed request
    }
    return token;
  }

  isGood({ id }: Pick<ApiToken, 'id'>): boolean {
    const token = this.#file.apiTokens.get(id);
    if (token === undefined || token.revokedMs !== null) return false;
    return token.expiresMs === null || this.#clock.nowMs() < token.expiresMs;
  }

  #prune(): void {
    const before = this.#clock.nowMs() - apiTokenLimits.keptAfterEndMs;
    for (const { id, expiresMs, revokedMs } of this.#file.apiTokens.values()) {
      const endedMs = revokedMs ?? expiresMs;
      if (endedMs !== null && endedMs < before) this.#file.apiTokens.delete(id);
    }
  }
}

function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function isSame(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
