import { z } from 'zod';

/** What an agent told of itself last. Each is null where the agent does not tell it. */
/** Something that the agent cannot read, or that no batch can hold, at present. */
export const hostIssue = z.object({
  group: z.string(),
  /** '': about the group as a whole. */
  device: z.string(),
  /** '': about all of them. */
  column: z.string(),
  code: z.string(),
  message: z.string(),
});

export const agentSelf = z.object({
  tsMs: z.number(),
  /** Of one core. */
  cpuPct: z.number().nullable(),
  rssBytes: z.number().nullable(),
  spoolBytes: z.number().nullable(),
  spoolBatches: z.number().nullable(),
  /** Groups that it reads more rarely than set, to keep its CPU budget. */
  slowedGroups: z.number().nullable(),
  overCpuBudget: z.boolean().nullable(),
  overRssBudget: z.boolean().nullable(),
  /** Groups, mounts and files that it cannot read. */
  issues: z.number().nullable(),
});
