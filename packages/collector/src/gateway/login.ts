import type { TLSSocket } from 'node:tls';
import {
  agentAuthLabel,
  agentAuthMessage,
  exporterBytes,
  parseAuthorization,
  ProtocolError,
} from '@hostwire/protocol';
import type { AgentRow } from '@hostwire/storage';
import type { Registry } from '../registry/registry.ts';
import { isSignedBy } from '../keys/ed25519.ts';

type LoginRefusal = 'AUTHORIZATION_MALFORMED' | 'AGENT_UNKNOWN' | 'AGENT_REVOKED' | 'SIGNATURE_INVALID';

export type Login =
  /** `key`: the one that opened the session, 64 hex digits; during a renewal that may be the next one. */
  | { readonly ok: true; readonly agent: AgentRow; readonly key: string }
  | { readonly ok: false; readonly refusal: LoginRefusal };

/**
 * Which agent speaks on a connection: the one whose key signed the TLS exporter value of this very connection. A header
 * that was seen elsewhere proves nothing here.
 */
export function authenticate(header: string | undefined, socket: TLSSocket, registry: Registry): Login {
  try {
    const { agentId, signature } = parseAuthorization(header);
    const agent = registry.agent(agentId);
    if (agent?.agentId !== agentId) return { ok: false, refusal: 'AGENT_UNKNOWN' };
    const exporter = socket.exportKeyingMaterial(exporterBytes, agentAuthLabel, Buffer.from(agentId));
    const message = agentAuthMessage(agentId, exporter);
    const key = [agent.publicKey, agent.renewal.nextKey].find(
      (each) => each !== '' && isSignedBy(Buffer.from(each, 'hex'), message, signature),
    );
    if (key === undefined) return { ok: false, refusal: 'SIGNATURE_INVALID' };
    return agent.revokedMs === null ? { ok: true, agent, key } : { ok: false, refusal: 'AGENT_REVOKED' };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return { ok: false, refusal: 'AUTHORIZATION_MALFORMED' };
  }
}
