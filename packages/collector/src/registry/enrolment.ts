import { createHash, timingSafeEqual } from 'node:crypto';
import type { AgentRow, TokenRow } from '@hostwire/storage';
import type { Enrolment, EnrolmentDecision, EnrolmentView } from './enrolment-view.ts';
import { givenHostName, uniqueHostName } from './host-name.ts';
import { decideReEnrolment } from './re-enrolment.ts';
import { RegistryError } from './registry-error.ts';
import { cidrAllows, tokenState } from './token.ts';

/**
 * Which agent an enrolment gives: a new one, or the same as before for the same token and key (a lost answer).
 * Throws RegistryError. Unknown id and wrong secret are not told apart.
 */
export function decideEnrolment(enrolment: Enrolment, view: EnrolmentView): EnrolmentDecision {
  const { token, nowMs } = view;
  if (token === undefined || !secretMatches(enrolment.secret, token.secretHash)) {
    throw new RegistryError(
      'TOKEN_UNKNOWN',
      'this token is not known here: create one with "hostwire token create"',
    );
  }
  if (token.agentId !== '') return decideReEnrolment(enrolment, token, view);
  const { sameKey, sameMachine, used } = formerAgents(enrolment, view.agents);
  if (sameKey !== undefined) return { agent: knownAgent(sameKey, token), fresh: false };
  if (!cidrAllows(token.cidr, enrolment.address)) {
    throw new RegistryError('TOKEN_WRONG_NETWORK', `this token may not be used from ${enrolment.address}`);
  }
  const state = tokenState(token, { used, nowMs });
  if (state !== 'valid') throw unusable(state, sameMachine);
  return { agent: newAgent(enrolment, token, view), fresh: true };
}

function formerAgents({ publicKey, machineHash, tokenId }: Enrolment, agents: Iterable<AgentRow>) {
  let sameKey: AgentRow | undefined;
  let sameMachine = false;
  let used = 0;
  for (const agent of agents) {
    if (agent.publicKey === publicKey) sameKey = agent;
    if (agent.tokenId !== tokenId) continue;
    used++;
    sameMachine ||= agent.machineHash === machineHash;
  }
  return { sameKey, sameMachine, used };
}

function knownAgent(agent: AgentRow, token: TokenRow): AgentRow {
  if (agent.revokedMs !== null) {
    throw new RegistryError(
      'AGENT_REVOKED',
      `this key belongs to ${agent.host}, which was revoked: enrol with a new key`,
    );
  }
  if (agent.tokenId !== token.tokenId) {
    throw new RegistryError(
      'KEY_IN_USE',
      `this key is enrolled already, as ${agent.host}: there is nothing to do`,
    );
  }
  return agent;
}

function unusable(state: 'expired' | 'used_up' | 'revoked', sameMachine: boolean): RegistryError {
  const remedy = 'create a new one with "hostwire token create"';
  if (state === 'expired') return new RegistryError('TOKEN_EXPIRED', `this token has expired: ${remedy}`);
  if (state === 'revoked') return new RegistryError('TOKEN_REVOKED', `this token was revoked: ${remedy}`);
  return sameMachine
    ? new RegistryError(
        'KEY_MISMATCH',
        `this host enrolled with this token before, with another key: ${remedy}`,
      )
    : new RegistryError('TOKEN_USED_UP', `this token has been used up: ${remedy}`);
}

function newAgent(enrolment: Enrolment, token: TokenRow, view: EnrolmentView): AgentRow {
  const host = uniqueHostName(enrolment.hostname, (name) => view.isTaken(name));
  return {
    agentId: agentIdOf(token.tokenId, enrolment.publicKey),
    host,
    displayName: givenHostName(enrolment.hostname, host),
    publicKey: enrolment.publicKey,
    machineHash: enrolment.machineHash,
    tokenId: token.tokenId,
    labels: token.labels,
    enrolledMs: view.nowMs,
    revokedMs: null,
    deletedMs: null,
    renewal: { sinceMs: view.nowMs, nextKey: '', askedMs: null, tokenId: '' },
    version: 1,
  };
}

/**
 * The id follows from token and key (UUID version 8): when the answer of the database is lost and the host tries again,
 * the same row is written again, not a second agent.
 */
function agentIdOf(tokenId: string, publicKey: string): string {
  const digest = createHash('sha256').update(`${tokenId}/${publicKey}`).digest();
  digest[6] = (digest[6]! & 0x0f) | 0x80;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  const hex = digest.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

export function hashSecret(secret: Uint8Array): string {
  return createHash('sha256').update(secret).digest('hex');
}

function secretMatches(secret: Uint8Array, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(secret), 'hex'), Buffer.from(hash, 'hex'));
}
