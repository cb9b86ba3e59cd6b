import { z } from 'zod';
import { permissions, roles } from '../route.ts';

export const sessionInfo = z.object({
  /** null: an API token, or the Unix socket. */
  user: z.string().nullable(),
  role: z.enum([...roles, 'token']),
  permissions: z.array(z.enum(permissions)),
  /** Only hosts with all of these are seen; empty: every host. */
  labels: z.record(z.string(), z.string()),
  /** null where no session is: over the Unix socket, and with an API token. */
  expiresMs: z.number().nullable(),
});
export type SessionInfo = z.infer<typeof sessionInfo>;

export const loginLink = z.object({ url: z.string(), expiresMs: z.number() });
export type LoginLink = z.infer<typeof loginLink>;

export const loginQuery = z.object({ token: z.string().max(200).default('') });
