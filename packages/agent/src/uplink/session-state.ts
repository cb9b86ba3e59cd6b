/** The states, events and effects of an uplink's session; what leads from one to the next is in session.ts. */
import type { CollectorFrame, Credit, KeyFrame, NackCode, Settings, Welcome } from '@hostwire/protocol';

export const noCredit: Credit = { batches: 0, bytes: 0 };

export const uplinkLimits = {
  /** TCP, TLS and upgrade together. */
  connectMs: 10_000,
  greetingMs: 10_000,
  /** Without a sign of life of the collector: an acknowledgement is one, so a busy session is not pinged. */
  pingMs: 20_000,
  missedPings: 2,
  /**
   * A stop waits this long for acknowledgements: the last batch shares an INSERT for up to 4 s. That of a host on an open page may
   * wait longer; then the next start learns that it is committed.
   */
  drainMs: 6_000,
  /** After a collector that answered but did not take the agent: it has enough to do. */
  backoff: { baseMs: 500, capMs: 60_000 },
  /** After an attempt that reached nobody, or a session that broke: connecting again burdens no one, and it is back soon. */
  reconnectBackoff: { baseMs: 500, capMs: 10_000 },
  /** A session that lasted this long starts the back-off anew. */
  goodSessionMs: 60_000,
  /** After "revoked" or "clone": at most one attempt in this time. */
  rejectedMs: 600_000,
  /** After a refusal that may heal by itself: the first wait and the longest. */
  refusedBackoff: { baseMs: 5_000, capMs: 600_000 },
  /** After another connection took over, when it did not say how long to wait. */
  takenOverMs: { min: 10_000, max: 60_000 },
} as const;

export type Phase = 'disconnected' | 'connecting' | 'greeting' | 'open' | 'draining' | 'closed';
/** Why the collector does not want this agent. */
export type Rejection = 'revoked' | 'clone' | 'refused';
export type Timer = 'retry' | 'connect' | 'greeting' | 'ping' | 'drain';

/** A frame of the spool on its way. */
export interface FetchedFrame {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly bytes: Uint8Array;
}

interface UnderWay {
  readonly lastSeq: number;
  readonly bytes: number;
}

export interface UplinkState {
  readonly phase: Phase;
  /** Attempts since the last good session. */
  readonly attempt: number;
  readonly rejection: Rejection | undefined;
  readonly committedSeq: number;
  /** The next number to fetch from the spool. */
  readonly nextSeq: number;
  /** The highest number that this process may have sent, in any session. */
  readonly sentSeq: number;
  readonly credit: Credit;
  readonly underWay: readonly UnderWay[];
  /** Fetched, waiting for credit. */
  readonly blocked: FetchedFrame | undefined;
  readonly openedMs: number;
  /** When something last came, on the monotonic clock. */
  readonly heardMs: number;
  readonly missedPings: number;
  /** A stop was asked for. */
  readonly isStopping: boolean;
}

export type UplinkEvent =
  | { readonly type: 'start' | 'stop' | 'connected' | 'heard' }
  | { readonly type: 'timer'; readonly timer: Timer }
  /** `rejection`: the collector does not want this agent: it answered the upgrade with 401 (refused) or 403 (revoked). */
  | {
      readonly type: 'failed';
      readonly rejection: 'refused' | 'revoked' | undefined;
      readonly reached: boolean;
    }
  | { readonly type: 'disconnected' }
  | { readonly type: 'frame'; readonly frame: CollectorFrame }
  | { readonly type: 'sealed' }
  | { readonly type: 'fetched'; readonly frame: FetchedFrame | undefined };

export type UplinkEffect =
  /** rollOver: what is not committed is set aside, and live data begin a new epoch. */
  | { readonly type: 'dial' | 'sendHello' | 'sendPing' | 'hangUp' | 'finished' | 'rollOver' }
  | { readonly type: 'setTimer'; readonly timer: Timer; readonly delayMs: number }
  | { readonly type: 'clearTimer'; readonly timer: Timer }
  | { readonly type: 'fetch'; readonly seq: number }
  | { readonly type: 'send'; readonly frame: FetchedFrame }
  | { readonly type: 'acknowledge' | 'rewind'; readonly seq: number }
  /** The collector knows numbers that this disk never gave out: those after `seq` need a new epoch. */
  | { readonly type: 'beginEpoch'; readonly fromSeq: number }
  | { readonly type: 'welcomed'; readonly welcome: Welcome }
  | { readonly type: 'applySettings'; readonly settings: Settings }
  | { readonly type: 'passKeyFrame'; readonly frame: KeyFrame }
  | {
      readonly type: 'fileDeadLetter';
      readonly seq: number;
      readonly code: NackCode;
      readonly detail: string;
    };

export interface TransitionContext {
  readonly monoMs: number;
  /** From 0 up to but not including 1. */
  readonly random: () => number;
  /** Whether live data would wait behind what is not committed, so that it is better set aside. */
  readonly isRolloverDue: (committedSeq: number) => boolean;
}

export interface Transition {
  readonly state: UplinkState;
  readonly effects: readonly UplinkEffect[];
}

/** `inheritedSeq`: everything up to it may have been sent by an earlier process. */
export function initialState(ackedSeq: number, inheritedSeq: number): UplinkState {
  return {
    phase: 'disconnected',
    attempt: 0,
    rejection: undefined,
    committedSeq: ackedSeq,
    nextSeq: ackedSeq + 1,
    sentSeq: inheritedSeq,
    credit: noCredit,
    underWay: [],
    blocked: undefined,
    openedMs: 0,
    heardMs: 0,
    missedPings: 0,
    isStopping: false,
  };
}
