import { z } from 'zod';
import { labels } from './label.ts';

const tokenLimits = {
  defaultTtlSeconds: 3_600,
  maxTtlSeconds: 365 * 86_400,
  maxUses: 100_000,
  maxCidrs: 32,
} as const;

export const createTokenRequest = z.strictObject({
  ttlSeconds: z
    .number()
    .int()
    .min(1, 'must be at least 1')
    .max(tokenLimits.maxTtlSeconds, 'must be at most 365 days')
    .default(tokenLimits.defaultTtlSeconds),
  uses: z.number().int().min(1).max(tokenLimits.maxUses, `must be at most ${tokenLimits.maxUses}`).default(1),
  /** Given to every host that enrols with the token. */
  labels: labels.default({}),
  /** Id or host name of an agent: the token gives it a new key and makes no new agent. */
  agent: z.string().min(1).max(255).optional(),
  /** Networks that an agent may enrol from; empty: anywhere. */
  cidr: z
    .array(z.union([z.cidrv4(), z.cidrv6()], 'must be a network such as 10.0.0.0/8 or 2001:db8::/32'))
    .max(tokenLimits.maxCidrs)
    .default([]),
});
export type CreateTokenRequest = z.input<typeof createTokenRequest>;

/** The only answer that ever holds the secret. */
export const createdToken = z.object({
  id: z.string(),
  token: z.string(),
  expiresMs: z.number(),
  uses: z.number(),
  collectorUrl: z.string(),
  /** The line to paste on the host. */
  enrollCommand: z.string(),
});
export type CreatedToken = z.infer<typeof createdToken>;

const tokenEntry = z.object({
  id: z.string(),
  state: z.enum(['valid', 'expired', 'used_up', 'revoked']),
  createdMs: z.number(),
  expiresMs: z.number(),
  uses: z.number(),
  usesLeft: z.number(),
  labels: z.record(z.string(), z.string()),
  cidr: z.array(z.string()),
  /** Host name of the agent that it gives a new key; null: it makes new agents. */
  agent: z.string().nullable(),
  revokedMs: z.number().nullable(),
});
export type TokenEntry = z.infer<typeof tokenEntry>;

export const tokensResponse = z.object({ tokens: z.array(tokenEntry) });
export type TokensResponse = z.infer<typeof tokensResponse>;

export const tokenResponse = z.object({ token: tokenEntry });
export type TokenResponse = z.infer<typeof tokenResponse>;

export const tokenParams = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/, 'must be the 16 hex digits of a token id'),
});
