/**
 * Does what CommitCore decides: one INSERT at a time, leases, reading back; then tells who has to know.
 *
 * One loop runs from start() to the end of stop(): ask the core, act, report the outcome. It sleeps until the core's next
 * instant, or until a batch arrives that changes it. stop() drains what is queued within `drainMs`; what is left then is
 * not acknowledged, so its agents still have it.
 */
import type { Stream } from '@hostwire/protocol';
import { toError, type Clock, type Logger } from '@hostwire/runtime';
import type { Marks, SampleGroup, TestInsertResult } from '@hostwire/storage';
import type { Placed, SequenceTable } from '../intake/sequence-table.ts';
import { Sequence, sequenceKey, type QueuedBatch, type SequenceOwner } from '../intake/sequence.ts';
import { AlarmClock } from './alarm-clock.ts';
import { isUrgent, lingerOf, type GroupLimits } from './choose-group.ts';
import type { CommitAudience } from './commit-audience.ts';
import { CommitCore, type CommitAction, type CommittedRun } from './commit-core.ts';
import { tombstoneOf } from './commit-plan.ts';
import { CommitReport, type CommitListener, type CommitterStatus } from './commit-report.ts';
import { Errands } from './errands.ts';
import { FailurePeriod, insertFailure } from './failure-period.ts';
import { buildGroup } from './group-builder.ts';
import { MarksReader, stoppedError, type SequenceKey } from './marks-reader.ts';
import { StallDetector } from './stall-detector.ts';

const drainMs = 5_000;
const dropLimitMs = 10_000;

/** The part of SampleWriter that is needed here. */
export interface CommitWriter {
  acquire(): Promise<void>;
  insert(group: SampleGroup): Promise<void>;
  tryOut(suspect: SampleGroup, sound: SampleGroup): Promise<TestInsertResult>;
  readMarks(keys?: SequenceKey[]): Promise<Marks>;
}

export interface CommitterOptions {
  readonly writer: CommitWriter;
  readonly table: SequenceTable;
  readonly limits: GroupLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Default: Math.random. */
  readonly random?: () => number;
  /** Shorter in tests. */
  readonly stallMs?: number;
}

export class Committer {
  readonly #options: CommitterOptions;
  readonly #core: CommitCore;
  readonly #marks: MarksReader;
  readonly #report: CommitReport;
  readonly #stalls: StallDetector;
  readonly #alarm: AlarmClock;
  readonly #failures: FailurePeriod;
  readonly #errands = new Errands<CommitWriter>();
  #audience: CommitAudience | undefined;
  /** What the loop does now. */
  #turn: Promise<void> = Promise.resolve();
  #hasEnded = false;
  #leaseTurn = 0;
  #isDoubtful = false;
  #loop: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;
  #drainUntilMs: number | undefined;

