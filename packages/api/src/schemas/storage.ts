import { z } from 'zod';

/** Instead of the policy in force: ms and bytes. */
export const usageQuery = z.strictObject({
  raw: z.coerce.number().int().min(0).optional(),
  minutes: z.coerce.number().int().min(0).optional(),
  hours: z.coerce.number().int().min(0).optional(),
  maxDiskBytes: z.coerce.number().int().min(0).optional(),
});

const level = z.enum(['raw', 'minutes', 'hours', 'kept']);

export const usageResponse = z.object({
  diskBytes: z.number(),
  freeBytes: z.number(),
  usedBytes: z.number(),
  /** What the database may take. */
  budgetBytes: z.number(),
  /** Days of raw samples that the budget holds at the rate of the last full day; null before there is one. */
  rawDaysHeld: z.number().nullable(),
  policy: z.object({
    rawMs: z.number(),
    minutesMs: z.number(),
    hoursMs: z.number(),
    /** null: 80 % of the disk. */
    maxDiskBytes: z.number().nullable(),
  }),
  tables: z.array(
    z.object({
      table: z.string(),
      level,
      rows: z.number(),
      bytes: z.number(),
      /** Of its oldest partition; null where it is not parted by time. */
      sinceMs: z.number().nullable(),
    }),
  ),
  /** Those with the most first. */
  hosts: z.array(z.object({ host: z.string(), samples: z.number(), bytes: z.number() })),
  /** What the policy lets go now, in this order. */
  goes: z.array(
    z.object({
      table: z.string(),
      partition: z.string(),
      fromMs: z.number(),
      toMs: z.number(),
      bytes: z.number(),
      reason: z.enum(['age', 'budget']),
    }),
  ),
  /** What goes next by age; null when nothing will. */
  next: z.object({ table: z.string(), partition: z.string(), atMs: z.number() }).nullable(),
});
export type UsageResponse = z.infer<typeof usageResponse>;
