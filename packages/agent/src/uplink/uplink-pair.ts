/**
 * The uplinks of an agent: one for the live epoch, and behind it one for the oldest history that is not known to be
 * committed. Each has a connection and a state machine of its own (session.ts); neither waits for the other.
 *
 *   live     open ──the collector takes batches again after a standstill──► rollover ──► open, with a new epoch
 *   history  none ──live is open, a history is left──► carrying ──all acknowledged──► none, or the next
 *
 * Invariants
 *   - One uplink per epoch at a time; what the former may have sent is known to the next (`Spool.handOver`).
 *   - At a rollover, nothing of the backlog is sent before live data are: the credit that caused it is not used.
 *   - A history in its grace is asked about again when the live stream is welcomed anew or is told that data were lost.
 */
import { fullJitterMs, toError, type Logger } from '@hostwire/runtime';
import type { Inventory, Issues, KeyFrame, UpgradeReport } from '@hostwire/protocol';
import type { Epochs } from '../spool/epochs.ts';
import type { Spool } from '../spool/spool.ts';
import type { UplinkOptions, UplinkStatus } from './uplink-options.ts';
import { Uplink } from './uplink.ts';

/** When a whole fleet returns, every host is to be live before the first history takes time of anybody. */
const historyDelay = { minMs: 5_000, spreadMs: 5_000 } as const;
/** A backlog of fewer batches is never worth a rollover. */
const shortBacklog = 2;

export interface UplinkPairOptions extends Omit<
  UplinkOptions,
  'spool' | 'stream' | 'isRolloverDue' | 'onRollover' | 'onRewind' | 'onChange'
> {
  readonly epochs: Epochs;
}

export class UplinkPair {
  readonly #options: UplinkPairOptions;
  readonly #log: Logger;
  #live: Uplink;
  #history: { readonly uplink: Uplink; readonly spool: Spool } | undefined;
  /** Histories that were found committed since the live stream was last told something new. */
  #settled = new WeakSet<Spool>();
  readonly #announced = new Map<string, Inventory | Issues>();
  #historyTimer: NodeJS.Timeout | undefined;
  #rollingOver: Promise<void> = Promise.resolve();
  #sentBytesBefore = 0;
  #isStopping = false;

  constructor(options: UplinkPairOptions) {
    this.#options = options;
    this.#log = options.logger;
    this.#live = this.#makeLive();
  }

  start(): Promise<void> {
    return this.#live.start();
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#historyTimer);
    await this.#rollingOver;
    this.#endHistory();
    await this.#live.stop();
  }

  /** Something was sealed, in whatever epoch. */
  sealed(): void {
    this.#options.epochs.tidy();
    this.#live.sealed();
    this.#history?.uplink.sealed();
    this.#scheduleHistory();
  }

  /** By the live stream, now and at the start of every session. */
  announce(frame: Inventory | Issues): void {
    this.#announced.set(frame.type, frame);
    this.#live.announce(frame);
  }

  report(report: UpgradeReport): void {
    this.#live.report(report);
  }

  /** On the live stream, if that has a session. */
  sendKeyFrame(frame: KeyFrame): void {
    this.#live.sendKeyFrame(frame);
  }

  /** Of the live stream. */
  status(): UplinkStatus {
    return this.#live.status();
  }

  /** Written to sockets since the start, by all streams. */
  get sentBytes(): number {
    return this.#sentBytesBefore + this.#live.sentBytes + (this.#history?.uplink.sentBytes ?? 0);
  }

  #makeLive(): Uplink {
    const { epochs, onWelcome } = this.#options;
    const uplink = new Uplink({
      ...this.#options,
      spool: epochs.live,
      isRolloverDue: (committedSeq) => this.#isRolloverDue(committedSeq),
      onRollover: () => {
        this.#rollingOver = this.#rollOver();
      },
      onWelcome: (welcome, pin) => {
        this.#askAgain();
        onWelcome(welcome, pin);
      },
      onRewind: () => this.#askAgain(),
    });
    for (const frame of this.#announced.values()) uplink.announce(frame);
    return uplink;
  }

  #isRolloverDue(committedSeq: number): boolean {
    const { epochs } = this.#options;
    if (this.#isStopping || epochs.live.sealedSeq - committedSeq <= shortBacklog) return false;
    return epochs.mayRollOver(committedSeq);
  }

  async #rollOver(): Promise<void> {
    const { epochs } = this.#options;
    try {
      await epochs.rollOver();
    } catch (thrown) {
      this.#log.error({ err: toError(thrown) }, 'no new epoch: live data wait behind the backlog');
    }
    this.#sentBytesBefore += this.#live.sentBytes;
    this.#live.abandon();
    for (const spool of [epochs.live, ...epochs.histories]) spool.handOver();
    this.#live = this.#makeLive();
    if (!this.#isStopping) await this.#live.start();
  }

  #askAgain(): void {
    this.#settled = new WeakSet();
    this.#scheduleHistory();
  }

  #scheduleHistory(): void {
    if (this.#isStopping || this.#historyTimer !== undefined || this.#history !== undefined) return;
    if (this.#nextHistory() === undefined) return;
    const { random = Math.random } = this.#options;
    const { minMs, spreadMs } = historyDelay;
    const delayMs = minMs + fullJitterMs(0, { baseMs: spreadMs, capMs: spreadMs, random });
    this.#historyTimer = setTimeout(() => {
      this.#historyTimer = undefined;
      this.#beginHistory();
    }, delayMs);
  }

  #nextHistory(): Spool | undefined {
    return this.#options.epochs.histories.find((spool) => !spool.isDrained || !this.#settled.has(spool));
  }

  /** Not while there is no live session: whoever does not take live data gets no history. */
  #beginHistory(): void {
    const spool = this.#nextHistory();
    if (spool === undefined || this.#isStopping || this.#live.status().phase !== 'open') return;
    const uplink: Uplink = new Uplink({
      ...this.#options,
      spool,
      stream: 'history',
      onWelcome: () => undefined,
      onSettings: () => undefined,
      onKeyFrame: () => undefined,
      onChange: () => this.#historyChanged(),
    });
    this.#history = { uplink, spool };
    void uplink.start();
  }

  #historyChanged(): void {
    if (this.#history === undefined) return;
    const { uplink, spool } = this.#history;
    if (uplink.status().lastAck === undefined || !spool.isDrained) return;
    this.#settled.add(spool);
    this.#endHistory();
    this.#log.info({ epoch: spool.epoch }, 'a backlog is committed');
    this.#scheduleHistory();
  }

  #endHistory(): void {
    const history = this.#history;
    if (history === undefined) return;
    this.#history = undefined;
    this.#sentBytesBefore += history.uplink.sentBytes;
    history.uplink.abandon();
    history.spool.handOver();
  }
}
