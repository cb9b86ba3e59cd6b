import { z } from 'zod';

const sqlLimits = { maxQueryLength: 256 * 1024 } as const;

export const sqlRequest = z.strictObject({
  query: z.string().min(1).max(sqlLimits.maxQueryLength),
  /** Any output format of ClickHouse. */
  format: z
    .string()
    .regex(/^[A-Za-z0-9_]{1,64}$/, 'must be the name of a ClickHouse format, for example JSONCompact')
    .default('JSONCompact'),
});
export type SqlRequest = z.input<typeof sqlRequest>;
