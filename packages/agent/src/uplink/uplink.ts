import {
  encodeFrame,
  type Inventory,
  type Issues,
  type KeyFrame,
  type UpgradeReport,
  type Welcome,
} from '@hostwire/protocol';
import { errorCode, toError, type HostwireError } from '@hostwire/runtime';
import { Connection } from './connection.ts';
import { helloOf } from './hello.ts';
import { transition } from './session.ts';
import {
  initialState,
  uplinkLimits,
  type Timer,
  type UplinkEffect,
  type UplinkEvent,
  type UplinkState,
} from './session-state.ts';
import { Timers } from './timers.ts';
import type { UplinkOptions, UplinkStatus } from './uplink-options.ts';

type OutwardEffect =
  | 'fetch'
  | 'acknowledge'
  | 'rewind'
  | 'beginEpoch'
  | 'welcomed'
  | 'applySettings'
  | 'passKeyFrame'
  | 'fileDeadLetter';

/** Carries sealed frames to the collector. What happens when is decided in session.ts; this does it. */
export class Uplink {
  readonly #options: UplinkOptions;
  readonly #timers = new Timers<Timer>((timer) => this.#handle({ type: 'timer', timer }));
  readonly #events: UplinkEvent[] = [];
  readonly #finished: Promise<void>;
  #finish: () => void = () => undefined;
  #isWorking = false;
  #state: UplinkState;
  #connection: Connection | undefined;
  #epochChange: Promise<void> = Promise.resolve();
  /** What is said outside the sequence, the newest of each kind. */
  readonly #announced = new Map<string, Inventory | Issues>();
  #lastAck: UplinkStatus['lastAck'];
  #error: UplinkStatus['error'];
  #sentBytesBefore = 0;

  constructor(options: UplinkOptions) {
    this.#options = options;
    this.#state = initialState(options.spool.ackedSeq, options.spool.inheritedSeq);
    this.#finished = new Promise((resolve) => (this.#finish = resolve));
  }

  async start(): Promise<void> {
    this.#handle({ type: 'start' });
  }

  /** Sends what the credit allows, waits up to `drainMs` for acknowledgements, hangs up. */
  stop(): Promise<void> {
    this.#handle({ type: 'stop' });
    return this.#finished;
  }

  /** Hangs up at once: another uplink carries this spool on. */
  abandon(): void {
    this.#handle({ type: 'stop' });
    this.#handle({ type: 'timer', timer: 'drain' });
  }

  /** The spool has sealed something. */
  sealed(): void {
    this.#handle({ type: 'sealed' });
  }

