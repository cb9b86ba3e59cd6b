import type { AgentRow, TokenRow } from '@hostwire/storage';
import type { Enrolment, EnrolmentDecision, EnrolmentView } from './enrolment-view.ts';
import { RegistryError } from './registry-error.ts';
import { cidrAllows, tokenState } from './token.ts';

/**
 * A new key for an agent that is there: a host that was set up anew, or whose key was stolen and revoked, goes on under its
 * name and with its history. The token was made for this one agent, is good once, and only while that agent has no newer key.
 * Throws RegistryError.
 */
export function decideReEnrolment(
  enrolment: Enrolment,
  token: TokenRow,
  view: Pick<EnrolmentView, 'agents' | 'nowMs'>,
): EnrolmentDecision {
  const { publicKey, machineHash, address } = enrolment;
  const agents = [...view.agents];
  const agent = agents.find(({ agentId, deletedMs }) => agentId === token.agentId && deletedMs === null);
  if (agent === undefined) {
    const message =
      'the agent that this token was made for was deleted: create a token without --for and enrol the host anew';
    throw new RegistryError('AGENT_UNKNOWN', message);
  }
  if (agent.publicKey === publicKey && agent.renewal.tokenId === token.tokenId)
    return { agent, fresh: false };
  const holder = agents.find((each) => each.publicKey === publicKey || each.renewal.nextKey === publicKey);
  if (holder !== undefined)
    throw new RegistryError('KEY_IN_USE', `this key belongs to ${holder.host} already: enrol with a new key`);
  if (!cidrAllows(token.cidr, address))
    throw new RegistryError('TOKEN_WRONG_NETWORK', `this token may not be used from ${address}`);
  requireUnused(token, agent, view.nowMs);
  const renewal = { sinceMs: view.nowMs, nextKey: '', askedMs: null, tokenId: token.tokenId };
  const renewed = { ...agent, publicKey, machineHash, renewal, revokedMs: null, version: agent.version + 1 };
  return { agent: renewed, fresh: true };
}

/** How often a token for one agent was used, as far as it matters: once its agent has a newer key, it is used up. */
export function usesOf(token: TokenRow, agent: AgentRow | undefined): number {
  if (agent === undefined) return 1;
  const { sinceMs, tokenId } = agent.renewal;
  return tokenId === token.tokenId || sinceMs > token.createdMs ? 1 : 0;
}

function requireUnused(token: TokenRow, agent: AgentRow, nowMs: number): void {
  const state = tokenState(token, { used: usesOf(token, agent), nowMs });
  if (state === 'valid') return;
  const remedy = `create a new one with "hostwire token create --for ${agent.host}"`;
  if (state === 'expired') throw new RegistryError('TOKEN_EXPIRED', `this token has expired: ${remedy}`);
  if (state === 'revoked') throw new RegistryError('TOKEN_REVOKED', `this token was revoked: ${remedy}`);
  throw new RegistryError('TOKEN_USED_UP', `${agent.host} has a newer key than this token: ${remedy}`);
}
