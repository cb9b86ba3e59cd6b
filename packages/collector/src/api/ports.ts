/**
 * What the API needs of the rest of the collector, as narrow as it is used. Registry, Committer and SessionTable are
 * these; tests put in parts of their own where the real ones would need agents.
 */
import type { SampleColumns, UpgradeReport } from '@hostwire/protocol';
import type { AgentRow } from '@hostwire/storage';
import type {
  AgentDeletion,
  IssuedToken,
  LabelChange,
  TokenRequest,
  TokenStatus,
} from '../registry/registry-requests.ts';
import type { GatewayKeys } from '../gateway/gateway-keys.ts';
import type { IdentityTable } from '../gateway/identity-table.ts';
import type { CommitFeed, ReceiptFeed } from '../live/sample-feed.ts';
import type { SettingsTable } from '../settings/settings-table.ts';

/** Agents and tokens. Every change is persisted, and in force, before its promise resolves. */
export interface RegistryPort {
  /** By agent id or host name, revoked ones included, deleted ones not. */
  agent(idOrHost: string): AgentRow | undefined;
  agents(): Iterable<AgentRow>;
  /** Throws AGENT_UNKNOWN. Revoking twice is no error. */
  revokeAgent(idOrHost: string, by: { actor: string }): Promise<AgentRow>;
  /** Throws AGENT_UNKNOWN, AGENT_NOT_REVOKED. */
  deleteAgent(idOrHost: string, how: AgentDeletion): Promise<AgentRow>;
  /** Throws AGENT_UNKNOWN, LABELS_FULL. */
  labelAgent(idOrHost: string, change: LabelChange): Promise<AgentRow>;
  /** Throws AGENT_UNKNOWN. */
  renameAgent(idOrHost: string, to: { displayName: string; actor: string }): Promise<AgentRow>;
  /** Records that somebody said whose the identity is. */
  noteAcceptance(agent: AgentRow, by: { actor: string; owner: string }): Promise<void>;
  tokens(): TokenStatus[];
  createToken(request: TokenRequest): Promise<IssuedToken>;
  /** Throws TOKEN_UNKNOWN. */
  revokeToken(tokenId: string, by: { actor: string }): Promise<TokenStatus>;
}

/** What is set for hosts and labels. */
export type SettingsPort = Pick<
  SettingsTable,
  'effective' | 'schedule' | 'labelRows' | 'change' | 'forgetHost'
>;

interface ConnectedAgent {
  readonly address: string;
  /** What it said about its spool when it connected; undefined before that. */
  readonly hello:
    { readonly epoch: string; readonly lastSeq: number; readonly agentVersion: string } | undefined;
  /** How its upgrade goes, as it reported; undefined: it reported none. */
  readonly upgrade: UpgradeReport | undefined;
  /** How far its clock is ahead, in ms; undefined before it said the time. */
  readonly clockOffsetMs: number | undefined;
}

/** Agents that are connected now. */
export interface SessionsPort {
  readonly connected: number;
  /** The session of one agent; undefined when it has none. */
  find(agentId: string): ConnectedAgent | undefined;
}

/** Whose the identities of agents are. */
export type IdentitiesPort = Pick<IdentityTable, 'cloneOf' | 'accept'>;

interface IngestStatus {
  readonly samplesCommitted: number;
  readonly batchesCommitted: number;
  readonly lastCommitMs: number | null;
  readonly commitDelayMs: { readonly p50: number | null; readonly p99: number | null };
  readonly queuedBatches: number;
}

export interface IngestPort extends CommitFeed, ReceiptFeed {
  status(): IngestStatus;
  /** The newest samples of an agent that were received and are not committed yet, oldest first. */
  uncommittedOf(agentId: string): readonly SampleColumns[];
}

/** The keys of the gateway, and of agents. */
export type KeysPort = Pick<GatewayKeys, 'state' | 'announce' | 'switch' | 'renewAgent'>;

export interface GatewayAddress {
  /** How agents reach it: `wss://HOST:PORT`. */
  readonly url: string;
  /** sha256 of its public key, 64 hex digits. */
  readonly pin: string;
  /** Whether it hands out executables of the agent, and the script that installs them. */
  readonly installs: boolean;
}

/** Where the pages are, and what stands before them. */
export interface WebAddress {
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  /** How people reach the pages through a proxy: https://monitor.example.org; absent: as host and port say. */
  readonly publicUrl?: string | undefined;
  /** Stands before every path that a browser sees: /hostwire; absent or '': nothing does. */
  readonly basePath?: string | undefined;
  /** As in the configuration; absent: the page is off. */
  readonly statusPage?: string | undefined;
  readonly statusGroup?: string | undefined;
  readonly statusNames?: 'hide' | 'show' | undefined;
  /** PEM; with these the pages answer in TLS. */
  readonly certificateFile?: string | undefined;
  readonly keyFile?: string | undefined;
  /** Addresses and networks of proxies, with commas between them: their X-Forwarded-For is believed. */
  readonly trustedProxies?: string | undefined;
}