  /** Sent now and at the start of every session. */
  announce(frame: Inventory | Issues): void {
    this.#announced.set(frame.type, frame);
    if (this.#state.phase === 'open') this.#connection?.send(encodeFrame(frame));
  }

  /** Sent now, when a session is open: whoever reports says it again at the next Welcome. */
  report(report: UpgradeReport): void {
    if (this.#state.phase === 'open') this.#connection?.send(encodeFrame(report));
  }

  /** Sent if there is a session. */
  sendKeyFrame(frame: KeyFrame): void {
    if (this.#state.phase === 'open') this.#send(encodeFrame(frame));
  }

  status(): UplinkStatus {
    const { phase, rejection } = this.#state;
    return { phase, rejection, lastAck: this.#lastAck, error: this.#error };
  }

  /** Written to sockets since the start. */
  get sentBytes(): number {
    return this.#sentBytesBefore + (this.#connection?.sentBytes ?? 0);
  }

  /** Events that effects bring about are handled after those effects, in order. */
  #handle(event: UplinkEvent): void {
    this.#events.push(event);
    if (this.#isWorking) return;
    this.#isWorking = true;
    try {
      for (let next = this.#events.shift(); next !== undefined; next = this.#events.shift()) {
        const { clock, random = Math.random, isRolloverDue = () => false } = this.#options;
        const before = this.#state;
        const { state, effects } = transition(before, next, {
          monoMs: clock.monoMs(),
          random,
          isRolloverDue,
        });
        this.#state = state;
        if (state.phase !== before.phase) this.#note(before, state);
        for (const effect of effects) this.#perform(effect);
      }
    } finally {
      this.#isWorking = false;
    }
  }

  #perform(effect: UplinkEffect): void {
    switch (effect.type) {
      case 'setTimer':
        return this.#timers.set(effect.timer, effect.delayMs);
      case 'clearTimer':
        return this.#timers.clear(effect.timer);
      case 'dial':
        return void this.#dial();
      case 'hangUp':
        return this.#hangUp();
      case 'sendHello':
        return this.#send(encodeFrame(helloOf(this.#options)));
      case 'sendPing':
        return this.#connection?.ping();
      case 'send':
        return this.#send(effect.frame.bytes);
      case 'finished':
        return this.#finish();
      case 'rollOver':
        return this.#options.onRollover?.();
      default:
        return this.#report(effect);
    }
  }

  /** Effects on the spool and on whoever made this uplink. */
  #report(effect: Extract<UplinkEffect, { readonly type: OutwardEffect }>): void {
    const { spool, logger, clock, onChange, onSettings, onKeyFrame } = this.#options;
    switch (effect.type) {
      case 'fetch':
        return this.#handle({ type: 'fetched', frame: spool.read(effect.seq) });
      case 'acknowledge':
        spool.acknowledge(effect.seq);
        this.#lastAck = { epoch: spool.epoch, seq: effect.seq, ms: clock.nowMs() };
        return onChange?.();
      case 'rewind':
        logger.warn({ seq: effect.seq }, 'collector lost committed batches, sending them again');
        spool.rewind(effect.seq);
        return this.#options.onRewind?.();
      case 'beginEpoch':
        return this.#beginEpoch(effect.fromSeq);
      case 'welcomed':
        return this.#welcomed(effect.welcome);
      case 'applySettings':
        return onSettings(effect.settings);
      case 'passKeyFrame':
        return onKeyFrame(effect.frame);
      case 'fileDeadLetter':
        return this.#fileDeadLetter(effect);
    }
  }

  async #dial(): Promise<void> {
    const { address, agentId, privateKey, pins } = this.#options;
    const options = {
      address,
      agentId,
      privateKey: privateKey(),
      pins: pins(),
      timeoutMs: uplinkLimits.connectMs,
    };
    const connection: Connection = new Connection(options, {
      connected: () => this.#handleOf(connection, { type: 'connected' }),
      heard: () => this.#handleOf(connection, { type: 'heard' }),
      frame: (frame) => {
        if (frame.type === 'go_away') this.#reportFailure({ code: frame.reason, message: frame.detail });
        this.#handleOf(connection, { type: 'frame', frame });
      },
      closed: (error) => this.#closed(connection, error),
    });
    this.#connection = connection;
    await this.#epochChange;
    if (this.#connection === connection) await connection.open();
  }

  /** A connection that was hung up has no say any more. */
  #handleOf(connection: Connection, event: UplinkEvent): void {
    if (this.#connection === connection) this.#handle(event);
  }

  #closed(connection: Connection, error: HostwireError | undefined): void {
    if (this.#connection !== connection) return;
    if (error !== undefined) this.#reportFailure(error);
    this.#handle(
      error === undefined
        ? { type: 'disconnected' }
        : { type: 'failed', rejection: barOf(error.code), reached: error.code !== 'UNREACHABLE' },
    );
  }

  #hangUp(): void {
    this.#sentBytesBefore += this.#connection?.sentBytes ?? 0;
    this.#connection?.close();
    this.#connection = undefined;
  }

  #send(bytes: Uint8Array): void {
    this.#connection?.send(bytes);
  }

  #welcomed(welcome: Welcome): void {
    this.#error = undefined;
    this.#options.onWelcome(welcome, this.#connection?.pin);
    for (const frame of this.#announced.values()) this.#send(encodeFrame(frame));
  }

  #beginEpoch(fromSeq: number): void {
    const { spool, logger } = this.#options;
    logger.error(
      { fromSeq, epoch: spool.epoch },
      'collector knows batches that this disk never gave out, beginning a new epoch',
    );
    this.#epochChange = spool.beginEpochFrom(fromSeq).catch((thrown: unknown) => {
      logger.error({ err: toError(thrown) }, 'new epoch is not on the disk yet');
    });
  }

  #fileDeadLetter({ seq, code, detail }: Extract<UplinkEffect, { readonly type: 'fileDeadLetter' }>): void {
    const { spool, deadLetters, logger } = this.#options;
    logger.error({ seq, code, detail }, 'collector refused a batch');
    const frame = spool.read(seq)?.bytes;
    if (frame === undefined) return;
    try {
      deadLetters.file({ epoch: spool.epoch, seq, code, detail, frame });
    } catch (error) {
      logger.warn({ code: errorCode(error), seq }, 'refused batch could not be filed');
    }
  }

  /** The same failure again and again is said once. */
  #reportFailure({ code, message }: { code: string; message: string }): void {
    const isNew = this.#error?.code !== code;
    this.#error = { code, message };
    if (isNew) this.#options.logger.warn({ code, detail: message }, 'no session with the collector');
    this.#options.onChange?.();
  }

  #note(before: UplinkState, after: UplinkState): void {
    const { logger, address } = this.#options;
    if (after.phase === 'open')
      logger.info({ collector: address.url, committedSeq: after.committedSeq }, 'session open');
    else logger.debug({ from: before.phase, to: after.phase }, 'uplink');
    if (before.phase === 'open' && after.phase === 'disconnected')
      logger.info({ attempt: after.attempt }, 'session ended');
    this.#options.onChange?.();
  }
}

/** What an answer to the upgrade request means for coming back. */
function barOf(code: string): 'refused' | 'revoked' | undefined {
  if (code === 'REVOKED') return 'revoked';
  return code === 'REFUSED' ? 'refused' : undefined;
}
