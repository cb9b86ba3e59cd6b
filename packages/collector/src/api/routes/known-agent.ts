import type { AgentRow } from '@hostwire/storage';
import { RegistryError } from '../../registry/registry-error.ts';
import type { RegistryPort } from '../ports.ts';

/** The agent of that id or host name. Throws AGENT_UNKNOWN. */
export function knownAgent(registry: RegistryPort, idOrHost: string): AgentRow {
  const agent = registry.agent(idOrHost);
  if (agent !== undefined) return agent;
  throw new RegistryError('AGENT_UNKNOWN', `there is no agent ${idOrHost}: see "hostwire agents list"`);
}
