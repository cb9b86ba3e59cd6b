import { z } from 'zod';
import { hostState } from './host.ts';

/** One enrolled agent. */
const agentEntry = z.object({
  agentId: z.string(),
  host: z.string(),
  displayName: z.string(),
  state: hostState,
  connected: z.boolean(),
  enrolledMs: z.number(),
  revokedMs: z.number().nullable(),
  lastSeenMs: z.number().nullable(),
  version: z.string(),
  labels: z.record(z.string(), z.string()),
  /** Where its session comes from; null when it has none. */
  address: z.string().nullable(),
});
export type AgentEntry = z.infer<typeof agentEntry>;

export const agentsAnswer = z.object({ agents: z.array(agentEntry) });
export type AgentsAnswer = z.infer<typeof agentsAnswer>;

export const agentAnswer = z.object({ agent: agentEntry });
export type AgentAnswer = z.infer<typeof agentAnswer>;
