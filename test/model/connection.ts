/**
 * A connection between an agent and a collector: two queues that keep the order, and two ends. When it is cut, each end
 * notices at a moment of its own; until then it may still get what was under way, and nothing that was sent later.
 */
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

/** The collector's end: see gateway/session.ts. */
export interface SessionState {
  state: 'awaiting_hello' | 'greeting' | 'open';
  hello?: HelloFrame;
  /** To be handed out with Welcome. */
  generation?: number;
  /** The mark that was read for it, until it is used. */
  read?: { readonly seq: number; readonly hash: string };
  /** A hole was pointed out, and nothing came of it yet. */
  hasResumed: boolean;
  /** Its credit was withheld. */
  isStarved: boolean;
}

export interface Connection {
  readonly collector: number;
  toCollector: (HelloFrame | BatchFrame)[];
  toAgent: Answer[];
  /** The agent's end is there. */
  isHeld: boolean;
  /** The collector's end; null: it is gone. */
  session: SessionState | null;
  isCut: boolean;
  /** Its Hello has reached the collector. */
  hasGreeted: boolean;
}

export function newConnection(collector: number): Connection {
  return {
    collector,
    toCollector: [],
    toAgent: [],
    isHeld: true,
    session: { state: 'awaiting_hello', hasResumed: false, isStarved: false },
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
  connection.isHeld = false;
  connection.isCut = true;
  connection.toAgent = [];
}

export const isGone = ({ isHeld, session }: Connection): boolean => !isHeld && session === null;
