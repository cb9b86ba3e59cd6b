import { z } from 'zod';

const collector = z.object({
  /** Its host and data folder: the same after a restart. */
  collector: z.string(),
  /** host/pid. */
  process: z.string(),
  version: z.string(),
  startedMs: z.number(),
  /** When it last said that it is there: twice a minute. */
  seenMs: z.number(),
  /** Where agents reach it. */
  gateway: z.string(),
  agents: z.number().int(),
  samplesPerS: z.number(),
  /** From the arrival of a batch until it is committed; null before the first. */
  delayP50Ms: z.number().nullable(),
  delayP99Ms: z.number().nullable(),
  /** main: it writes samples; history: it rolls them up; alerts: it evaluates the rules. */
  leases: z.array(z.string()),
});
export type CollectorEntry = z.infer<typeof collector>;

/** Those heard of within a day. */
export const collectorsResponse = z.object({ collectors: z.array(collector) });
export type CollectorsResponse = z.infer<typeof collectorsResponse>;
