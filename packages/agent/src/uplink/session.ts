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
import type { Ack, CollectorFrame, Credit, GoAwayReason, Welcome } from '@hostwire/protocol';
import { fullJitterMs } from '@hostwire/runtime';
import { withinLimits } from './frame-limits.ts';
import {
  noCredit,
  uplinkLimits,
  type Bar,
  type FetchedFrame,
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
      return lose({ ...state, bar: barAfter(state.bar, event.bar) }, context, { reached: event.reached });
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
      return onFetched(state, event.frame);
  }
}

function unchanged(state: UplinkState): Transition {
  return { state, effects: [] };
}

function isTalking({ phase }: UplinkState): boolean {
  return phase === 'greeting' || phase === 'open' || phase === 'draining';
}

function dial(state: UplinkState): Transition {
  if (state.phase !== 'disconnected') return unchanged(state);
  const setTimer = { type: 'setTimer', timer: 'connect', delayMs: uplinkLimits.connectMs } as const;
  return { state: { ...state, phase: 'connecting' }, effects: [setTimer, { type: 'dial' }] };
}

function greet(state: UplinkState): Transition {
  if (state.phase !== 'connecting') return unchanged(state);
  return {
    state: { ...state, phase: 'greeting', underWay: [], held: undefined, missedPings: 0 },
    effects: [
      { type: 'clearTimer', timer: 'connect' },
      { type: 'setTimer', timer: 'greeting', delayMs: uplinkLimits.greetingMs },
      { type: 'sendHello' },
    ],
  };
}

function stop(state: UplinkState): Transition {
  if (state.isStopping) return unchanged(state);
  const stopping = { ...state, isStopping: true };
  if (state.phase !== 'open') return finish(stopping);
  const draining = pump({ ...stopping, phase: 'draining' });
  const setTimer = { type: 'setTimer', timer: 'drain', delayMs: uplinkLimits.drainMs } as const;
  return { state: draining.state, effects: [setTimer, ...draining.effects] };
}

const allTimers: readonly Timer[] = ['retry', 'connect', 'greeting', 'ping', 'drain'];

function finish(state: UplinkState): Transition {
  const clear = allTimers.map((timer) => ({ type: 'clearTimer', timer }) as const);
  return {
    state: { ...state, phase: 'closed' },
    effects: [...clear, { type: 'hangUp' }, { type: 'finished' }],
  };
}

/** The connection is gone, or is given up. */
interface Wait {
  readonly minMs: number;
  readonly maxMs: number;
}

function lose(
  state: UplinkState,
  context: TransitionContext,
  { wait, reached = state.phase !== 'open' }: { wait?: Wait | undefined; reached?: boolean } = {},
): Transition {
  if (state.phase === 'disconnected') return unchanged(state);
  if (state.isStopping) return finish(state);
  const wasGood = state.phase === 'open' && context.monoMs - state.openedMs >= uplinkLimits.goodSessionMs;
  const attempt = wasGood ? 0 : state.attempt;
  const delayMs = wait ? spread(wait, context) : backoffMs(state.bar, attempt, { ...context, reached });
  const clear = allTimers.map((timer) => ({ type: 'clearTimer', timer }) as const);
  return {
    state: { ...state, phase: 'disconnected', attempt: attempt + 1, underWay: [], held: undefined },
    effects: [...clear, { type: 'hangUp' }, { type: 'setTimer', timer: 'retry', delayMs }],
  };
}

/** Once revoked or a clone, it stays so until a Welcome; a mere refusal may turn into more. */
function barAfter(before: Bar | undefined, answer: Bar | undefined): Bar | undefined {
  return before === undefined || before === 'refused' ? (answer ?? before) : before;
}

function backoffMs(
  bar: Bar | undefined,
  attempt: number,
  { random, reached }: Pick<TransitionContext, 'random'> & { reached: boolean },
): number {
  const { backoff, knockBackoff } = uplinkLimits;
  if (bar === undefined) return fullJitterMs(attempt, { ...(reached ? backoff : knockBackoff), random });
  if (bar !== 'refused')
    return spread({ minMs: uplinkLimits.barredMs, maxMs: uplinkLimits.barredMs * 1.1 }, { random });
  const { baseMs, capMs } = uplinkLimits.refusedBackoff;
  return baseMs + fullJitterMs(attempt, { baseMs, capMs: capMs - baseMs, random });
}

