import type { TokenRow } from '@hostwire/storage';
import type { TokenState } from './token.ts';

export interface TokenRequest {
  readonly ttlMs: number;
  readonly uses: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly cidr: readonly string[];
  /** Id of the agent that it gives a new key; absent: it makes new agents. */
  readonly agentId?: string | undefined;
  /** For the audit log. */
  readonly actor: string;
}

export interface IssuedToken {
  readonly token: TokenRow;
  /** 32 bytes; exists only in this answer. */
  readonly secret: Uint8Array;
}

export interface TokenStatus {
  readonly token: TokenRow;
  readonly state: TokenState;
  readonly usesLeft: number;
}

export interface LabelChange {
  readonly set: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
  /** For the audit log. */
  readonly actor: string;
}

export interface AgentDeletion {
  /** What became of its samples, for the audit log. */
  readonly samples: string;
  /** For the audit log. */
  readonly actor: string;
}
