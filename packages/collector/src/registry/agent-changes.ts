import type { AgentRow } from '@hostwire/storage';
import { RegistryError } from './registry-error.ts';
import type { LabelChange } from './registry-requests.ts';

/** Labels of one agent; what enrolment gives is within it, too. */
const maxLabels = 32;

type Labels = AgentRow['labels'];

/** The labels of an agent after a change: some removed, then others set. Throws LABELS_FULL. */
export function changedLabels({ labels, host }: AgentRow, { set, remove }: LabelChange): Labels {
  const kept = Object.entries(labels).filter(([key]) => !remove.includes(key));
  const changed = { ...Object.fromEntries(kept), ...set };
  if (Object.keys(changed).length <= maxLabels) return changed;
  const message = `an agent has at most ${maxLabels} labels: remove some of ${host}`;
  throw new RegistryError('LABELS_FULL', message);
}

/** A change as the audit log has it: `role=web zone-`. */
export function describeLabels({ set, remove }: LabelChange): string {
  const added = Object.entries(set).map(([key, value]) => `${key}=${value}`);
  const removed = remove.filter((key) => set[key] === undefined).map((key) => `${key}-`);
  return [...added, ...removed].join(' ');
}

/** Gives the agent back. Throws AGENT_NOT_REVOKED. */
export function requireRevoked(agent: AgentRow): AgentRow {
  if (agent.revokedMs !== null) return agent;
  const { host } = agent;
  const message = `${host} is not revoked, its agent could still send: "hostwire agents revoke ${host}" first, then delete it`;
  throw new RegistryError('AGENT_NOT_REVOKED', message);
}
