import { encodeFrame, protocolVersion, } from '@hostwire/protocol';
import { errorCode, toError } from '@hostwire/runtime';
import { Connection } from "./connection.js";
import { initialState, transition, uplinkLimits, } from "./session.js";
/** Carries sealed frames to the collector. What happens when is decided in session.ts; this does it. */
export class Uplink {
    #options;
    #timers = new Map();
    #events = [];
    #finished;
    #finish = () => undefined;
    #isWorking = false;
    #state;
    #connection;
    #epochChange = Promise.resolve();
    #inventory;
    #lastAck;
    #error;
    #sentBytesBefore = 0;
    constructor(options) {
        this.#options = options;
        this.#state = initialState(options.spool.ackedSeq, options.spool.inheritedSeq);
        this.#finished = new Promise((resolve) => (this.#finish = resolve));
    }
    async start() {
        this.#handle({ type: 'start' });
    }
    /** Sends what the credit allows, waits up to `drainMs` for acknowledgements, hangs up. */
    stop() {
        this.#handle({ type: 'stop' });
        return this.#finished;
    }
    /** The spool has sealed something. */
    sealed() {
        this.#handle({ type: 'sealed' });
    }
    /** Sent now and at the start of every session. */
    setInventory(inventory) {
        this.#inventory = inventory;
        if (this.#state.phase === 'open')
            this.#connection?.send(encodeFrame(inventory));
    }
    status() {
        const { phase, bar } = this.#state;
        const sentBytes = this.#sentBytesBefore + (this.#connection?.sentBytes ?? 0);
        return { phase, bar, lastAck: this.#lastAck, error: this.#error, sentBytes };
    }
    /** Events that effects bring about are handled after those effects, in order. */
    #handle(event) {
        this.#events.push(event);
        if (this.#isWorking)
            return;
        this.#isWorking = true;
        try {
            for (let next = this.#events.shift(); next !== undefined; next = this.#events.shift()) {
                const { clock, random = Math.random } = this.#options;
                const before = this.#state;
                const { state, effects } = transition(before, next, { monoMs: clock.monoMs(), random });
                this.#state = state;
                if (state.phase !== before.phase)
                    this.#note(before, state);
                for (const effect of effects)
                    this.#perform(effect);
            }
        }
        finally {
            this.#isWorking = false;
        }
    }
    #perform(effect) {
        switch (effect.type) {
            case 'setTimer':
                return this.#setTimer(effect.timer, effect.delayMs);
            case 'clearTimer':
                return clearTimeout(this.#timers.get(effect.timer));
            case 'dial':
                return void this.#dial();
            case 'hangUp':
                return this.#hangUp();
            case 'sendHello':
                return this.#send(encodeFrame(this.#hello()));
            case 'sendPing':
                return this.#connection?.ping();
            case 'send':
                return this.#send(effect.frame.bytes);
            case 'finished':
                return this.#finish();
            default:
                return this.#tell(effect);
        }
    }
    /** Effects on the spool and on whoever made this uplink. */
    #tell(effect) {
        const { spool, logger, clock, onChange, onSettings } = this.#options;
        switch (effect.type) {
            case 'fetch':
                return this.#handle({ type: 'fetched', frame: spool.read(effect.seq) });
            case 'acknowledge':
                spool.acknowledge(effect.seq);
                this.#lastAck = { seq: effect.seq, ms: clock.nowMs() };
                return onChange?.();
            case 'rewind':
                logger.warn({ seq: effect.seq }, 'collector lost committed batches, sending them again');
                return spool.rewind(effect.seq);
            case 'beginEpoch':
                return this.#beginEpoch(effect.fromSeq);
            case 'welcomed':
                return this.#welcomed(effect.welcome);
            case 'applySettings':
                return onSettings(effect.settings);
            case 'fileDeadLetter':
                return this.#fileDeadLetter(effect);
        }
    }
    #setTimer(timer, delayMs) {
        clearTimeout(this.#timers.get(timer));
        this.#timers.set(timer, setTimeout(() => this.#handle({ type: 'timer', timer }), delayMs));
    }
    async #dial() {
        const { address, agentId, privateKey, pins } = this.#options;
        const options = { address, agentId, privateKey, pins: pins(), timeoutMs: uplinkLimits.connectMs };
        const connection = new Connection(options, {
            connected: () => this.#handleOf(connection, { type: 'connected' }),
            heard: () => this.#handleOf(connection, { type: 'heard' }),
            frame: (frame) => {
                if (frame.type === 'go_away')
                    this.#blame({ code: frame.reason, message: frame.detail });
                this.#handleOf(connection, { type: 'frame', frame });
            },
            closed: (error) => this.#closed(connection, error),
        });
        this.#connection = connection;
        await this.#epochChange;
        if (this.#connection === connection)
            await connection.open();
    }
    /** A connection that was hung up has no say any more. */
    #handleOf(connection, event) {
        if (this.#connection === connection)
            this.#handle(event);
    }
    #closed(connection, error) {
        if (this.#connection !== connection)
            return;
        if (error !== undefined)
            this.#blame(error);
        this.#handle(error === undefined
            ? { type: 'disconnected' }
            : { type: 'failed', bar: barOf(error.code), reached: error.code !== 'UNREACHABLE' });
    }
    #hangUp() {
        this.#sentBytesBefore += this.#connection?.sentBytes ?? 0;
        this.#connection?.close();
        this.#connection = undefined;
    }
    #send(bytes) {
        this.#connection?.send(bytes);
    }
    #hello() {
        const { spool, clock, hello } = this.#options;
        const { lastSeq, firstSeq } = spool.status();
        const firstUnacked = spool.ackedSeq + 1;
        return {
            type: 'hello',
            protocol: protocolVersion,
            ...hello(),
            epoch: spool.epoch,
            firstRetained: firstSeq,
            firstUnacked,
            lastSeq,
            prevHash: spool.hashBefore(firstUnacked),
            wallMs: clock.nowMs(),
            monoMs: Math.round(clock.monoMs()),
        };
    }
    #welcomed(welcome) {
        this.#error = undefined;
        this.#options.onWelcome(welcome);
        if (this.#inventory !== undefined)
            this.#send(encodeFrame(this.#inventory));
    }
    #beginEpoch(fromSeq) {
        const { spool, logger } = this.#options;
        logger.error({ fromSeq, epoch: spool.epoch }, 'collector knows batches that this disk never gave out, beginning a new epoch');
        this.#epochChange = spool.beginEpochFrom(fromSeq).catch((thrown) => {
            logger.error({ err: toError(thrown) }, 'new epoch is not on the disk yet');
        });
    }
    #fileDeadLetter({ seq, code, detail, }) {
        const { spool, deadLetters, logger } = this.#options;
        logger.error({ seq, code, detail }, 'collector refused a batch');
        const frame = spool.read(seq)?.bytes;
        if (frame === undefined)
            return;
        try {
            deadLetters.file({ epoch: spool.epoch, seq, code, detail, frame });
        }
        catch (error) {
            logger.warn({ code: errorCode(error), seq }, 'refused batch could not be filed');
        }
    }
    /** The same failure again and again is said once. */
    #blame({ code, message }) {
        const isNew = this.#error?.code !== code;
        this.#error = { code, message };
        if (isNew)
            this.#options.logger.warn({ code, detail: message }, 'no session with the collector');
        this.#options.onChange?.();
    }
    #note(before, after) {
        const { logger, address } = this.#options;
        if (after.phase === 'open')
            logger.info({ collector: address.url, committedSeq: after.committedSeq }, 'session open');
        else
            logger.debug({ from: before.phase, to: after.phase }, 'uplink');
        if (before.phase === 'open' && after.phase === 'disconnected')
            logger.info({ attempt: after.attempt }, 'session ended');
        this.#options.onChange?.();
    }
}
/** What an answer to the upgrade request means for coming back. */
function barOf(code) {
    if (code === 'REVOKED')
        return 'revoked';
    return code === 'REFUSED' ? 'refused' : undefined;
}
//# sourceMappingURL=uplink.js.map