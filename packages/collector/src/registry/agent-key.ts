/**
 * How the key of an agent is replaced while it is connected: pure steps from one row to the next, undefined where nothing
 * changes. Between `offered` and `installed` either key opens a session, so whichever the agent has after a crash is good.
 */
import { keyRenewalMessage, type KeyRenewal } from '@hostwire/protocol';
import type { AgentRow } from '@hostwire/storage';
import { isSignedBy } from '../keys/ed25519.ts';
import { RegistryError } from './registry-error.ts';

/** Somebody wants a new key. Throws AGENT_REVOKED. */
export function withKeyAsked(agent: AgentRow, nowMs: number): AgentRow | undefined {
  const { host, revokedMs } = agent;
  if (revokedMs !== null) {
    const message = `${host} is revoked: give it a new key with "hostwire token create --for ${host}"`;
    throw new RegistryError('AGENT_REVOKED', message);
  }
  if (agent.renewal.askedMs !== null) return undefined;
  return { ...agent, renewal: { ...agent.renewal, askedMs: nowMs } };
}

/** Whether the offer is signed by the present key and by the new one. */
export function isProvenOffer(agent: AgentRow, offer: KeyRenewal): boolean {
  const [present, next] = [Buffer.from(agent.publicKey, 'hex'), Buffer.from(offer.publicKey, 'hex')];
  const message = keyRenewalMessage(agent.agentId, present, next);
  return (
    offer.publicKey !== agent.publicKey &&
    isSignedBy(present, message, Buffer.from(offer.oldSignature, 'hex')) &&
    isSignedBy(next, message, Buffer.from(offer.newSignature, 'hex'))
  );
}

/** The offered key opens sessions, too. */
export function withNextKey(agent: AgentRow, nextKey: string): AgentRow | undefined {
  if (agent.renewal.nextKey === nextKey) return undefined;
  return { ...agent, renewal: { ...agent.renewal, nextKey } };
}

/** The agent uses its new key: the one before is good for nothing any more. */
export function withNewKey(agent: AgentRow, publicKey: string, nowMs: number): AgentRow | undefined {
  if (publicKey === '' || agent.renewal.nextKey !== publicKey) return undefined;
  return { ...agent, publicKey, renewal: { ...agent.renewal, sinceMs: nowMs, nextKey: '', askedMs: null } };
}
