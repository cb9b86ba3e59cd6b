/**
 * A connection between an agent and a collector: two queues that keep the order, and two ends. When it is cut, each end
 * notices at a moment of its own; until then it may still get what was under way, and nothing that was sent later.
 */
import { newSession, type Mark, type SessionState } from '@hostwire/collector/model';
import type { GoAwayReason, NackCode } from '@hostwire/protocol';

export interface HelloFrame {
  readonly type: 'hello';
  readonly firstUnacked: number;
  readonly lastSeq: number;
  readonly prevHash: string;
  readonly generation: number;
}

export interface BatchFrame {
  readonly type: 'batch';
  readonly chain: string;
}

/** Credit: batches. */
export type Answer =
  | {
      readonly type: 'welcome';
      readonly nextSeq: number;
      readonly credit: number;
      readonly generation: number;
    }
  | { readonly type: 'ack'; readonly committedSeq: number; readonly credit: number }
  | { readonly type: 'resume'; readonly nextSeq: number }
  | { readonly type: 'nack'; readonly seq: number; readonly code: NackCode }
  | { readonly type: 'go_away'; readonly reason: GoAwayReason };

/** The collector's end: that of the product, and the mark that was read for it, until it is used. */
export interface ModelSession {
  core: SessionState;
  read?: Mark;
}

export interface Connection {
  readonly collector: number;
  toCollector: (HelloFrame | BatchFrame)[];
  toAgent: Answer[];
  /** The agent's end is there. */
  isOpen: boolean;
  /** The collector's end; null: it is gone. */
  session: ModelSession | null;
  isCut: boolean;
  /** Its Hello has reached the collector. */
  hasGreeted: boolean;
}

export function newConnection(collector: number): Connection {
  return {
    collector,
    toCollector: [],
    toAgent: [],
    isOpen: true,
    session: { core: newSession(0) },
    isCut: false,
    hasGreeted: false,
  };
}

/** The collector ends it: what it has said may still arrive. */
export function endSession(connection: Connection): void {
  connection.session = null;
  connection.isCut = true;
  connection.toCollector = [];
}

export function hangUp(connection: Connection): void {
  connection.isOpen = false;
  connection.isCut = true;
  connection.toAgent = [];
}

export const isGone = ({ isOpen, session }: Connection): boolean => !isOpen && session === null;
