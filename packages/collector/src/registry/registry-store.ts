import {
  readAgents,
  readTokens,
  writeAgent,
  writeAudit,
  writeToken,
  type AgentRow,
  type AuditRow,
  type Database,
  type TokenRow,
} from '@hostwire/storage';

/** Where the registry lives. Each write is one row, durable when the promise resolves, harmless when repeated. */
export interface RegistryStore {
  readAgents(): Promise<AgentRow[]>;
  writeAgent(agent: AgentRow): Promise<void>;
  readTokens(): Promise<TokenRow[]>;
  writeToken(token: TokenRow): Promise<void>;
  appendAudit(entry: AuditRow): Promise<void>;
}

export function databaseRegistryStore(db: Database): RegistryStore {
  return {
    readAgents: () => readAgents(db),
    writeAgent: (agent) => writeAgent(db, agent),
    readTokens: () => readTokens(db),
    writeToken: (token) => writeToken(db, token),
    appendAudit: (entry) => writeAudit(db, entry),
  };
}
