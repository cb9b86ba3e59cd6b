import type { DeletionResponse } from '@hostwire/api';
import { deleteAgentSamples } from '@hostwire/storage';
import { requireRevoked } from '../../registry/agent-changes.ts';
import type { Caller } from '../../auth/caller.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { knownAgent } from './known-agent.ts';

/** For so long a request works on samples before it reports how much is left. */
const deletionWaitMs = 5_000;

interface Deletion {
  /** Agent id or host name. */
  readonly agent: string;
  readonly samples: 'keep' | 'delete';
  readonly caller: Caller;
}

/** Forgets a revoked agent; with its samples: to be asked again until it is deleted. */
export async function deleteAgent(
  { agent: idOrHost, samples, caller }: Deletion,
  { registry, settings, db }: Pick<ApiDependencies, 'registry' | 'settings' | 'db'>,
): Promise<DeletionResponse> {
  const agent = requireRevoked(knownAgent(registry, idOrHost, caller));
  const { agentId, host } = agent;
  const { actor } = caller;
  const isKept = samples === 'keep';
  const daysLeft = isKept ? null : await deleteAgentSamples(db, { agent, waitMs: deletionWaitMs });
  if (daysLeft !== null && daysLeft > 0) return { deleted: false, host, daysLeft };
  await settings.forgetHost(host, { actor });
  await registry.deleteAgent(agentId, { actor, samples: isKept ? 'samples kept' : 'samples deleted' });
  return { deleted: true, host, daysLeft };
}
