/**
 * One connection of one agent, from the login to the end, as a pure function: `transition(state, event, facts)` gives the
 * next state and the effects that the shell (session.ts) carries out in their order. Nothing here reads a clock or a socket.
 *
 *   awaiting_hello ──Hello──► identifying ──accepted──► greeting ──marks known──► open ──► closed
 *                               │      ▲
 *                               └probe─┘
 *
 *   awaiting_hello  the first frame must be Hello, and come in time.
 *   identifying     is this the machine that the identity belongs to? While another machine may be connected, that one is
 *                   probed, and this one waits for the answer or for its absence.
 *   greeting        this is the session of the agent and stream now (an older one was told `taken_over`); its marks are
 *                   being read. Streams leave each other alone.
 *   open            Welcome was sent; batches and gaps in sequence, inventories at any time.
 *   closed          final; GoAway was sent or the connection is gone. Whatever still happens is ignored.
 *
 * Responses to a batch or gap
 *   continues the sequence   Ack, when it is committed
 *   known already            Ack of what is committed
 *   leaves a hole            Resume, once, and again when nothing came of it
 *   no room                  nothing until there is room again, then Resume
 *   does not decode          Nack, and a tombstone takes its number; the third time GoAway protocol
 *   breaks the hash chain    Nack, a report, GoAway clone
 *
 * Invariants: an Ack is sent only for what ClickHouse holds; credit is withheld while nothing can be committed, and given as
 * soon as it can; the agent was told its settings as they are, or hears of them at the next tick.
 * Limits: sessionLimits. Time comes in with the facts; `ticked` comes once a second.
 */
import { protocolVersion, zeroHash, type GoAwayReason, type NackCode } from '@hostwire/protocol';
import { sessionLimits } from './gateway-limits.ts';
import type { IdentityVerdict, Rival } from './identity.ts';
import type {
  Retry,
  SessionEffect,
  SessionEvent,
  SessionFacts,
  SessionState,
  SessionStep,
} from './session-state.ts';

export function transition(state: SessionState, event: SessionEvent, facts: SessionFacts): SessionStep {
  if (state.phase === 'closed') return stay(state);
  switch (event.type) {
    case 'hello':
      return greeted(state, event, facts);
    case 'heard':
      return stay({ ...state, quietSinceMs: facts.nowMs, missedPings: 0 });
    case 'ticked':
      return ticked(state, event, facts);
    case 'unread':
      return cut(state, 'agent does not read what it is sent: cut');
    case 'dismissed':
      return dismiss(state, event);
    case 'failed':
      return { state: closed(state), effects: [{ type: 'leave' }, { type: 'terminate' }] };
    case 'disconnected':
      return { state: closed(state), effects: [{ type: 'leave', phrase: 'agent disconnected' }] };
    default:
      return inPhase(state, event, facts);
  }
}

type PhaseEvent = Exclude<
  SessionEvent,
  { type: 'hello' | 'heard' | 'ticked' | 'unread' | 'dismissed' | 'failed' | 'disconnected' }
>;
type OpenEvent = Exclude<PhaseEvent, { type: 'identified' | 'rival_answered' | 'opened' }>;

/** Events that mean something in one phase only: what comes late is ignored. */
function inPhase(state: SessionState, event: PhaseEvent, facts: SessionFacts): SessionStep {
  switch (event.type) {
    case 'identified':
      return state.phase === 'identifying' ? identified(state, event.verdict, facts) : stay(state);
    case 'rival_answered':
      return state.phase === 'identifying' ? { state, effects: [identify('alive')] } : stay(state);
    case 'opened':
      return state.phase === 'greeting' ? opened(state, event, facts) : stay(state);
    default:
      return state.phase === 'open' ? whileOpen(state, event, facts) : stay(state);
  }
}

function whileOpen(state: SessionState, event: OpenEvent, facts: SessionFacts): SessionStep {
  switch (event.type) {
    case 'judged':
      return judged(state, event, facts);
    case 'committed': {
      const nacks = event.poison.map((poison) => nack({ ...poison, code: 'poison' }));
      return acknowledge(state, facts, { before: nacks });
    }
    case 'rewound':
      return acknowledge(state, facts, { after: [{ type: 'resume' }] });
    case 'stalled':
      return acknowledge(state, facts);
    case 'credit_granted':
      return acknowledge({ ...state, isStarved: false }, facts);
  }
}

