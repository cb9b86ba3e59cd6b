/**
 * What the uplink does next, as a pure function: `transition(state, event, context)` gives the next state and the
 * effects that the shell (uplink.ts) carries out. Nothing here reads a clock, a socket or the spool.
 *
 *   disconnected ──retry──► connecting ──connected──► greeting ──welcome──► open ──stop──► draining ──► closed
 *        ▲                      │ failed                  │ time-out, closed   │ closed         │ all acked, deadline
 *        └──────────────────────┴─────────────────────────┴────────────────────┘                └► closed
 *
 *   disconnected  a timer runs until the next attempt; frames collect in the spool
 *   connecting    TCP, TLS, pin, signature, upgrade; nothing is sent before the pin matched
 *   greeting      Hello is out, Welcome is awaited
 *   open          frames go out in order within the credit; pings every 20 s
 *   draining      stop was asked for: what the credit allows goes out, acknowledgements are awaited for a moment
 *   closed        final
 *
 * Invariants
 *   - At most one connection: `dial` is given only in disconnected, and every way out of it gives `hangUp`.
 *   - Frames go out in the order of their numbers, each once per connection; `nextSeq` is the next to fetch.
 *   - What is under way never exceeds the credit, but for one frame when nothing is under way and the credit is not 0.
 *   - The committed number only falls when a Welcome or Resume says so.
 * Limits: the time-outs and waits below; one fetched frame at a time.
 */
import type { CollectorFrame, Credit, NackCode, Settings, Welcome } from '@hostwire/protocol';
export declare const uplinkLimits: {
    /** TCP, TLS and upgrade together. */
    readonly connectMs: 10000;
    readonly greetingMs: 10000;
    readonly pingMs: 20000;
    readonly missedPings: 2;
    /** A stop waits this long for acknowledgements. */
    readonly drainMs: 3000;
    /** After a collector that answered but did not take the agent: it has enough to do. */
    readonly backoff: {
        readonly baseMs: 500;
        readonly capMs: 60000;
    };
    /** After an attempt that reached nobody, or a session that broke: knocking burdens no one, and it is back soon. */
    readonly knockBackoff: {
        readonly baseMs: 500;
        readonly capMs: 10000;
    };
    /** A session that lasted this long starts the back-off anew. */
    readonly goodSessionMs: 60000;
    /** After "revoked" or "clone": at most one attempt in this time. */
    readonly barredMs: 600000;
    /** After a refusal that may heal by itself: the first wait and the longest. */
    readonly refusedBackoff: {
        readonly baseMs: 5000;
        readonly capMs: 600000;
    };
    /** After another connection took over, when it did not say how long to wait. */
    readonly takenOverMs: {
        readonly min: 10000;
        readonly max: 60000;
    };
};
export type Phase = 'disconnected' | 'connecting' | 'greeting' | 'open' | 'draining' | 'closed';
/** Why the collector does not want this agent. */
export type Bar = 'revoked' | 'clone' | 'refused';
export type Timer = 'retry' | 'connect' | 'greeting' | 'ping' | 'drain';
/** A frame of the spool on its way. */
interface FetchedFrame {
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
    readonly bar: Bar | undefined;
    readonly committedSeq: number;
    /** The next number to fetch from the spool. */
    readonly nextSeq: number;
    /** The highest number that this process may have sent, in any session. */
    readonly sentSeq: number;
    readonly credit: Credit;
    readonly underWay: readonly UnderWay[];
    /** Fetched, waiting for credit. */
    readonly held: FetchedFrame | undefined;
    readonly openedMs: number;
    readonly missedPings: number;
    /** A stop was asked for. */
    readonly isStopping: boolean;
}
export type UplinkEvent = {
    readonly type: 'start' | 'stop' | 'connected' | 'heard';
} | {
    readonly type: 'timer';
    readonly timer: Timer;
}
/** `bar`: the collector does not want this agent: it answered the upgrade with 401 (refused) or 403 (revoked). */
 | {
    readonly type: 'failed';
    readonly bar: 'refused' | 'revoked' | undefined;
    readonly reached: boolean;
} | {
    readonly type: 'disconnected';
} | {
    readonly type: 'frame';
    readonly frame: CollectorFrame;
} | {
    readonly type: 'sealed';
} | {
    readonly type: 'fetched';
    readonly frame: FetchedFrame | undefined;
};
export type UplinkEffect = {
    readonly type: 'dial' | 'sendHello' | 'sendPing' | 'hangUp' | 'finished';
} | {
    readonly type: 'setTimer';
    readonly timer: Timer;
    readonly delayMs: number;
} | {
    readonly type: 'clearTimer';
    readonly timer: Timer;
} | {
    readonly type: 'fetch';
    readonly seq: number;
} | {
    readonly type: 'send';
    readonly frame: FetchedFrame;
} | {
    readonly type: 'acknowledge' | 'rewind';
    readonly seq: number;
}
/** The collector knows numbers that this disk never gave out: those after `seq` need a new epoch. */
 | {
    readonly type: 'beginEpoch';
    readonly fromSeq: number;
} | {
    readonly type: 'welcomed';
    readonly welcome: Welcome;
} | {
    readonly type: 'applySettings';
    readonly settings: Settings;
} | {
    readonly type: 'fileDeadLetter';
    readonly seq: number;
    readonly code: NackCode;
    readonly detail: string;
};
export interface TransitionContext {
    readonly monoMs: number;
    /** From 0 up to but not including 1. */
    readonly random: () => number;
}
export interface Transition {
    readonly state: UplinkState;
    readonly effects: readonly UplinkEffect[];
}
/** `inheritedSeq`: everything up to it may have been sent by an earlier process. */
export declare function initialState(ackedSeq: number, inheritedSeq: number): UplinkState;
export declare function transition(state: UplinkState, event: UplinkEvent, context: TransitionContext): Transition;
export {};
