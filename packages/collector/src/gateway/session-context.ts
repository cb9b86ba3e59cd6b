import type { GoAwayReason, Inventory, Issues, Stream } from '@hostwire/protocol';
import type { Clock, Logger } from '@hostwire/runtime';
import type { AgentRow } from '@hostwire/storage';
import type { Committer } from '../committer/committer.ts';
import type { Intake } from '../intake/intake.ts';
import type { AgentSettings } from '../settings/agent-settings.ts';
import type { KeyExchange } from './key-exchange.ts';
import type { IdentityTable } from './identity-table.ts';
import type { Peer } from './peer.ts';

/** A session, as the others of its agent see it. */
export interface ConnectedSession {
  readonly agent: AgentRow;
  readonly stream: Stream;
  dismiss(reason: GoAwayReason, detail: string): void;
  /** Asks whether somebody is at the other end. */
  probe(onAnswer: () => void): void;
}

/** The sessions of all agents, as far as one of them has to know the others. */
export interface SessionPeers {
  /** The live session of an agent. */
  find(agentId: string): ConnectedSession | undefined;
  /** A later connection of the same agent and stream said Hello before. */
  isOutdated(session: ConnectedSession, stream: Stream): boolean;
  /** The session is the one of its agent and stream from now on. Gives back the one that it replaces. */
  promote(session: ConnectedSession): ConnectedSession | undefined;
  remove(session: ConnectedSession): void;
  sessionsIn(stream: Stream): number;
  /** Whether a session that had no credit may have some now; counts it. */
  mayReturn(nowMs: number): boolean;
}

/** What all sessions share. */
export interface SessionContext {
  readonly intake: Intake;
  readonly committer: Pick<Committer, 'open' | 'isStalled'>;
  readonly sessions: SessionPeers;
  readonly identities: Pick<IdentityTable, 'judge'>;
  readonly settings: Pick<AgentSettings, 'of'>;
  /** sha256 of the key that will follow this one; '' when there is none. */
  readonly nextPin: () => string;
  readonly keyExchange: Pick<KeyExchange, 'received'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What an agent says of its host, outside the sequence. */
  readonly onReport: (agent: AgentRow, frame: Inventory | Issues) => void;
  /** The history of the agent is not the committed one; `isRejected`: it is sent away for it. */
  readonly onClone: (agent: AgentRow, report: { detail: string; isRejected: boolean }) => void;
}

export interface SessionOptions extends SessionContext {
  readonly agent: AgentRow;
  readonly address: string;
  readonly peer: Peer;
}