function greeted(
  state: SessionState,
  { hello, isOutdated }: Extract<SessionEvent, { type: 'hello' }>,
  { nowMs }: SessionFacts,
): SessionStep {
  if (state.phase !== 'awaiting_hello')
    return dismiss(state, { reason: 'protocol', detail: 'MALFORMED: a second hello' });
  if (hello.protocol !== protocolVersion) {
    const detail = `protocol version ${hello.protocol} is not spoken here, only ${protocolVersion}`;
    return dismiss(state, { reason: 'protocol', detail });
  }
  if (isOutdated)
    return dismiss(state, { reason: 'taken_over', detail: 'a later connection of this agent is here' });
  return {
    state: { ...state, phase: 'identifying', sinceMs: nowMs, hello },
    effects: [identify('unasked')],
  };
}

function identified(state: SessionState, verdict: IdentityVerdict, { nowMs }: SessionFacts): SessionStep {
  switch (verdict.type) {
    case 'accepted':
      return {
        state: { ...state, phase: 'greeting', sinceMs: nowMs, generation: verdict.generation },
        effects: [{ type: 'take_over' }],
      };
    case 'probe':
      return { state, effects: [{ type: 'probe' }] };
    case 'rejected':
      return dismiss(state, { reason: 'clone', detail: verdict.detail });
    case 'too_early':
      return dismiss(state, { reason: 'overload', detail: verdict.detail });
  }
}

/** A disk that was rolled back knows fewer batches than are committed; a cloned one knows others, and is cut. */
function opened(
  state: SessionState,
  { committed, settingsVersion }: Extract<SessionEvent, { type: 'opened' }>,
  facts: SessionFacts,
): SessionStep {
  const { firstUnacked, lastSeq, prevHash } = state.hello!;
  const isComparable = committed.seq === firstUnacked - 1 && committed.hash !== zeroHash;
  const isKnown = prevHash !== '' && prevHash !== zeroHash;
  if (isComparable && isKnown && prevHash !== committed.hash)
    return suspect(state, `batch ${committed.seq} differs from the committed one`);
  const effects: SessionEffect[] = [{ type: 'welcome' }];
  if (committed.seq > lastSeq) {
    const detail = `batch ${committed.seq} is committed, the agent knows up to ${lastSeq}: it begins a new epoch`;
    effects.unshift({ type: 'report', detail, isRejected: false });
  }
  const isStarved = facts.isStalled;
  return { state: { ...state, phase: 'open', sinceMs: facts.nowMs, settingsVersion, isStarved }, effects };
}

function judged(
  state: SessionState,
  { seq, verdict }: Extract<SessionEvent, { type: 'judged' }>,
  facts: SessionFacts,
): SessionStep {
  switch (verdict.type) {
    case 'queued':
      return stay(state.resumedMs === undefined ? state : { ...state, resumedMs: undefined });
    case 'duplicate':
      return acknowledge(state, facts);
    case 'hole': {
      const isKnown = facts.nowMs - (state.resumedMs ?? -Infinity) < sessionLimits.resumeAgainMs;
      if (isKnown) return stay(state);
      return { state: { ...state, resumedMs: facts.nowMs }, effects: [{ type: 'resume' }] };
    }
    case 'full':
      return stay({ ...state, isBlocked: true });
    case 'refused': {
      const counted = { ...state, malformedBatches: state.malformedBatches + 1 };
      const refusal = nack({ ...verdict, seq });
      if (counted.malformedBatches < sessionLimits.maxMalformedBatches)
        return { state: counted, effects: [refusal] };
      const end = dismiss(counted, { reason: 'protocol', detail: 'too many malformed batches' });
      return { state: end.state, effects: [refusal, ...end.effects] };
    }
    case 'chain': {
      const refusal = nack({ seq, code: 'chain', detail: 'its history is not the committed one' });
      const end = suspect(state, `batch ${seq} breaks the hash chain`);
      return { state: end.state, effects: [refusal, ...end.effects] };
    }
  }
}