  constructor(options: CommitterOptions) {
    this.#options = options;
    const { table, limits, random = Math.random } = options;
    this.#core = new CommitCore({ table, limits, random });
    this.#report = new CommitReport(options.clock);
    this.#alarm = new AlarmClock(options.clock);
    this.#failures = new FailurePeriod(options);
    this.#stalls = new StallDetector({
      stallMs: options.stallMs,
      onStalled: () => this.#audience?.stalled(),
      onResumed: () => this.#audience?.resumed(),
    });
    this.#marks = new MarksReader({
      readMarks: (keys) => options.writer.readMarks(keys),
      leaseTurn: () => (this.#core.leased ? this.#leaseTurn : undefined),
      logger: options.logger,
    });
  }

  /** Begins to commit. Does not wait for the database: there is no lease before it answers. */
  async start(): Promise<void> {
    if (this.#stopping === undefined) this.#loop ??= this.#run();
  }

  /** Commits and acknowledges what is queued, as far as the database takes it within the drain time. */
  stop(): Promise<void> {
    this.#stopping ??= this.#drain();
    return this.#stopping;
  }

  /** Whether nothing can be committed at present, so that agents had better keep what they have. */
  get isStalled(): boolean {
    return this.#core.isStalled || this.#stalls.isStalled;
  }

  /** Who gets acknowledgements; before start(). */
  attach(audience: CommitAudience): void {
    this.#audience = audience;
  }

  /** Calls after every commit; gives back what ends the subscription. The listener must not throw. */
  onCommitted(listener: CommitListener): () => void {
    return this.#report.onCommitted(listener);
  }

  status(): CommitterStatus {
    return {
      ...this.#report.status({ table: this.#options.table, isStalled: this.isStalled }),
      lastFailure: this.#failures.reason,
    };
  }

  /**
   * The sequence of an agent's epoch, with its mark from memory, or read back when this process does not know it, or when
   * the agent has seen a later acknowledgement (it was with another collector). Waits while there is no lease.
   * undefined when `isWanted` turned false meanwhile. Rejects with COMMITTER_STOPPED.
   */
  async open(
    owner: SequenceOwner,
    { stream, ackedSeq, isWanted }: { stream: Stream; ackedSeq: number; isWanted: () => boolean },
  ): Promise<Sequence | undefined> {
    const { table } = this.#options;
    const key = sequenceKey(owner.agentId, owner.epoch);
    const known = table.get(key);
    if (known !== undefined) table.moveTo(known, stream);
    if (known !== undefined && (ackedSeq <= known.committed.seq || known.pending.size > 0)) return known;
    const mark = await this.#marks.read(owner);
    if (!isWanted()) return undefined;
    const sequence = table.get(key);
    if (sequence === undefined) {
      const opened = new Sequence(owner, mark, stream);
      table.add(opened);
      return opened;
    }
    if (mark.seq > sequence.committed.seq && sequence.pending.size === 0) table.reset(sequence, mark);
    return sequence;
  }

  /** This batch of the sequence was queued. */
  queued(batch: QueuedBatch, sequence: Sequence): void {
    const { table, limits, clock } = this.#options;
    const { sleepsUntilMs } = this.#alarm;
    const dueMs = clock.monoMs() + lingerOf(batch, limits);
    const isTooLong = sleepsUntilMs > dueMs && !this.#core.isStalled;
    if (sleepsUntilMs === Infinity || isTooLong || isUrgent(table, sequence, limits)) this.#alarm.wake();
  }

  /**
   * Drops what an agent has here. When it resolves, no row of it can appear any more: an INSERT that was under way has
   * ended, and one whose answer was lost has been killed and read back. Waits at most `dropLimitMs` for that.
   */
  async drop(agentId: string): Promise<void> {
    const { table, clock, logger } = this.#options;
    table.dropAgent(agentId);
    const limitMs = clock.monoMs() + dropLimitMs;
    while (this.#core.mayCommit(agentId) && !this.#hasEnded) {
      if (clock.monoMs() > limitMs) {
        logger.warn({ agentId }, 'the outcome of the last insert of a revoked agent is not known yet');
        return;
      }
      await this.#turn;
    }
  }

  /** The database may have lost something: the marks are read back before anything else is inserted. */
  doubtMarks(): void {
    this.#isDoubtful = true;
    this.#alarm.wake();
  }

  /**
   * Does something while no INSERT is under way and the lease is held. Rejects with what it threw, or COMMITTER_STOPPED.
   * Agents wait meanwhile, so it has to be short.
   */
  exclusively(run: (writer: CommitWriter) => Promise<void>): Promise<void> {
    if (this.#stopping !== undefined) return Promise.reject(stoppedError());
    const done = this.#errands.add(run);
    this.#alarm.wake();
    return done;
  }

  async #run(): Promise<void> {
    while (!this.#isDrained()) {
      if (this.#core.leased && (!this.#errands.isEmpty || this.#isDoubtful)) await this.#runErrands();
      const wasStalled = this.#core.isStalled;
      const action = this.#core.next(this.#options.clock.monoMs());
      if (action.type !== 'wait') this.#stalls.began();
      this.#turn = this.#act(action);
      await this.#turn;
      if (!this.#core.isStalled) this.#stalls.ended(wasStalled);
    }
    this.#stalls.stop();
    this.#hasEnded = true;
    this.#errands.stop();
  }

  async #runErrands(): Promise<void> {
    await this.#errands.runAll(this.#options.writer);
    if (this.#isDoubtful) this.#core.doubt();
    this.#isDoubtful = false;
  }

  #act(action: CommitAction): Promise<void> {
    switch (action.type) {
      case 'wait':
        return this.#alarm.sleep(Math.min(action.untilMs ?? Infinity, this.#drainUntilMs ?? Infinity));
      case 'recover':
        return this.#recover(action.sequences);
      case 'insert':
        return this.#insert(action.group);
      case 'try':
        return this.#try(action.suspect);
    }
  }

  async #insert(placed: readonly Placed[]): Promise<void> {
    const { writer, clock } = this.#options;
    try {
      const group = buildGroup(placed);
      if (group.rows > 0) await writer.insert(group);
    } catch (error) {
      const failure = insertFailure(error);
      const facts = { ...failure, batches: placed.length };
      this.#failures.failed(error, 'an insert failed: nothing of it is acknowledged', facts);
      this.#core.insertFailed(failure, clock.monoMs());
      return;
    }
    this.#failures.succeeded();
    this.#announce(this.#core.inserted());
  }

  async #try(suspect: Placed): Promise<void> {
    const { writer, clock, logger } = this.#options;
    const { sequence, batch } = suspect;
    const sound = buildGroup([{ sequence, batch: tombstoneOf(batch) }]);
    const { verdict, cause } = await writer.tryOut(buildGroup([suspect]), sound);
    const what = { host: sequence.host, epoch: sequence.epoch, seq: batch.seq };
    if (verdict === 'culprit') logger.error(what, 'ClickHouse refuses this batch alone: it is given up');
    else if (verdict === 'innocent')
      logger.warn(what, 'ClickHouse refuses inserts, and not for what this batch holds: tried again');
    else
      logger.warn(
        { ...what, err: toError(cause) },
        'ClickHouse refuses a batch, and a test insert did not show why: tried again',
      );
    this.#core.tried(verdict, clock.monoMs());
  }

  async #recover(sequences: readonly Sequence[]): Promise<void> {
    const { writer, clock, logger } = this.#options;
    this.#leaseTurn++;
    try {
      await writer.acquire();
      const keys = sequences.map(({ agentId, epoch }) => ({ agentId, epoch }));
      const marks = await writer.readMarks(keys);
      const { committed, reset } = this.#core.recovered(marks, clock.monoMs());
      logger.info({ sequences: keys.length, reset: reset.length }, 'lease acquired, marks read');
      if (!this.#core.isStalled) this.#failures.succeeded();
      this.#announce(committed);
      for (const sequence of reset) this.#audience?.rewind(sequence);
      this.#marks.resume();
    } catch (error) {
      this.#failures.failed(error, 'no lease: the database does not answer as it should');
      this.#core.recoveryFailed(clock.monoMs());
    }
  }

  #announce(runs: readonly CommittedRun[]): void {
    if (runs.length === 0) return;
    for (const run of runs) this.#audience?.acknowledge(run);
    this.#report.committed(runs);
  }

  #isDrained(): boolean {
    if (this.#drainUntilMs === undefined) return false;
    return this.#core.idle || this.#options.clock.monoMs() >= this.#drainUntilMs;
  }

  async #drain(): Promise<void> {
    this.#drainUntilMs = this.#options.clock.monoMs() + drainMs;
    this.#core.flushNow();
    this.#marks.stop();
    this.#alarm.wake();
    await this.#loop;
    const { pendingBatches } = this.#options.table;
    if (pendingBatches > 0)
      this.#options.logger.warn(
        { batches: pendingBatches },
        'left without committing all: agents still hold these batches',
      );
  }
}
