/** How a session's connection comes and goes: see session.ts. */
import { fullJitterMs } from '@hostwire/runtime';
import {
  uplinkLimits,
  type Rejection,
  type Timer,
  type Transition,
  type TransitionContext,
  type UplinkState,
} from './session-state.ts';

export function unchanged(state: UplinkState): Transition {
  return { state, effects: [] };
}

export function dial(state: UplinkState): Transition {
  if (state.phase !== 'disconnected') return unchanged(state);
  const setTimer = { type: 'setTimer', timer: 'connect', delayMs: uplinkLimits.connectMs } as const;
  return { state: { ...state, phase: 'connecting' }, effects: [setTimer, { type: 'dial' }] };
}

export function greet(state: UplinkState): Transition {
  if (state.phase !== 'connecting') return unchanged(state);
  return {
    state: { ...state, phase: 'greeting', underWay: [], blocked: undefined, missedPings: 0 },
    effects: [
      { type: 'clearTimer', timer: 'connect' },
      { type: 'setTimer', timer: 'greeting', delayMs: uplinkLimits.greetingMs },
      { type: 'sendHello' },
    ],
  };
}

const allTimers: readonly Timer[] = ['retry', 'connect', 'greeting', 'ping', 'drain'];

export function finish(state: UplinkState): Transition {
  const clear = allTimers.map((timer) => ({ type: 'clearTimer', timer }) as const);
  return {
    state: { ...state, phase: 'closed' },
    effects: [...clear, { type: 'hangUp' }, { type: 'finished' }],
  };
}

interface Wait {
  readonly minMs: number;
  readonly maxMs: number;
}

/** The connection is gone, or is given up. */
export function lose(
  state: UplinkState,
  context: TransitionContext,
  { wait, reached = state.phase !== 'open' }: { wait?: Wait | undefined; reached?: boolean } = {},
): Transition {
  if (state.phase === 'disconnected') return unchanged(state);
  if (state.isStopping) return finish(state);
  const wasGood = state.phase === 'open' && context.monoMs - state.openedMs >= uplinkLimits.goodSessionMs;
  const attempt = wasGood ? 0 : state.attempt;
  const delayMs = wait ? spread(wait, context) : backoffMs(state.rejection, attempt, { ...context, reached });
  const clear = allTimers.map((timer) => ({ type: 'clearTimer', timer }) as const);
  return {
    state: { ...state, phase: 'disconnected', attempt: attempt + 1, underWay: [], blocked: undefined },
    effects: [...clear, { type: 'hangUp' }, { type: 'setTimer', timer: 'retry', delayMs }],
  };
}

/** Once revoked or a clone, it stays so until a Welcome; a mere refusal may turn into more. */
export function rejectionAfter(
  before: Rejection | undefined,
  answer: Rejection | undefined,
): Rejection | undefined {
  return before === undefined || before === 'refused' ? (answer ?? before) : before;
}

function backoffMs(
  rejection: Rejection | undefined,
  attempt: number,
  { random, reached }: Pick<TransitionContext, 'random'> & { reached: boolean },
): number {
  const { backoff, reconnectBackoff } = uplinkLimits;
  if (rejection === undefined)
    return fullJitterMs(attempt, { ...(reached ? backoff : reconnectBackoff), random });
  if (rejection !== 'refused')
    return spread({ minMs: uplinkLimits.rejectedMs, maxMs: uplinkLimits.rejectedMs * 1.1 }, { random });
  const { baseMs, capMs } = uplinkLimits.refusedBackoff;
  return baseMs + fullJitterMs(attempt, { baseMs, capMs: capMs - baseMs, random });
}

function spread(
  { minMs, maxMs }: { minMs: number; maxMs: number },
  { random }: Pick<TransitionContext, 'random'>,
): number {
  return Math.round(minMs + random() * Math.max(0, maxMs - minMs));
}
