import type { AgentRow, TokenRow } from '@hostwire/storage';

/** What a host presents; the signature over the connection has been verified already. */
export interface Enrolment {
  readonly tokenId: string;
  readonly secret: Uint8Array;
  /** Ed25519, 64 hex digits. */
  readonly publicKey: string;
  /** 64 hex digits. */
  readonly machineHash: string;
  readonly hostname: string;
  /** Where the connection comes from. */
  readonly address: string;
}

/** The part of the registry that the decision needs. */
export interface EnrolmentView {
  readonly nowMs: number;
  readonly token: TokenRow | undefined;
  /** Every agent, revoked and deleted ones included. */
  readonly agents: Iterable<AgentRow>;
  isTaken(host: string): boolean;
}

export interface EnrolmentDecision {
  readonly agent: AgentRow;
  /** false: the same token and key enrolled before, and its answer was lost. */
  readonly fresh: boolean;
}
