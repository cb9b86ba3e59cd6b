import type { OpenGap } from '@hostwire/api';
import type { AgentRow, Silence } from '@hostwire/storage';
import type { SessionsPort } from './ports.ts';

/**
 * Why nothing comes of a host, as far as this collector knows. Where the view `coverage` can only say 'silent', it tells
 * an agent that is not there from one that is, and of which nothing is committed.
 */
export function openGap(silence: Silence, agent: AgentRow | undefined, sessions: SessionsPort): OpenGap {
  if (agent === undefined || agent.revokedMs !== null) return { ...silence, reason: 'revoked' };
  const isConnected = sessions.find(agent.agentId) !== undefined;
  return { ...silence, reason: isConnected ? 'uncommitted' : 'disconnected' };
}
