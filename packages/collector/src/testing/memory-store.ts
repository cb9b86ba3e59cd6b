import type { AgentRow, AuditRow, TokenRow } from '@hostwire/storage';
import type { RegistryStore } from '../registry/registry-store.ts';

/** A registry store in memory. `fail` makes the next write reject, after (or instead of) storing the row. */
export class MemoryStore implements RegistryStore {
  readonly agents = new Map<string, AgentRow>();
  readonly tokens = new Map<string, TokenRow>();
  readonly audit: AuditRow[] = [];
  fail: 'before' | 'after' | undefined;

  async readAgents(): Promise<AgentRow[]> {
    return [...this.agents.values()];
  }

  async readTokens(): Promise<TokenRow[]> {
    return [...this.tokens.values()];
  }

  async writeAgent(agent: AgentRow): Promise<void> {
    await this.#write(() => this.agents.set(agent.agentId, agent));
  }

  async writeToken(token: TokenRow): Promise<void> {
    await this.#write(() => this.tokens.set(token.tokenId, token));
  }

  async appendAudit(entry: AuditRow): Promise<void> {
    this.audit.push(entry);
  }

  async #write(store: () => void): Promise<void> {
    const { fail } = this;
    this.fail = undefined;
    await new Promise((resolve) => setImmediate(resolve)); // others run meanwhile, as with a real one
    if (fail !== 'before') store();
    if (fail !== undefined) throw new Error('the answer was lost');
  }
}
