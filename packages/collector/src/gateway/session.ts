/**
 * One connection of one agent, from the login to the end. Who the agent is comes from the login; frames only say what.
 *
 *   awaiting_hello ──Hello──► greeting ──marks known──► open ──► closed
 *
 *   awaiting_hello  5 s for the first frame, which must be Hello.
 *   greeting        this is the agent's session of its lane now (an older one was told `taken_over`); its marks are
 *                   being read. Lanes leave each other alone; generations, which tell clones, are of the live lane.
 *   open            Welcome was sent; batches and gaps in sequence, inventories at any time.
 *   closed          final; GoAway was sent or the connection is gone. Whatever still arrives is ignored.
 *
 * Answers to a batch or gap
 *   continues the sequence   Ack, when it is committed
 *   known already            Ack of what is committed
 *   leaves a hole            Resume, once, and again when nothing came of it
 *   no room                  nothing until there is room again, then Resume
 *   does not decode          Nack, and a tombstone takes its number; the third time GoAway protocol
 *   breaks the hash chain    Nack, an entry in the audit log, GoAway clone
 *
 * Invariants: nothing that a peer sends throws out of here; an Ack is sent only for what ClickHouse holds; credit is
 * withheld while nothing can be committed, and given as soon as it can; the agent was told its settings as they are,
 * or hears of them at the next tick; a connection that a later one has replaced changes nothing.
 * Limits: sessionLimits. Time comes in through tick(), once a second.
 */
import {
  decodeFrame,
  ProtocolError,
  protocolLimits,
  oldestProtocolVersion,
  protocolVersion,
  zeroHash,
  type AgentFrame,
  type Batch,
  type CollectorFrame,
  type Frame,
  type Gap,
  type GoAwayReason,
  type Hello,
  type Inventory,
  type Lane,
  type Settings,
} from '@hostwire/protocol';
import { toError, type Clock, type Logger } from '@hostwire/runtime';
import type { AgentRow } from '@hostwire/storage';
import type { CommittedRun } from '../committer/commit-core.ts';
import type { Committer } from '../committer/committer.ts';
import type { Intake } from '../intake/intake.ts';
import type { Sequence } from '../intake/sequence.ts';
import type { AgentSettings } from '../settings/agent-settings.ts';
import { ClockOffset } from './clock-offset.ts';
import { sessionLimits } from './gateway-limits.ts';
import type { Generations } from './generations.ts';
import type { Peer } from './peer.ts';
import type { SessionBook } from './session-book.ts';
import { TokenBucket } from './token-bucket.ts';

/** What all sessions share. */
export interface SessionContext {
  readonly intake: Intake;
  readonly committer: Pick<Committer, 'open' | 'stuck'>;
  readonly sessions: SessionBook;
  readonly generations: Generations;
  readonly settings: Pick<AgentSettings, 'of'>;
  /** Of the key that will follow the gateway's; '' when there is none. */
  readonly nextPin: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onInventory: (agent: AgentRow, inventory: Inventory) => void;
  /** The identity seems to be in use twice. */
  readonly onClone: (agent: AgentRow, detail: string) => void;
}

export interface SessionOptions extends SessionContext {
  readonly agent: AgentRow;
  readonly address: string;
  readonly peer: Peer;
}

type State = 'awaiting_hello' | 'greeting' | 'open' | 'closed';

const noRetry = { minMs: 0, maxMs: 0 };

