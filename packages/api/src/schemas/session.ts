import { z } from 'zod';

export const sessionInfo = z.object({
  role: z.literal('admin'),
  /** null over the unix socket: its permission is the file's, and does not expire. */
  expiresMs: z.number().nullable(),
});
export type SessionInfo = z.infer<typeof sessionInfo>;

export const loginLink = z.object({ url: z.string(), expiresMs: z.number() });
export type LoginLink = z.infer<typeof loginLink>;

export const loginQuery = z.object({ token: z.string().max(200).default('') });
