import { isLimited } from '@hostwire/api';
import type { AgentRow } from '@hostwire/storage';
import { sees, type Caller } from '../../auth/caller.ts';
import { Refusal } from '../../auth/refusal.ts';
import type { RegistryPort } from '../ports.ts';

/** The agent of that id or host name, if the caller sees its host. Throws AGENT_UNKNOWN. */
export function knownAgent(registry: RegistryPort, idOrHost: string, caller: Caller): AgentRow {
  const agent = registry.agent(idOrHost);
  if (agent !== undefined && sees(caller, agent.labels)) return agent;
  const hint = nearestHost(registry, idOrHost, caller);
  throw new Refusal('AGENT_UNKNOWN', `there is no agent ${idOrHost}: ${hint}`);
}

/** The agent of a host, by the name of the host alone, if the caller sees it. Throws HOST_UNKNOWN. */
export function requireHost(registry: RegistryPort, host: string, caller: Caller): AgentRow {
  const agent = registry.agent(host);
  if (agent?.host === host && sees(caller, agent.labels)) return agent;
  throw hostUnknown(registry, host, caller);
}

/** The hosts that an unknown name may have meant. */
interface NamedHosts {
  agents(): Iterable<Pick<AgentRow, 'host' | 'labels'>>;
}

export function hostUnknown(registry: NamedHosts, host: string, caller: Caller): Refusal {
  const hint = nearestHost(registry, host, caller);
  return new Refusal('HOST_UNKNOWN', `no host named ${host} is enrolled: ${hint}`);
}

/** Which hosts a caller sees; undefined: every one. */
export function seenHosts(registry: RegistryPort, caller: Caller): ((host: string) => boolean) | undefined {
  if (!isLimited(caller)) return undefined;
  return (host) => {
    const agent = registry.agent(host);
    return agent !== undefined && sees(caller, agent.labels);
  };
}

/** What comes closest among the hosts that the caller sees, at most two typing mistakes away. */
function nearestHost(registry: NamedHosts, name: string, caller: Caller): string {
  const near = [...registry.agents()]
    .filter(({ labels }) => sees(caller, labels))
    .map(({ host }) => ({ host, distance: editDistance(name, host) }))
    .filter(({ distance }) => distance <= 2)
    .toSorted((a, b) => a.distance - b.distance)[0];
  return near === undefined ? 'see "hostwire agents list"' : `did you mean ${near.host}?`;
}

/** Letters to insert, delete, replace, or swap with their neighbour; 3 where the lengths differ by more than 2. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const steps = [rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + (isSame ? 0 : 1)];
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwapped) steps.push(rows[i - 2]![j - 2]! + 1);
      row.push(Math.min(...steps));
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