export class Session {
  readonly agent: AgentRow;
  readonly address: string;
  readonly #options: SessionOptions;
  readonly #log: Logger;
  readonly #frames: TokenBucket;
  readonly #clockOffset: ClockOffset;
  #state: State = 'awaiting_hello';
  #sinceMs: number;
  /** When something last came, or the last ping went out. */
  #quietSinceMs: number;
  #missedPings = 0;
  #settingsVersion = 0;
  #strikes = 0;
  #hello: Hello | undefined;
  #sequence: Sequence | undefined;
  #resumedMs = -Infinity;
  #overflowed = false;
  #starved = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.agent = options.agent;
    this.address = options.address;
    const nowMs = options.clock.monoMs();
    this.#sinceMs = nowMs;
    this.#quietSinceMs = nowMs;
    this.#clockOffset = new ClockOffset(options.clock);
    this.#frames = new TokenBucket(sessionLimits.frames, nowMs);
    this.#log = options.logger.child({
      agentId: options.agent.agentId,
      host: options.agent.host,
      address: options.address,
    });
  }

  /** What the agent says about itself; undefined before its Hello. */
  get hello(): Hello | undefined {
    return this.#hello;
  }

  /** How far the clock of the host is ahead, in ms; undefined before its Hello. */
  get clockOffsetMs(): number | undefined {
    return this.#clockOffset.ms;
  }

  /** live until a Hello says otherwise. */
  get lane(): Lane {
    return this.#hello?.lane ?? 'live';
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

  pong(): void {
    this.#heard(this.#options.clock.monoMs());
  }

  /** The connection is gone. */
  closed(): void {
    if (this.#state !== 'closed') this.#log.debug('agent disconnected');
    this.#leave();
  }

  /** Once a second: everything that waits for time. */
  tick(nowMs: number): void {
    const { peer } = this.#options;
    const sinceMs = nowMs - this.#sinceMs;
    if (peer.unsentBytes > sessionLimits.maxUnsentBytes)
      return this.#cut('agent does not read what it is sent: cut');
    if (this.#state === 'awaiting_hello' && sinceMs > sessionLimits.helloMs)
      return this.dismiss('protocol', 'no Hello in time');
    if (this.#state === 'greeting' && sinceMs > sessionLimits.welcomeMs)
      return this.dismiss('overload', 'the database does not answer');
    if (this.#state === 'open') this.#refresh(nowMs);
    if (nowMs - this.#quietSinceMs < sessionLimits.pingMs) return;
    if (this.#missedPings >= sessionLimits.maxMissedPings)
      return this.#cut('agent does not answer pings: cut');
    this.#missedPings++;
    this.#quietSinceMs = nowMs;
    peer.ping();
  }

  /** Batches of the sequence are committed. */
  acknowledge({ sequence, batches }: CommittedRun): void {
    if (this.#state !== 'open' || sequence !== this.#sequence) return;
    for (const { seq, content } of batches) {
      if (content.kind === 'tombstone' && content.code === 'poison') {
        this.#send({ type: 'nack', seq, code: 'poison', detail: content.detail });
      }
    }
    this.#ack(sequence);
  }

  /** The database holds less (or more) of the sequence than was known. */
  rewind(sequence: Sequence): void {
    if (this.#state !== 'open' || sequence !== this.#sequence) return;
    this.#log.warn(
      { committedSeq: sequence.committed.seq },
      'the database holds another state than was known: resuming there',
    );
    this.#ack(sequence);
    this.#resume(sequence);
  }

  /** Nothing is committed for a while: no more than is here already. */
  ebbing(): void {
    if (this.#state === 'open') this.#ack(this.#sequence!);
  }

  /** Batches can be committed again: credit is not to wait for the next tick. */
  flowing(): void {
    if (this.#state === 'open') this.#refresh(this.#options.clock.monoMs());
  }

  /** Says GoAway and ends the connection. `retry`: when to come back, instead of what the reason implies. */
  dismiss(reason: GoAwayReason, detail: string, retry = retryAfter(reason)): void {
    if (this.#state === 'closed') return;
    const { peer } = this.#options;
    this.#log.info({ reason, detail }, 'session ended');
    this.#send({
      type: 'go_away',
      reason,
      retryMinMs: retry.minMs,
      retryMaxMs: retry.maxMs,
      detail: detail.slice(0, 200),
    });
    this.#leave();
    peer.close();
  }

  /** Within the rate of frames; beyond it the session ends. */
  #mayGoOn(): boolean {
    if (this.#state === 'closed') return false;
    const nowMs = this.#options.clock.monoMs();
    this.#heard(nowMs);
    if (this.#frames.take(nowMs)) return true;
    this.dismiss('overload', 'too many frames');
    return false;
  }

  #heard(nowMs: number): void {
    this.#quietSinceMs = nowMs;
    this.#missedPings = 0;
  }

  #dispatch(frame: Frame): void {
    if (!isAgentFrame(frame)) throw new ProtocolError('MALFORMED', `a frame ${frame.type} from an agent`);
    if (this.#state === 'awaiting_hello') {
      if (frame.type !== 'hello')
        throw new ProtocolError('MALFORMED', `the first frame is ${frame.type}, not hello`);
      return this.#greet(frame);
    }
    if (frame.type === 'hello') throw new ProtocolError('MALFORMED', 'a second hello');
    if (frame.type === 'inventory') return this.#options.onInventory(this.agent, frame);
    if (this.#sequence === undefined)
      throw new ProtocolError('MALFORMED', `a frame ${frame.type} before Welcome`);
    this.#accept(this.#sequence, frame);
  }

  #greet(hello: Hello): void {
    if (hello.protocol < oldestProtocolVersion || hello.protocol > protocolVersion) {
      return this.dismiss(
        'protocol',
        `protocol version ${hello.protocol} is not spoken here, only ${oldestProtocolVersion} to ${protocolVersion}`,
      );
    }
    const { generations, sessions, clock } = this.#options;
    if (sessions.isOutdated(this, hello.lane))
      return this.dismiss('taken_over', 'a later connection of this agent is here');
    const isLive = hello.lane === 'live';
    const generation = isLive ? generations.next(this.agent.agentId, hello.generation) : hello.generation;
    if (generation === undefined)
      return this.#suspectClone(`session generation ${hello.generation} was not handed out last`);
    this.#hello = hello;
    this.#clockOffset.heard(hello.wallMs);
    this.#state = 'greeting';
    this.#sinceMs = clock.monoMs();
    const former = sessions.promote(this);
    if (former?.hello !== undefined && former.hello.machineHash !== hello.machineHash) {
      this.#options.onClone(
        this.agent,
        `taken over from ${former.address} by another machine at ${this.address}`,
      );
    }
    former?.dismiss('taken_over', 'another connection of this agent');
    this.#open(hello, generation).catch((error: unknown) => this.#fail(error));
  }

  async #open(hello: Hello, generation: number): Promise<void> {
    const { agentId, host } = this.agent;
    const owner = { agentId, host, epoch: hello.epoch };
    const isWanted = () => this.#state === 'greeting';
    const sequence = await this.#options.committer.open(owner, {
      lane: hello.lane,
      ackedSeq: hello.firstUnacked - 1,
      isWanted,
    });
    if (sequence === undefined || !isWanted() || !this.#historyFits(hello, sequence)) return;
    this.#sequence = sequence;
    this.#state = 'open';
    this.#send({
      type: 'welcome',
      nextSeq: sequence.committed.seq + 1,
      credit: this.#credit(sequence),
      maxBatchBytes: protocolLimits.maxFrameBytes,
      maxBatchSamples: protocolLimits.maxBatchSamples,
      serverMs: this.#options.clock.nowMs(),
      generation,
      settings: this.#settings(),
      nextPin: this.#options.nextPin,
    });
    this.#log.info(
      { epoch: hello.epoch, nextSeq: sequence.committed.seq + 1, version: hello.agentVersion },
      'agent connected',
    );
  }

  /** A disk that was rolled back knows fewer batches than are committed; a cloned one knows others, and is cut. */
  #historyFits(hello: Hello, { committed }: Sequence): boolean {
    if (committed.seq > hello.lastSeq) {
      const detail = `batch ${committed.seq} is committed, the agent knows up to ${hello.lastSeq}: it begins a new epoch`;
      this.#options.onClone(this.agent, detail);
    }
    const isComparable = committed.seq === hello.firstUnacked - 1 && committed.hash !== zeroHash;
    if (!isComparable || hello.prevHash === '' || hello.prevHash === zeroHash) return true;
    if (hello.prevHash === committed.hash) return true;
    this.#suspectClone(`batch ${committed.seq} differs from the committed one`);
    return false;
  }

  #accept(sequence: Sequence, frame: Batch | Gap): void {
    if (sequence.dropped) return this.dismiss('taken_over', 'the sequence was put aside');
    if (this.#overflowed) return;
    this.#clockOffset.heard(frame.createdMs);
    const verdict = this.#options.intake.accept(sequence, frame);
    switch (verdict.type) {
      case 'queued':
        this.#resumedMs = -Infinity;
        return;
      case 'duplicate':
        return this.#ack(sequence);
      case 'hole':
        return this.#pointOutHole(sequence);
      case 'full':
        this.#overflowed = true;
        return;
      case 'refused':
        return this.#strike(lastSeqOf(frame), verdict);
      case 'chain':
        this.#send({
          type: 'nack',
          seq: lastSeqOf(frame),
          code: 'chain',
          detail: 'its history is not the committed one',
        });
        return this.#suspectClone(`batch ${lastSeqOf(frame)} breaks the hash chain`);
    }
  }

  #strike(
    seq: number,
    { code, detail }: { code: 'malformed' | 'too_large' | 'poison' | 'chain'; detail: string },
  ): void {
    this.#strikes++;
    this.#log.warn({ seq, code, detail, strikes: this.#strikes }, 'batch refused');
    this.#send({ type: 'nack', seq, code, detail: detail.slice(0, 200) });
    if (this.#strikes >= sessionLimits.maxStrikes) this.dismiss('protocol', 'too many malformed batches');
  }

  #suspectClone(detail: string): void {
    this.#options.onClone(this.agent, detail);
    this.dismiss('clone', detail);
  }

  #pointOutHole(sequence: Sequence): void {
    const nowMs = this.#options.clock.monoMs();
    if (nowMs - this.#resumedMs < sessionLimits.resumeAgainMs) return;
    this.#resumedMs = nowMs;
    this.#resume(sequence);
  }

  #refresh(nowMs: number): void {
    const sequence = this.#sequence!;
    if (this.#options.settings.of(this.agent.host).version !== this.#settingsVersion)
      this.#send({ type: 'settings', settings: this.#settings() });
    if (this.#overflowed && this.#options.intake.hasRoomFor(sequence)) {
      this.#overflowed = false;
      this.#resumedMs = nowMs;
      this.#ack(sequence);
      this.#resume(sequence);
    } else if (this.#starved && !this.#options.committer.stuck && this.#options.sessions.mayReturn(nowMs)) {
      this.#starved = false;
      this.#ack(sequence);
    }
  }

  /** What the agent is told to do; from now on it knows. */
  #settings(): Settings {
    const settings = this.#options.settings.of(this.agent.host);
    this.#settingsVersion = settings.version;
    return settings;
  }

  #ack(sequence: Sequence): void {
    this.#send({ type: 'ack', committedSeq: sequence.committed.seq, credit: this.#credit(sequence) });
  }

  #resume(sequence: Sequence): void {
    this.#send({ type: 'resume', nextSeq: sequence.tail.seq + 1 });
  }

  #credit(sequence: Sequence) {
    const { intake, sessions, committer } = this.#options;
    this.#starved ||= committer.stuck;
    return intake.credit(sequence, { sessions: sessions.sessionsIn(sequence.lane), closed: this.#starved });
  }

  #send(frame: CollectorFrame): void {
    this.#options.peer.send(frame);
  }

  #fail(error: unknown): void {
    if (this.#state === 'closed') return;
    this.#log.error({ err: toError(error) }, 'session failed');
    this.#leave();
    this.#options.peer.terminate();
  }

  #cut(phrase: string): void {
    this.#log.warn(phrase);
    this.#leave();
    this.#options.peer.terminate();
  }

  #leave(): void {
    this.#state = 'closed';
    this.#options.sessions.remove(this);
  }
}

function isAgentFrame(frame: Frame): frame is AgentFrame {
  return (
    frame.type === 'hello' || frame.type === 'batch' || frame.type === 'gap' || frame.type === 'inventory'
  );
}

function lastSeqOf(frame: Batch | Gap): number {
  return frame.type === 'gap' ? frame.lastSeq : frame.seq;
}

function retryAfter(reason: GoAwayReason): { minMs: number; maxMs: number } {
  const { protocol, clone, overload, takenOver } = sessionLimits.retry;
  switch (reason) {
    case 'protocol':
      return protocol;
    case 'clone':
      return clone;
    case 'overload':
    case 'restart':
      return overload;
    case 'taken_over':
      return takenOver;
    case 'revoked':
      return noRetry;
  }
}