function ticked(
  state: SessionState,
  event: Extract<SessionEvent, { type: 'ticked' }>,
  facts: SessionFacts,
): SessionStep {
  const phaseMs = facts.nowMs - state.sinceMs;
  if (state.phase === 'awaiting_hello' && phaseMs > sessionLimits.helloMs)
    return dismiss(state, { reason: 'protocol', detail: 'no Hello in time' });
  if (state.phase === 'greeting' && phaseMs > sessionLimits.welcomeMs)
    return dismiss(state, { reason: 'overload', detail: 'the database does not answer' });
  const asked: SessionEffect[] =
    state.phase === 'identifying' && phaseMs > sessionLimits.probeMs ? [identify('silent')] : [];
  const refreshed = state.phase === 'open' ? refresh(state, event, facts) : stay(state);
  const pinged = ping(refreshed.state, facts);
  return { state: pinged.state, effects: [...asked, ...refreshed.effects, ...pinged.effects] };
}

/** What time brings to an open session. */
function refresh(
  state: SessionState,
  { hasRoom, settingsVersion }: Extract<SessionEvent, { type: 'ticked' }>,
  facts: SessionFacts,
): SessionStep {
  const isCurrent = settingsVersion === state.settingsVersion;
  const settings: SessionEffect[] = isCurrent ? [] : [{ type: 'send_settings' }];
  const next = isCurrent ? state : { ...state, settingsVersion };
  if (state.isBlocked && hasRoom) {
    const unblocked = { ...next, isBlocked: false, resumedMs: facts.nowMs };
    return acknowledge(unblocked, facts, { before: settings, after: [{ type: 'resume' }] });
  }
  const asks: SessionEffect[] = state.isStarved && !facts.isStalled ? [{ type: 'request_credit' }] : [];
  return { state: next, effects: [...settings, ...asks] };
}

function ping(state: SessionState, { nowMs }: SessionFacts): SessionStep {
  if (nowMs - state.quietSinceMs < sessionLimits.pingMs) return stay(state);
  if (state.missedPings >= sessionLimits.maxMissedPings)
    return cut(state, 'agent does not answer pings: cut');
  const waiting = { ...state, missedPings: state.missedPings + 1, quietSinceMs: nowMs };
  return { state: waiting, effects: [{ type: 'ping' }] };
}

function acknowledge(
  state: SessionState,
  { isStalled }: SessionFacts,
  { before = [], after = [] }: { before?: SessionEffect[]; after?: SessionEffect[] } = {},
): SessionStep {
  const next = isStalled && !state.isStarved ? { ...state, isStarved: true } : state;
  return { state: next, effects: [...before, { type: 'acknowledge' }, ...after] };
}

function suspect(state: SessionState, detail: string): SessionStep {
  const { state: ended, effects } = dismiss(state, { reason: 'clone', detail });
  return { state: ended, effects: [{ type: 'report', detail, isRejected: true }, ...effects] };
}

interface Dismissal {
  readonly reason: GoAwayReason;
  readonly detail: string;
  /** When to come back, instead of what the reason implies. */
  readonly retry?: Retry;
}

function dismiss(
  state: SessionState,
  { reason, detail, retry = sessionLimits.retry[reason] }: Dismissal,
): SessionStep {
  const effects: SessionEffect[] = [
    { type: 'go_away', reason, detail: detail.slice(0, sessionLimits.maxDetailLength), retry },
    { type: 'leave' },
    { type: 'close' },
  ];
  return { state: closed(state), effects };
}

function cut(state: SessionState, phrase: string): SessionStep {
  return { state: closed(state), effects: [{ type: 'leave', phrase }, { type: 'terminate' }] };
}

function identify(rival: Exclude<Rival, 'none'>): SessionEffect {
  return { type: 'identify', rival };
}

function nack({ seq, code, detail }: { seq: number; code: NackCode; detail: string }): SessionEffect {
  return { type: 'nack', seq, code, detail: detail.slice(0, sessionLimits.maxDetailLength) };
}

function closed(state: SessionState): SessionState {
  return { ...state, phase: 'closed' };
}

function stay(state: SessionState): SessionStep {
  return { state, effects: [] };
}
