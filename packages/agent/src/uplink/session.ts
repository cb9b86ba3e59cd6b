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
 *   open          frames go out in order within the credit; a ping whenever nothing came for 20 s
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
import type { Ack, CollectorFrame, GoAwayReason, Welcome } from '@hostwire/protocol';
import { withinLimits } from './frame-limits.ts';
import { rejectionAfter, dial, finish, greet, lose, unchanged } from './session-connection.ts';
import { fetched, grant, pump } from './session-sending.ts';
import {
  uplinkLimits,
  type Timer,
  type Transition,
  type TransitionContext,
  type UplinkEffect,
  type UplinkEvent,
  type UplinkState,
} from './session-state.ts';

export function transition(state: UplinkState, event: UplinkEvent, context: TransitionContext): Transition {
  if (state.phase === 'closed') return unchanged(state);
  switch (event.type) {
    case 'start':
      return dial(state);
    case 'stop':
      return stop(state);
    case 'connected':
      return greet(state);
    case 'failed':
      return lose({ ...state, rejection: rejectionAfter(state.rejection, event.rejection) }, context, {
        reached: event.reached,
      });
    case 'disconnected':
      return lose(state, context);
    case 'heard':
      return { state: { ...state, heardMs: context.monoMs, missedPings: 0 }, effects: [] };
    case 'timer':
      return onTimer(state, event.timer, context);
    case 'frame':
      return onFrame(state, withinLimits(event.frame), context);
    case 'sealed':
      return pump(state);
    case 'fetched':
      return fetched(state, event.frame);
  }
}

function isTalking({ phase }: UplinkState): boolean {
  return phase === 'greeting' || phase === 'open' || phase === 'draining';
}

function stop(state: UplinkState): Transition {
  if (state.isStopping) return unchanged(state);
  const stopping = { ...state, isStopping: true };
  if (state.phase !== 'open') return finish(stopping);
  const draining = pump({ ...stopping, phase: 'draining' });
  const setTimer = { type: 'setTimer', timer: 'drain', delayMs: uplinkLimits.drainMs } as const;
  return { state: draining.state, effects: [setTimer, ...draining.effects] };
}

function onTimer(state: UplinkState, timer: Timer, context: TransitionContext): Transition {
  switch (timer) {
    case 'retry':
      return dial(state);
    case 'connect':
    case 'greeting':
      return lose(state, context);
    case 'drain':
      return finish(state);
    case 'ping':
      return pingIfQuiet(state, context);
  }
}

function pingIfQuiet(state: UplinkState, context: TransitionContext): Transition {
  const { pingMs, missedPings } = uplinkLimits;
  const quietMs = context.monoMs - state.heardMs;
  if (quietMs < pingMs)
    return { state, effects: [{ type: 'setTimer', timer: 'ping', delayMs: Math.ceil(pingMs - quietMs) }] };
  if (state.missedPings >= missedPings) return lose(state, context);
  return {
    state: { ...state, missedPings: state.missedPings + 1 },
    effects: [{ type: 'sendPing' }, { type: 'setTimer', timer: 'ping', delayMs: pingMs }],
  };
}

function onFrame(state: UplinkState, frame: CollectorFrame, context: TransitionContext): Transition {
  if (!isTalking(state)) return unchanged(state);
  if (frame.type === 'go_away') return goAway(state, frame, context);
  if (frame.type === 'welcome')
    return state.phase === 'greeting' ? onWelcome(state, frame, context) : unchanged(state);
  if (state.phase === 'greeting') return lose(state, context); // anything before Welcome breaks the protocol
  switch (frame.type) {
    case 'ack':
      return onAck(state, frame, context);
    case 'resume':
      return onResume(state, frame.nextSeq);
    case 'nack':
      return {
        state,
        effects: [{ type: 'fileDeadLetter', seq: frame.seq, code: frame.code, detail: frame.detail }],
      };
    case 'settings':
      return { state, effects: [{ type: 'applySettings', settings: frame.settings }] };
    case 'server_key':
    case 'key_renewal':
      return { state, effects: [{ type: 'passKeyFrame', frame }] };
  }
}

