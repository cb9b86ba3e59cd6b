/**
 * What the API needs of the rest of the collector, as narrow as it is used. collector.ts puts the real parts in;
 * tests put in parts of their own.
 */
import type { CreateTokenRequest } from './schemas/token.ts';
import type { StatusAnswer } from './schemas/status.ts';

export interface RegisteredAgent {
  readonly agentId: string;
  readonly host: string;
  readonly displayName: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly enrolledMs: number;
  readonly revokedMs: number | null;
}

export interface RegisteredToken {
  readonly id: string;
  readonly createdMs: number;
  readonly expiresMs: number;
  readonly uses: number;
  readonly usesLeft: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly cidr: readonly string[];
  readonly revokedMs: number | null;
}

/** Agents and tokens. Every change is persisted, and in force, before its promise resolves. */
export interface RegistryPort {
  agents(): readonly RegisteredAgent[];
  /** By agent id or host name; undefined when there is none. Revoking twice is no error. */
  revokeAgent(idOrHost: string): Promise<RegisteredAgent | undefined>;
  tokens(): readonly RegisteredToken[];
  createToken(
    request: Required<CreateTokenRequest>,
  ): Promise<{ readonly id: string; readonly token: string; readonly expiresMs: number }>;
  revokeToken(id: string): Promise<RegisteredToken | undefined>;
}

/** Agents that are connected now. */
export interface SessionsPort {
  readonly connected: number;
  /** The session of one agent; undefined when it has none. */
  find(agentId: string): { readonly address: string } | undefined;
}

/** Samples of one host that a commit made visible. */
export interface CommittedHost {
  readonly host: string;
  /** Of its newest sample in this commit. */
  readonly lastTsMs: number;
}

export interface IngestPort {
  figures(): Omit<StatusAnswer['ingest'], 'agentsConnected'>;
  /** Calls after every commit; gives back what ends the subscription. The listener must not throw. */
  onCommitted(listener: (hosts: readonly CommittedHost[]) => void): () => void;
}

export interface GatewayPort {
  /** How agents reach it: `wss://HOST:PORT`. */
  readonly url: string;
  /** sha256 of its public key, 64 hex digits. */
  readonly pin: string;
}