function spread(
  { minMs, maxMs }: { minMs: number; maxMs: number },
  { random }: Pick<TransitionContext, 'random'>,
): number {
  return Math.round(minMs + random() * Math.max(0, maxMs - minMs));
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
    bar: undefined,
    openedMs: context.monoMs,
    credit: granted.credit,
    committedSeq,
    nextSeq: welcome.nextSeq,
    underWay: [],
    held: undefined,
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
  const held = state.held !== undefined && state.held.firstSeq === nextSeq ? state.held : undefined;
  const granted = grant({ ...state, underWay }, { committedSeq, credit: ack.credit }, context);
  const pumped = pump({ ...state, committedSeq, credit: granted.credit, underWay, nextSeq, held });
  const effects: readonly UplinkEffect[] =
    committedSeq > state.committedSeq ? [{ type: 'acknowledge', seq: committedSeq }] : [];
  return { state: pumped.state, effects: [...effects, ...granted.effects, ...pumped.effects] };
}

interface Granted {
  readonly credit: Credit;
  readonly effects: readonly UplinkEffect[];
}

/** Credit, unless it is the moment to set the backlog aside: then nothing more of it is sent from here. */
function grant(
  { underWay }: Pick<UplinkState, 'underWay'>,
  { committedSeq, credit }: { committedSeq: number; credit: Credit },
  { isRolloverDue }: TransitionContext,
): Granted {
  const isTaking = credit.batches > underWay.length;
  if (!isTaking || !isRolloverDue(committedSeq)) return { credit, effects: [] };
  return { credit: noCredit, effects: [{ type: 'rollOver' }] };
}

function onResume(state: UplinkState, nextSeq: number): Transition {
  const isKnown = nextSeq >= 1 && nextSeq <= state.sentSeq + 1;
  if (!isKnown) return unchanged(state);
  const committedSeq = Math.min(state.committedSeq, nextSeq - 1);
  const underWay = state.underWay.filter(({ lastSeq }) => lastSeq < nextSeq);
  const pumped = pump({ ...state, committedSeq, nextSeq, underWay, held: undefined });
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
  if (reason === 'revoked' || reason === 'clone') return lose({ ...state, bar: reason }, context);
  const named = retryMaxMs > 0 ? { minMs: retryMinMs, maxMs: retryMaxMs } : undefined;
  const { min: minMs, max: maxMs } = uplinkLimits.takenOverMs;
  return lose(state, context, { wait: named ?? (reason === 'taken_over' ? { minMs, maxMs } : undefined) });
}

/** Asks for the next frame while there is credit for one; ends a drain that has nothing left to wait for. */
function pump(state: UplinkState): Transition {
  if (state.phase !== 'open' && state.phase !== 'draining') return unchanged(state);
  if (state.held !== undefined) return onFetched({ ...state, held: undefined }, state.held);
  if (state.underWay.length < state.credit.batches)
    return { state, effects: [{ type: 'fetch', seq: state.nextSeq }] };
  return unchanged(state);
}

function onFetched(state: UplinkState, frame: FetchedFrame | undefined): Transition {
  if (state.phase !== 'open' && state.phase !== 'draining') return unchanged(state);
  if (frame === undefined) return isDrained(state) ? finish(state) : unchanged(state);
  if (frame.firstSeq !== state.nextSeq) return unchanged(state);
  if (!fits(state, frame)) return { state: { ...state, held: frame }, effects: [] };
  const sent: UplinkState = {
    ...state,
    nextSeq: frame.lastSeq + 1,
    sentSeq: Math.max(state.sentSeq, frame.lastSeq),
    underWay: [...state.underWay, { lastSeq: frame.lastSeq, bytes: frame.bytes.length }],
  };
  const pumped = pump(sent);
  return { state: pumped.state, effects: [{ type: 'send', frame }, ...pumped.effects] };
}

function isDrained({ phase, underWay }: UplinkState): boolean {
  return phase === 'draining' && underWay.length === 0;
}

function fits({ underWay, credit }: UplinkState, frame: FetchedFrame): boolean {
  if (underWay.length >= credit.batches) return false;
  if (underWay.length === 0) return true;
  const bytes = underWay.reduce((sum, each) => sum + each.bytes, 0);
  return bytes + frame.bytes.length <= credit.bytes;
}