function onWelcome(state: UplinkState, welcome: Welcome, context: TransitionContext): Transition {
  const committedSeq = welcome.nextSeq - 1;
  if (committedSeq > state.sentSeq) {
    // Nothing of what was numbered after sentSeq ever left this process, so the collector's is other content.
    const lost = lose({ ...state, committedSeq: 0, nextSeq: 1, sentSeq: 0 }, context);
    return {
      state: lost.state,
      effects: [{ type: 'beginEpoch', fromSeq: state.sentSeq + 1 }, ...lost.effects],
    };
  }
  const granted = grant({ ...state, underWay: [] }, { committedSeq, credit: welcome.credit }, context);
  const open: UplinkState = {
    ...state,
    phase: 'open',
    rejection: undefined,
    openedMs: context.monoMs,
    credit: granted.credit,
    committedSeq,
    nextSeq: welcome.nextSeq,
    underWay: [],
    blocked: undefined,
  };
  const moved = {
    type: committedSeq < state.committedSeq ? 'rewind' : 'acknowledge',
    seq: committedSeq,
  } as const;
  const pumped = pump(open);
  return {
    state: pumped.state,
    effects: [
      { type: 'clearTimer', timer: 'greeting' },
      { type: 'setTimer', timer: 'ping', delayMs: uplinkLimits.pingMs },
      moved,
      { type: 'welcomed', welcome },
      ...granted.effects,
      ...pumped.effects,
    ],
  };
}

/** A number that was not sent cannot be committed: then only the credit counts. Old duplicates change nothing. */
function onAck(state: UplinkState, ack: Ack, context: TransitionContext): Transition {
  const committedSeq = Math.max(state.committedSeq, Math.min(ack.committedSeq, state.sentSeq));
  const underWay = state.underWay.filter(({ lastSeq }) => lastSeq > committedSeq);
  const nextSeq = Math.max(state.nextSeq, committedSeq + 1);
  const blocked =
    state.blocked !== undefined && state.blocked.firstSeq === nextSeq ? state.blocked : undefined;
  const granted = grant({ ...state, underWay }, { committedSeq, credit: ack.credit }, context);
  const pumped = pump({ ...state, committedSeq, credit: granted.credit, underWay, nextSeq, blocked });
  const effects: readonly UplinkEffect[] =
    committedSeq > state.committedSeq ? [{ type: 'acknowledge', seq: committedSeq }] : [];
  return { state: pumped.state, effects: [...effects, ...granted.effects, ...pumped.effects] };
}

function onResume(state: UplinkState, nextSeq: number): Transition {
  const isKnown = nextSeq >= 1 && nextSeq <= state.sentSeq + 1;
  if (!isKnown) return unchanged(state);
  const committedSeq = Math.min(state.committedSeq, nextSeq - 1);
  const underWay = state.underWay.filter(({ lastSeq }) => lastSeq < nextSeq);
  const pumped = pump({ ...state, committedSeq, nextSeq, underWay, blocked: undefined });
  const effects: readonly UplinkEffect[] =
    committedSeq < state.committedSeq ? [{ type: 'rewind', seq: committedSeq }] : [];
  return { state: pumped.state, effects: [...effects, ...pumped.effects] };
}

interface GoAwayFacts {
  readonly reason: GoAwayReason;
  readonly retryMinMs: number;
  readonly retryMaxMs: number;
}

function goAway(
  state: UplinkState,
  { reason, retryMinMs, retryMaxMs }: GoAwayFacts,
  context: TransitionContext,
): Transition {
  if (reason === 'revoked' || reason === 'clone') return lose({ ...state, rejection: reason }, context);
  const named = retryMaxMs > 0 ? { minMs: retryMinMs, maxMs: retryMaxMs } : undefined;
  const { min: minMs, max: maxMs } = uplinkLimits.takenOverMs;
  return lose(state, context, { wait: named ?? (reason === 'taken_over' ? { minMs, maxMs } : undefined) });
}
