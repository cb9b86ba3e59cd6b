import { fullJitterMs } from '@hostwire/runtime';
export const uplinkLimits = {
    /** TCP, TLS and upgrade together. */
    connectMs: 10_000,
    greetingMs: 10_000,
    pingMs: 20_000,
    missedPings: 2,
    /** A stop waits this long for acknowledgements. */
    drainMs: 3_000,
    /** After a collector that answered but did not take the agent: it has enough to do. */
    backoff: { baseMs: 500, capMs: 60_000 },
    /** After an attempt that reached nobody, or a session that broke: knocking burdens no one, and it is back soon. */
    knockBackoff: { baseMs: 500, capMs: 10_000 },
    /** A session that lasted this long starts the back-off anew. */
    goodSessionMs: 60_000,
    /** After "revoked" or "clone": at most one attempt in this time. */
    barredMs: 600_000,
    /** After a refusal that may heal by itself: the first wait and the longest. */
    refusedBackoff: { baseMs: 5_000, capMs: 600_000 },
    /** After another connection took over, when it did not say how long to wait. */
    takenOverMs: { min: 10_000, max: 60_000 },
};
/** `inheritedSeq`: everything up to it may have been sent by an earlier process. */
export function initialState(ackedSeq, inheritedSeq) {
    return {
        phase: 'disconnected',
        attempt: 0,
        bar: undefined,
        committedSeq: ackedSeq,
        nextSeq: ackedSeq + 1,
        sentSeq: inheritedSeq,
        credit: { batches: 0, bytes: 0 },
        underWay: [],
        held: undefined,
        openedMs: 0,
        missedPings: 0,
        isStopping: false,
    };
}
export function transition(state, event, context) {
    if (state.phase === 'closed')
        return unchanged(state);
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
            return { state: { ...state, missedPings: 0 }, effects: [] };
        case 'timer':
            return onTimer(state, event.timer, context);
        case 'frame':
            return onFrame(state, event.frame, context);
        case 'sealed':
            return pump(state);
        case 'fetched':
            return onFetched(state, event.frame);
    }
}
function unchanged(state) {
    return { state, effects: [] };
}
function isTalking({ phase }) {
    return phase === 'greeting' || phase === 'open' || phase === 'draining';
}
function dial(state) {
    if (state.phase !== 'disconnected')
        return unchanged(state);
    const setTimer = { type: 'setTimer', timer: 'connect', delayMs: uplinkLimits.connectMs };
    return { state: { ...state, phase: 'connecting' }, effects: [setTimer, { type: 'dial' }] };
}
function greet(state) {
    if (state.phase !== 'connecting')
        return unchanged(state);
    return {
        state: { ...state, phase: 'greeting', underWay: [], held: undefined, missedPings: 0 },
        effects: [
            { type: 'clearTimer', timer: 'connect' },
            { type: 'setTimer', timer: 'greeting', delayMs: uplinkLimits.greetingMs },
            { type: 'sendHello' },
        ],
    };
}
function stop(state) {
    if (state.isStopping)
        return unchanged(state);
    const stopping = { ...state, isStopping: true };
    if (state.phase !== 'open')
        return finish(stopping);
    const draining = pump({ ...stopping, phase: 'draining' });
    const setTimer = { type: 'setTimer', timer: 'drain', delayMs: uplinkLimits.drainMs };
    return { state: draining.state, effects: [setTimer, ...draining.effects] };
}
const allTimers = ['retry', 'connect', 'greeting', 'ping', 'drain'];
function finish(state) {
    const clear = allTimers.map((timer) => ({ type: 'clearTimer', timer }));
    return {
        state: { ...state, phase: 'closed' },
        effects: [...clear, { type: 'hangUp' }, { type: 'finished' }],
    };
}
function lose(state, context, { wait, reached = state.phase !== 'open' } = {}) {
    if (state.phase === 'disconnected')
        return unchanged(state);
    if (state.isStopping)
        return finish(state);
    const wasGood = state.phase === 'open' && context.monoMs - state.openedMs >= uplinkLimits.goodSessionMs;
    const attempt = wasGood ? 0 : state.attempt;
    const delayMs = wait ? spread(wait, context) : backoffMs(state.bar, attempt, { ...context, reached });
    const clear = allTimers.map((timer) => ({ type: 'clearTimer', timer }));
    return {
        state: { ...state, phase: 'disconnected', attempt: attempt + 1, underWay: [], held: undefined },
        effects: [...clear, { type: 'hangUp' }, { type: 'setTimer', timer: 'retry', delayMs }],
    };
}
/** Once revoked or a clone, it stays so until a Welcome; a mere refusal may turn into more. */
function barAfter(before, answer) {
    return before === undefined || before === 'refused' ? (answer ?? before) : before;
}
function backoffMs(bar, attempt, { random, reached }) {
    const { backoff, knockBackoff } = uplinkLimits;
    if (bar === undefined)
        return fullJitterMs(attempt, { ...(reached ? backoff : knockBackoff), random });
    if (bar !== 'refused')
        return spread({ minMs: uplinkLimits.barredMs, maxMs: uplinkLimits.barredMs * 1.1 }, { random });
    const { baseMs, capMs } = uplinkLimits.refusedBackoff;
    return baseMs + fullJitterMs(attempt, { baseMs, capMs: capMs - baseMs, random });
}
function spread({ minMs, maxMs }, { random }) {
    return Math.round(minMs + random() * Math.max(0, maxMs - minMs));
}
function onTimer(state, timer, context) {
    switch (timer) {
        case 'retry':
            return dial(state);
        case 'connect':
        case 'greeting':
            return lose(state, context);
        case 'drain':
            return finish(state);
        case 'ping': {
            if (state.missedPings >= uplinkLimits.missedPings)
                return lose(state, context);
            const setTimer = { type: 'setTimer', timer: 'ping', delayMs: uplinkLimits.pingMs };
            return {
                state: { ...state, missedPings: state.missedPings + 1 },
                effects: [{ type: 'sendPing' }, setTimer],
            };
        }
    }
}
function onFrame(state, frame, context) {
    if (!isTalking(state))
        return unchanged(state);
    if (frame.type === 'go_away')
        return goAway(state, frame, context);
    if (frame.type === 'welcome')
        return state.phase === 'greeting' ? onWelcome(state, frame, context) : unchanged(state);
    if (state.phase === 'greeting')
        return lose(state, context); // anything before Welcome breaks the protocol
    switch (frame.type) {
        case 'ack':
            return onAck(state, frame.committedSeq, frame.credit);
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
function onWelcome(state, welcome, context) {
    const committedSeq = welcome.nextSeq - 1;
    if (committedSeq > state.sentSeq) {
        // Nothing of what was numbered after sentSeq ever left this process, so the collector's is other content.
        const lost = lose({ ...state, committedSeq: 0, nextSeq: 1, sentSeq: 0 }, context);
        return {
            state: lost.state,
            effects: [{ type: 'beginEpoch', fromSeq: state.sentSeq + 1 }, ...lost.effects],
        };
    }
    const open = {
        ...state,
        phase: 'open',
        bar: undefined,
        openedMs: context.monoMs,
        credit: welcome.credit,
        committedSeq,
        nextSeq: welcome.nextSeq,
        underWay: [],
        held: undefined,
    };
    const moved = {
        type: committedSeq < state.committedSeq ? 'rewind' : 'acknowledge',
        seq: committedSeq,
    };
    const pumped = pump(open);
    return {
        state: pumped.state,
        effects: [
            { type: 'clearTimer', timer: 'greeting' },
            { type: 'setTimer', timer: 'ping', delayMs: uplinkLimits.pingMs },
            moved,
            { type: 'welcomed', welcome },
            ...pumped.effects,
        ],
    };
}
/** A number that was not sent cannot be committed: then only the credit counts. Old duplicates change nothing. */
function onAck(state, seq, credit) {
    const committedSeq = Math.max(state.committedSeq, Math.min(seq, state.sentSeq));
    const underWay = state.underWay.filter(({ lastSeq }) => lastSeq > committedSeq);
    const nextSeq = Math.max(state.nextSeq, committedSeq + 1);
    const held = state.held !== undefined && state.held.firstSeq === nextSeq ? state.held : undefined;
    const pumped = pump({ ...state, committedSeq, credit, underWay, nextSeq, held });
    const effects = committedSeq > state.committedSeq ? [{ type: 'acknowledge', seq: committedSeq }] : [];
    return { state: pumped.state, effects: [...effects, ...pumped.effects] };
}
function onResume(state, nextSeq) {
    const isKnown = nextSeq >= 1 && nextSeq <= state.sentSeq + 1;
    if (!isKnown)
        return unchanged(state);
    const committedSeq = Math.min(state.committedSeq, nextSeq - 1);
    const underWay = state.underWay.filter(({ lastSeq }) => lastSeq < nextSeq);
    const pumped = pump({ ...state, committedSeq, nextSeq, underWay, held: undefined });
    const effects = committedSeq < state.committedSeq ? [{ type: 'rewind', seq: committedSeq }] : [];
    return { state: pumped.state, effects: [...effects, ...pumped.effects] };
}
function goAway(state, { reason, retryMinMs, retryMaxMs }, context) {
    if (reason === 'revoked' || reason === 'clone')
        return lose({ ...state, bar: reason }, context);
    const named = retryMaxMs > 0 ? { minMs: retryMinMs, maxMs: Math.min(retryMaxMs, uplinkLimits.barredMs) } : undefined;
    const { min: minMs, max: maxMs } = uplinkLimits.takenOverMs;
    return lose(state, context, { wait: named ?? (reason === 'taken_over' ? { minMs, maxMs } : undefined) });
}
/** Asks for the next frame while there is credit for one; ends a drain that has nothing left to wait for. */
function pump(state) {
    if (state.phase !== 'open' && state.phase !== 'draining')
        return unchanged(state);
    if (state.held !== undefined)
        return onFetched({ ...state, held: undefined }, state.held);
    if (state.underWay.length < state.credit.batches)
        return { state, effects: [{ type: 'fetch', seq: state.nextSeq }] };
    return unchanged(state);
}
function onFetched(state, frame) {
    if (state.phase !== 'open' && state.phase !== 'draining')
        return unchanged(state);
    if (frame === undefined)
        return isDrained(state) ? finish(state) : unchanged(state);
    if (frame.firstSeq !== state.nextSeq)
        return unchanged(state);
    if (!fits(state, frame))
        return { state: { ...state, held: frame }, effects: [] };
    const sent = {
        ...state,
        nextSeq: frame.lastSeq + 1,
        sentSeq: Math.max(state.sentSeq, frame.lastSeq),
        underWay: [...state.underWay, { lastSeq: frame.lastSeq, bytes: frame.bytes.length }],
    };
    const pumped = pump(sent);
    return { state: pumped.state, effects: [{ type: 'send', frame }, ...pumped.effects] };
}
function isDrained({ phase, underWay }) {
    return phase === 'draining' && underWay.length === 0;
}
function fits({ underWay, credit }, frame) {
    if (underWay.length >= credit.batches)
        return false;
    if (underWay.length === 0)
        return true;
    const bytes = underWay.reduce((sum, each) => sum + each.bytes, 0);
    return bytes + frame.bytes.length <= credit.bytes;
}
//# sourceMappingURL=session.js.map