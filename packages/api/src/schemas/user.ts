import { z } from 'zod';
import { permissions, roles } from '../route.ts';
import { labels } from './label.ts';

export const userNamePattern = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}$/u;

const userName = z
  .string()
  .regex(userNamePattern, 'must be 1 to 64 letters, digits or one of ._@-')
  .describe('unique name of a user');

export const userParams = z.object({ name: userName });

const userEntry = z.object({
  name: z.string(),
  role: z.enum(roles),
  /** Hosts that a viewer sees have all of these; empty: every host. */
  labels: z.record(z.string(), z.string()),
  disabled: z.boolean(),
  hasPassword: z.boolean(),
  /** Whether a code of an app is asked for besides the password. */
  hasSecondFactor: z.boolean(),
  /** Comes from the OpenID Connect provider, with role and labels as its claims say. */
  fromProvider: z.boolean(),
  /** Until when an invitation link is open; null: there is none. */
  invitedUntilMs: z.number().nullable(),
  createdMs: z.number(),
  /** When a session of the user was used last; null: none is open. */
  usedMs: z.number().nullable(),
});
export type UserEntry = z.infer<typeof userEntry>;

export const usersResponse = z.object({ users: z.array(userEntry) });
export type UsersResponse = z.infer<typeof usersResponse>;

export const addUserRequest = z.strictObject({
  name: userName,
  role: z.enum(roles).default('viewer'),
  /** Of a viewer: the only hosts that are seen. */
  labels: labels.default({}),
});

export const changeUserRequest = z.strictObject({
  role: z.enum(roles).optional(),
  labels: labels.optional(),
  disabled: z.boolean().optional(),
});

export const userResponse = z.object({ user: userEntry });

/** A user with a link with which that user chooses a password and signs in, once. */
export const invitedUserResponse = z.object({ user: userEntry, url: z.string(), expiresMs: z.number() });
export type InvitedUserResponse = z.infer<typeof invitedUserResponse>;

const sessionEntry = z.object({
  id: z.string(),
  user: z.string(),
  /** The one that asks. */
  current: z.boolean(),
  createdMs: z.number(),
  usedMs: z.number(),
  expiresMs: z.number(),
  address: z.string(),
  browser: z.string(),
});
export type SessionEntry = z.infer<typeof sessionEntry>;

export const sessionsResponse = z.object({ sessions: z.array(sessionEntry) });
export const sessionParams = z.object({
  id: z.union([z.literal('all'), z.string().regex(/^[0-9a-f]{32}$/)]).describe('id of a session, or "all"'),
});
export const endedSessionsResponse = z.object({ ended: z.number() });

const apiTokenEntry = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['valid', 'expired', 'revoked']),
  scopes: z.array(z.enum(permissions)),
  createdMs: z.number(),
  createdBy: z.string(),
  expiresMs: z.number().nullable(),
  usedMs: z.number().nullable(),
});
export type ApiTokenEntry = z.infer<typeof apiTokenEntry>;

export const apiTokensResponse = z.object({ apiTokens: z.array(apiTokenEntry) });
export const apiTokenResponse = z.object({ apiToken: apiTokenEntry });
/** The only answer that ever holds the text of the token. */
export const createdApiToken = z.object({ apiToken: apiTokenEntry, token: z.string() });
export type CreatedApiToken = z.infer<typeof createdApiToken>;
export const apiTokenParams = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/, 'must be the 16 hex digits of the id of an API token'),
});

export const createApiTokenRequest = z.strictObject({
  name: z.string().trim().min(1).max(64),
  scopes: z.array(z.enum(permissions)).min(1).max(permissions.length).default(['read']),
  /** null: does not expire. */
  ttlSeconds: z
    .number()
    .int()
    .min(60)
    .max(10 * 365 * 86_400)
    .nullable()
    .default(90 * 86_400),
});

export const auditLogQuery = z.object({
  limit: z.coerce.number().int().min(1).max(10_000).default(100),
  who: z.string().max(200).optional().describe('text within the actor, upper and lower case alike'),
  what: z.string().max(64).optional().describe('how the action begins: agent, user.add'),
  sinceMs: z.coerce.number().int().min(0).optional(),
  untilMs: z.coerce.number().int().min(0).optional().describe('not included'),
});
export const auditLogResponse = z.object({
  entries: z.array(
    z.object({
      tsMs: z.number(),
      actor: z.string(),
      action: z.string(),
      object: z.string(),
      detail: z.string(),
    }),
  ),
});
export type AuditLogResponse = z.infer<typeof auditLogResponse>;
