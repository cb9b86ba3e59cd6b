/**
 * The shell of session-core.ts: one connection of one agent. Who the agent is comes from the login; frames only say what.
 * It decodes what arrives, carries out what the core decides, and fills in positions and credit as they are then.
 * Nothing that a peer sends throws out of here.
 */
import {
  decodeFrame,
  ProtocolError,
  type Batch,
  type Frame,
  type Gap,
  type GoAwayReason,
  type Hello,
  type KeyFrame,
  type Stream,
  type UpgradeReport,
} from '@hostwire/protocol';
import { toError, type Logger } from '@hostwire/runtime';
import type { AgentRow } from '@hostwire/storage';
import type { CommittedRun } from '../committer/commit-core.ts';
import type { Sequence } from '../intake/sequence.ts';
import { isAgentFrame, lastSeqOf } from './agent-frame.ts';
import { ClockOffset } from './clock-offset.ts';
import { sessionLimits } from './gateway-limits.ts';
import type { Rival } from './identity.ts';
import type { ConnectedSession, SessionOptions } from './session-context.ts';
import { transition } from './session-core.ts';
import { frameOf } from './session-frames.ts';
import {
  newSession,
  type FrameEffect,
  type Retry,
  type SessionEffect,
  type SessionEvent,
  type SessionState,
} from './session-state.ts';
import { TokenBucket } from './token-bucket.ts';

