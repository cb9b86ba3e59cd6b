import type { AgentRow, TokenRow } from '@hostwire/storage';
import { usesOf } from './re-enrolment.ts';
import type { TokenStatus } from './registry-requests.ts';
import { tokenState } from './token.ts';

/** How often each token was used, by id. `agents`: deleted ones included, whose uses stay taken. */
export function usesByToken(
  tokens: Iterable<TokenRow>,
  agents: Iterable<AgentRow>,
): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  const byId = new Map<string, AgentRow>();
  for (const agent of agents) {
    uses.set(agent.tokenId, (uses.get(agent.tokenId) ?? 0) + 1);
    if (agent.deletedMs === null) byId.set(agent.agentId, agent);
  }
  for (const token of tokens)
    if (token.agentId !== '') uses.set(token.tokenId, usesOf(token, byId.get(token.agentId)));
  return uses;
}

export function tokenStatus(token: TokenRow, used: number, nowMs: number): TokenStatus {
  return { token, state: tokenState(token, { used, nowMs }), usesLeft: Math.max(0, token.uses - used) };
}
