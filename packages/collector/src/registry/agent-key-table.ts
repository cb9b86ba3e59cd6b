import type { KeyRenewal } from '@hostwire/protocol';
import type { Clock } from '@hostwire/runtime';
import type { AgentRow } from '@hostwire/storage';
import { isProvenOffer, withKeyAsked, withNewKey, withNextKey } from './agent-key.ts';
import type { Registry } from './registry.ts';

export interface AgentKeyTableOptions {
  readonly registry: Pick<Registry, 'agent' | 'changeAgent'>;
  readonly clock: Clock;
}

/** The steps by which agents get new keys, each in the registry, in the database and in the audit log when it resolves. */
export class AgentKeyTable {
  readonly #registry: AgentKeyTableOptions['registry'];
  readonly #clock: Clock;

  constructor({ registry, clock }: AgentKeyTableOptions) {
    this.#registry = registry;
    this.#clock = clock;
  }

  /** The agent is to have a new key, as soon as it is connected. Idempotent. Throws AGENT_UNKNOWN, AGENT_REVOKED. */
  ask(idOrHost: string, { actor }: { actor: string }): Promise<AgentRow> {
    const entry = { actor, action: 'agent.key_asked', detail: 'a new key' };
    return this.#registry.changeAgent(idOrHost, (known) => withKeyAsked(known, this.#clock.nowMs()), entry);
  }

  /** The key that an agent offers opens its sessions, too; false: the offer is not proven, and nothing changed. */
  async offer(agentId: string, offer: KeyRenewal): Promise<boolean> {
    let isProven = false;
    const step = (known: AgentRow) => {
      isProven = known.revokedMs === null && isProvenOffer(known, offer);
      return isProven ? withNextKey(known, offer.publicKey) : undefined;
    };
    await this.#registry.changeAgent(agentId, step, this.#entry(agentId, 'agent.key_offered'));
    return isProven;
  }

  /** The agent uses the key that it offered: the one before opens nothing any more. Anything else changes nothing. */
  async install(agentId: string, publicKey: string): Promise<void> {
    const step = (known: AgentRow) => withNewKey(known, publicKey, this.#clock.nowMs());
    await this.#registry.changeAgent(agentId, step, this.#entry(agentId, 'agent.key_renewed'));
  }

  #entry(agentId: string, action: string) {
    const actor = `agent ${this.#registry.agent(agentId)?.host ?? agentId}`;
    return { actor, action, detail: 'signed by the key before' };
  }
}