export class Session implements ConnectedSession {
  readonly agent: AgentRow;
  readonly address: string;
  readonly #options: SessionOptions;
  readonly #log: Logger;
  readonly #frames: TokenBucket;
  readonly #clockOffset: ClockOffset;
  #state: SessionState;
  #sequence: Sequence | undefined;
  #upgrade: UpgradeReport | undefined;
  #probes = 0;
  /** Calls when the peer answers the probe of that number. */
  #probe: { readonly payload: string; readonly onAnswer: () => void } | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    const { agent, address, clock, logger } = options;
    this.agent = agent;
    this.address = address;
    const nowMs = clock.monoMs();
    this.#state = newSession(nowMs);
    this.#clockOffset = new ClockOffset(clock);
    this.#frames = new TokenBucket(sessionLimits.frames, nowMs);
    this.#log = logger.child({ agentId: agent.agentId, host: agent.host, address });
  }

  /** What the agent says about itself; undefined before its Hello. */
  get hello(): Hello | undefined {
    return this.#state.hello;
  }

  /** How its upgrade goes, as it last reported; undefined: it reported none. */
  get upgrade(): UpgradeReport | undefined {
    return this.#upgrade;
  }

  /** How far the clock of the host is ahead, in ms; undefined before its Hello. */
  get clockOffsetMs(): number | undefined {
    return this.#clockOffset.ms;
  }

  /** live until a Hello says otherwise. */
  get stream(): Stream {
    return this.hello?.stream ?? 'live';
  }

  /** One message. Text is no frame. */
  receive(message: Uint8Array, { isBinary }: { isBinary: boolean }): void {
    if (!this.#mayGoOn()) return;
    try {
      if (!isBinary) throw new ProtocolError('MALFORMED', 'a text message');
      this.#dispatch(decodeFrame(message));
    } catch (error) {
      if (error instanceof ProtocolError) this.dismiss('protocol', `${error.code}: ${error.message}`);
      else this.#fail(error);
    }
  }

  /** A ping counts as a frame. Whether to answer it. */
  pinged(): boolean {
    return this.#mayGoOn();
  }

  pong(payload = ''): void {
    this.#handle({ type: 'heard' });
    if (this.#probe?.payload !== payload) return;
    const { onAnswer } = this.#probe;
    this.#probe = undefined;
    onAnswer();
  }

  /** Asks whether somebody is at the other end; one asker at a time, the latest. */
  probe(onAnswer: () => void): void {
    const payload = `probe ${++this.#probes}`;
    this.#probe = { payload, onAnswer };
    this.#options.peer.ping(payload);
  }

  /** Only while the session is open. */
  sendKeyFrame(frame: KeyFrame): void {
    if (this.#state.phase === 'open') this.#options.peer.send(frame);
  }

  /** The connection is gone. */
  closed(): void {
    this.#handle({ type: 'disconnected' });
  }

  /** Once a second: everything that waits for time. */
  tick(): void {
    const { peer, intake, settings } = this.#options;
    if (peer.unsentBytes > sessionLimits.maxUnsentBytes) return this.#handle({ type: 'unread' });
    const hasRoom = this.#sequence !== undefined && intake.hasRoomFor(this.#sequence);
    this.#handle({ type: 'ticked', hasRoom, settingsVersion: settings.of(this.agent.host).version });
  }

  /** Batches of the sequence are committed. */
  acknowledge({ sequence, batches }: CommittedRun): void {
    if (sequence !== this.#sequence) return;
    const poison = batches.flatMap(({ seq, content }) =>
      content.kind === 'tombstone' && content.code === 'poison' ? [{ seq, detail: content.detail }] : [],
    );
    this.#handle({ type: 'committed', poison });
  }

  /** The database holds less (or more) of the sequence than was known. */
  rewind(sequence: Sequence): void {
    if (sequence !== this.#sequence) return;
    const { seq } = sequence.committed;
    this.#log.warn({ committedSeq: seq }, 'the database holds another state than was known: resuming there');
    this.#handle({ type: 'rewound' });
  }

  /** Nothing is committed for a while. */
  stalled(): void {
    this.#handle({ type: 'stalled' });
  }

  /** Batches can be committed again: credit is not to wait for the next tick. */
  resumed(): void {
    if (this.#state.phase === 'open') this.tick();
  }

  /** Says GoAway and ends the connection. `retry`: when to come back, instead of what the reason implies. */
  dismiss(reason: GoAwayReason, detail: string, retry?: Retry): void {
    this.#handle({ type: 'dismissed', reason, detail, ...(retry === undefined ? {} : { retry }) });
  }

  /** Within the rate of frames; beyond it the session ends. */
  #mayGoOn(): boolean {
    if (this.#state.phase === 'closed') return false;
    this.#handle({ type: 'heard' });
    if (this.#frames.take(this.#options.clock.monoMs())) return true;
    this.dismiss('overload', 'too many frames');
    return false;
  }

  #dispatch(frame: Frame): void {
    if (!isAgentFrame(frame)) throw new ProtocolError('MALFORMED', `a frame ${frame.type} from an agent`);
    const { phase } = this.#state;
    if (frame.type === 'hello') return this.#greet(frame);
    if (phase === 'awaiting_hello')
      throw new ProtocolError('MALFORMED', `the first frame is ${frame.type}, not hello`);
    if (frame.type === 'inventory' || frame.type === 'issues') {
      if (phase !== 'identifying') this.#options.onReport(this.agent, frame);
      return;
    }
    if (frame.type === 'server_key' || frame.type === 'key_renewal') {
      if (phase === 'open') this.#options.keyExchange.received(this, frame);
      return;
    }
    if (this.#sequence === undefined)
      throw new ProtocolError('MALFORMED', `a frame ${frame.type} before Welcome`);
    if (frame.type === 'upgrade_report') return this.#noteUpgrade(frame);
    this.#accept(this.#sequence, frame);
  }

  #noteUpgrade(report: UpgradeReport): void {
    const { version, state, detail } = report;
    const isNew = state !== this.#upgrade?.state || version !== this.#upgrade.version;
    if (isNew && state === 'failed') this.#log.warn({ version, detail }, 'an agent could not upgrade itself');
    else if (isNew) this.#log.info({ version, state }, 'an agent upgrades itself');
    this.#upgrade = report;
  }

  #greet(hello: Hello): void {
    if (this.#state.phase === 'awaiting_hello') this.#clockOffset.heard(hello.wallMs);
    const isOutdated = this.#options.sessions.isOutdated(this, hello.stream);
    this.#handle({ type: 'hello', hello, isOutdated });
  }

  #accept(sequence: Sequence, frame: Batch | Gap): void {
    if (sequence.dropped) return this.dismiss('taken_over', 'the sequence was put aside');
    if (this.#state.isBlocked) return;
    this.#clockOffset.heard(frame.createdMs);
    const verdict = this.#options.intake.accept(sequence, frame);
    const seq = lastSeqOf(frame);
    if (verdict.type === 'refused') this.#log.warn({ seq, ...verdict }, 'batch refused');
    this.#handle({ type: 'judged', seq, verdict });
  }

  #handle(event: SessionEvent): void {
    const { clock, committer } = this.#options;
    const facts = { nowMs: clock.monoMs(), isStalled: committer.isStalled };
    const { state, effects } = transition(this.#state, event, facts);
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect);
  }

  #carryOut(effect: SessionEffect): void {
    const { peer, sessions, clock, onClone } = this.#options;
    switch (effect.type) {
      case 'identify':
        return this.#identify(effect.rival);
      case 'probe':
        return sessions.find(this.agent.agentId)?.probe(() => this.#handle({ type: 'rival_answered' }));
      case 'take_over':
        sessions.promote(this)?.dismiss('taken_over', 'another connection of this agent');
        return void this.#open().catch((error: unknown) => this.#fail(error));
      case 'report':
        return onClone(this.agent, effect);
      case 'request_credit':
        if (sessions.mayReturn(clock.monoMs())) this.#handle({ type: 'credit_granted' });
        return;
      case 'ping':
        return peer.ping();
      case 'close':
        return peer.close();
      case 'terminate':
        return peer.terminate();
      case 'leave':
        if (effect.phrase !== undefined) this.#log.info(effect.phrase);
        return sessions.remove(this);
      default:
        return this.#send(effect);
    }
  }

  #send(effect: FrameEffect): void {
    if (effect.type === 'go_away')
      this.#log.info({ reason: effect.reason, detail: effect.detail }, 'session ended');
    const { agent } = this;
    const { generation, isStarved } = this.#state;
    this.#options.peer.send(
      frameOf(effect, { ...this.#options, agent, generation, isStarved, sequence: this.#sequence }),
    );
    if (effect.type === 'welcome') this.#log.info({ version: this.hello?.agentVersion }, 'agent connected');
  }

  #identify(asked: Exclude<Rival, 'none'>): void {
    const { sessions, identities } = this.#options;
    const { agentId } = this.agent;
    const rival = sessions.find(agentId) === undefined ? 'none' : asked;
    this.#handle({ type: 'identified', verdict: identities.judge(this.agent, this.hello!, rival) });
  }

  async #open(): Promise<void> {
    const { committer } = this.#options;
    const { agentId, host } = this.agent;
    const { epoch, stream, firstUnacked } = this.hello!;
    const isWanted = () => this.#state.phase === 'greeting';
    const sequence = await committer.open(
      { agentId, host, epoch },
      { stream, ackedSeq: firstUnacked - 1, isWanted },
    );
    if (sequence === undefined || !isWanted()) return;
    this.#sequence = sequence;
    const { version } = this.#options.settings.of(host);
    this.#handle({ type: 'opened', committed: sequence.committed, settingsVersion: version });
  }

  #fail(error: unknown): void {
    if (this.#state.phase !== 'closed') this.#log.error({ err: toError(error) }, 'session failed');
    this.#handle({ type: 'failed' });
  }
}
