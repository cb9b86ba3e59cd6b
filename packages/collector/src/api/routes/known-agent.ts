import type { AgentRow } from '@hostwire/storage';
import type { RegistryPort } from '../ports.ts';
import { Refusal } from '../refusal.ts';

/** The agent of that id or host name. Throws AGENT_UNKNOWN. */
export function knownAgent(registry: RegistryPort, idOrHost: string): AgentRow {
  const agent = registry.agent(idOrHost);
  if (agent !== undefined) return agent;
  throw new Refusal('AGENT_UNKNOWN', `there is no agent ${idOrHost}: see "hostwire agents list"`);
}

/** The agent of a host, by the name of the host alone. Throws HOST_UNKNOWN. */
export function requireHost(registry: RegistryPort, host: string): AgentRow {
  const agent = registry.agent(host);
  if (agent?.host === host) return agent;
  throw hostUnknown(host);
}

export function hostUnknown(host: string): Refusal {
  return new Refusal('HOST_UNKNOWN', `no host named ${host} is enrolled`);
}
