import { z } from 'zod';
import { agentSelf, hostIssue } from './agent-self.ts';
import { cloneState, hostClock, hostState } from './host.ts';

export const agentParams = z.object({ agent: z.string().min(1).max(255).describe('agent id or host name') });

const upgradeState = z.enum(['fetching', 'starting', 'failed', 'impossible']);

/** One enrolled agent. */
const agentEntry = z.object({
  agentId: z.string(),
  host: z.string(),
  displayName: z.string(),
  state: hostState,
  /** null: nothing says that two machines use its identity. */
  clone: cloneState.nullable(),
  connected: z.boolean(),
  enrolledMs: z.number(),
  revokedMs: z.number().nullable(),
  lastSeenMs: z.number().nullable(),
  version: z.string(),
  labels: z.record(z.string(), z.string()),
  /** When its present key came. */
  keySinceMs: z.number(),
  /** Since when it is to have a new key; null: it is not. */
  keyAskedMs: z.number().nullable(),
  /** Where its session comes from; null when it has none. */
  address: z.string().nullable(),
  /** Whether the collector hands out a newer version of the agent, or, where it hands out none, is itself newer. */
  behind: z.boolean(),
  upgrade: z.object({
    /** Whether it may upgrade itself: the setting `upgrade`. */
    allowed: z.boolean(),
    /** As it reported itself; null: it is not connected, or reported nothing. */
    report: z.object({ version: z.string(), state: upgradeState, detail: z.string() }).nullable(),
  }),
});
export type AgentEntry = z.infer<typeof agentEntry>;

export const agentsResponse = z.object({
  agents: z.array(agentEntry),
  /** The version of the agent that the collector hands out; null: none. */
  release: z.string().nullable(),
});
export type AgentsResponse = z.infer<typeof agentsResponse>;

export const agentResponse = z.object({ agent: agentEntry });
export type AgentResponse = z.infer<typeof agentResponse>;

export const agentDetailResponse = z.object({
  agent: agentEntry,
  clock: hostClock.nullable(),
  self: agentSelf.nullable(),
  issues: z.array(hostIssue),
});
export type AgentDetailResponse = z.infer<typeof agentDetailResponse>;

/** Whose the identity is from now on: the machine that is connected, or the one that connects next. */
export const acceptedMachineResponse = z.object({
  agent: agentEntry,
  owner: z.enum(['connected', 'next']),
});
export type AcceptedMachineResponse = z.infer<typeof acceptedMachineResponse>;

export const renameRequest = z.strictObject({
  displayName: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(128, 'must have at most 128 characters')
    .refine((name) => !/\p{Cc}/u.test(name), 'must not hold control characters'),
});

export const deletionRequest = z.strictObject({
  samples: z.enum(['keep', 'delete']).describe('whether its samples stay in the database'),
});

/** Of a request to delete an agent with its samples: it is to be asked for again until it is done. */
export const deletionResponse = z.object({
  deleted: z.boolean(),
  host: z.string(),
  /** Days that still hold samples of it; null: they are kept. */
  daysLeft: z.number().nullable(),
});
export type DeletionResponse = z.infer<typeof deletionResponse>;
