import { z } from 'zod';

export const keysResponse = z.object({
  /** What agents know this collector by. */
  gateway: z.object({
    /** sha256 of the public key, 64 hex digits. */
    pin: z.string(),
    madeMs: z.number(),
    /** Of the certificate; agents look at the key alone. */
    issuer: z.string(),
    expiresMs: z.number(),
    /** The key that will follow; null: none was made. */
    next: z
      .object({
        pin: z.string(),
        madeMs: z.number(),
        /** Host names of agents that do not know it yet. */
        unaware: z.array(z.string()),
      })
      .nullable(),
    /** Enrolment tokens that hold the present pin: useless after the switch. */
    openTokens: z.number(),
  }),
  agents: z.array(
    z.object({
      host: z.string(),
      connected: z.boolean(),
      /** When its key came. */
      sinceMs: z.number(),
      /** Since when somebody wants a new one; null: nobody does. */
      askedMs: z.number().nullable(),
    }),
  ),
});
export type KeysResponse = z.infer<typeof keysResponse>;

export const switchKeyRequest = z.strictObject({
  /** Also when agents do not know the next key: those have to be enrolled again. */
  force: z.boolean().default(false),
});

/** Accounts of ClickHouse whose passwords are others after the next start. */
export const renewedAccounts = z.object({ accounts: z.array(z.string()).readonly() });

/** The request names it, since it signs out the user who sends it, too. */
export const renewSessionsRequest = z.strictObject({ endAll: z.literal(true) });

export const endedSessions = z.object({ ended: z.number().int() });
