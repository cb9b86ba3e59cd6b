/** Which frames a session sends, within the credit: see session.ts. */
import type { Credit } from '@hostwire/protocol';
import { finish, unchanged } from './session-connection.ts';
import {
  noCredit,
  type FetchedFrame,
  type Transition,
  type TransitionContext,
  type UplinkEffect,
  type UplinkState,
} from './session-state.ts';

interface Granted {
  readonly credit: Credit;
  readonly effects: readonly UplinkEffect[];
}

/** Credit, unless it is the moment to set the backlog aside: then nothing more of it is sent from here. */
export function grant(
  { underWay }: Pick<UplinkState, 'underWay'>,
  { committedSeq, credit }: { committedSeq: number; credit: Credit },
  { isRolloverDue }: TransitionContext,
): Granted {
  const isTaking = credit.batches > underWay.length;
  if (!isTaking || !isRolloverDue(committedSeq)) return { credit, effects: [] };
  return { credit: noCredit, effects: [{ type: 'rollOver' }] };
}

/** Asks for the next frame while there is credit for one; ends a drain that has nothing left to wait for. */
export function pump(state: UplinkState): Transition {
  if (state.phase !== 'open' && state.phase !== 'draining') return unchanged(state);
  if (state.blocked !== undefined) return fetched({ ...state, blocked: undefined }, state.blocked);
  if (state.underWay.length < state.credit.batches)
    return { state, effects: [{ type: 'fetch', seq: state.nextSeq }] };
  return unchanged(state);
}

export function fetched(state: UplinkState, frame: FetchedFrame | undefined): Transition {
  if (state.phase !== 'open' && state.phase !== 'draining') return unchanged(state);
  if (frame === undefined) return isDrained(state) ? finish(state) : unchanged(state);
  if (frame.firstSeq !== state.nextSeq) return unchanged(state);
  if (!fits(state, frame)) return { state: { ...state, blocked: frame }, effects: [] };
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
