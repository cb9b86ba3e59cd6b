/** What session-core.ts decides on, and what it decides. */
import type { GoAwayReason, Hello, NackCode } from '@hostwire/protocol';
import type { Verdict } from '../intake/intake.ts';
import type { Mark } from '../intake/sequence.ts';
import type { IdentityVerdict, Rival } from './identity.ts';

export interface SessionState {
  readonly phase: 'awaiting_hello' | 'identifying' | 'greeting' | 'open' | 'closed';
  /** Of the phase. */
  readonly sinceMs: number;
  readonly hello: Hello | undefined;
  /** To be handed out with Welcome. */
  readonly generation: number;
  /** When something last came, or the last ping went out. */
  readonly quietSinceMs: number;
  readonly missedPings: number;
  /** Of the settings that the agent was told. */
  readonly settingsVersion: number;
  readonly malformedBatches: number;
  /** When a hole was pointed out of which nothing came yet. */
  readonly resumedMs: number | undefined;
  /** Its batches find no room. */
  readonly isBlocked: boolean;
  /** Its credit was withheld. */
  readonly isStarved: boolean;
}

/** What is true at the instant of an event. */
export interface SessionFacts {
  /** Monotonic. */
  readonly nowMs: number;
  /** Nothing can be committed at present. */
  readonly isStalled: boolean;
}

export type SessionEvent =
  | { readonly type: 'hello'; readonly hello: Hello; readonly isOutdated: boolean }
  | { readonly type: 'identified'; readonly verdict: IdentityVerdict }
  /** The machine that is connected under this identity answered the probe. */
  | { readonly type: 'rival_answered' }
  | { readonly type: 'opened'; readonly committed: Mark; readonly settingsVersion: number }
  /** What intake said about a batch or gap; `seq` is its last number. */
  | { readonly type: 'judged'; readonly seq: number; readonly verdict: Verdict }
  /** Batches of the sequence are committed; `poison`: those that the database refused. */
  | { readonly type: 'committed'; readonly poison: readonly { seq: number; detail: string }[] }
  /** The database holds less (or more) of the sequence than was known. */
  | { readonly type: 'rewound' }
  /** Nothing is committed for a while: no more credit than is used already. */
  | { readonly type: 'stalled' }
  /** Its turn to have credit again came. */
  | { readonly type: 'credit_granted' }
  /** Something arrived. */
  | { readonly type: 'heard' }
  | { readonly type: 'ticked'; readonly hasRoom: boolean; readonly settingsVersion: number }
  | { readonly type: 'unread' }
  | {
      readonly type: 'dismissed';
      readonly reason: GoAwayReason;
      readonly detail: string;
      readonly retry?: Retry;
    }
  | { readonly type: 'failed' | 'disconnected' };

export interface Retry {
  readonly minMs: number;
  readonly maxMs: number;
}

/** A frame to send. Positions in the sequence, credit and settings are filled in by the shell, as they are by then. */
export type FrameEffect =
  | { readonly type: 'welcome' | 'acknowledge' | 'resume' | 'send_settings' }
  | { readonly type: 'nack'; readonly seq: number; readonly code: NackCode; readonly detail: string }
  | {
      readonly type: 'go_away';
      readonly reason: GoAwayReason;
      readonly detail: string;
      readonly retry: Retry;
    };

export type SessionEffect =
  | FrameEffect
  | { readonly type: 'identify'; readonly rival: Exclude<Rival, 'none'> }
  /** Ask the session that is connected whether somebody is there. */
  | { readonly type: 'probe' }
  /** This is the session of its agent and stream now: send the one before away, and read the marks. */
  | { readonly type: 'take_over' }
  | { readonly type: 'ping' }
  /** Its history is not the committed one. */
  | { readonly type: 'report'; readonly detail: string; readonly isRejected: boolean }
  /** Ask for credit: it is handed out no faster than agents can log in. */
  | { readonly type: 'request_credit' }
  /** `close` after what was sent, `terminate` at once. */
  | { readonly type: 'close' | 'terminate' }
  | { readonly type: 'leave'; readonly phrase?: string };

export interface SessionStep {
  readonly state: SessionState;
  readonly effects: readonly SessionEffect[];
}

export function newSession(nowMs: number): SessionState {
  return {
    phase: 'awaiting_hello',
    sinceMs: nowMs,
    hello: undefined,
    generation: 0,
    quietSinceMs: nowMs,
    missedPings: 0,
    settingsVersion: 0,
    malformedBatches: 0,
    resumedMs: undefined,
    isBlocked: false,
    isStarved: false,
  };
}
