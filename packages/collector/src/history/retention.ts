/**
 * Keeps the history within its policy: by age, and by what the database may take on its disk, which goes first.
 *
 * Looks every minute, more often while the disk holds less than a day, and does one thing at a time: the collector that holds the
 * lease expires the oldest day, oldest parts or roll-ups (storage/history), and looks again. INSERTs wait for the rename alone. A
 * collector without a lease does nothing.
 */
import { toError, type Clock, type Component, type Logger } from '@hostwire/runtime';
import {
  dropPartition,
  expireSamples,
  partSettings,
  planRetention,
  readUsage,
  setPartSettings,
  type Database,
  type RetentionPlan,
  type RetentionPolicy,
  type RetentionStep,
  type StorageUsage,
} from '@hostwire/storage';
import type { Committer } from '../committer/committer.ts';
import type { Mutex } from '../mutex.ts';

const lookMs = { usual: 60_000, pressed: 10_000 };
/** Steps of one look: what is left comes with the next. */
const maxSteps = 20;

export interface RetentionOptions {
  readonly db: Database;
  readonly policy: RetentionPolicy;
  readonly committer: Pick<Committer, 'exclusively'>;
  /** Held by one of what changes history at a time. */
  readonly mutex: Mutex;
  /** Ends the roll-up that holds the mutex: it may take minutes, in which a disk that is short fills up. */
  readonly interruptRollUp?: () => void;
  /** Throws FENCED while another collector holds the lease. */
  readonly requireLease: () => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface RetentionView {
  readonly usage: StorageUsage;
  readonly policy: RetentionPolicy;
  readonly plan: RetentionPlan;
}

export class Retention implements Component {
  readonly #options: RetentionOptions;
  #policy: RetentionPolicy;
  #timer: NodeJS.Timeout | undefined;
  #look: Promise<void> = Promise.resolve();
  #isStopping = false;
  #isFailing = false;
  /** The last look found that a day cannot be kept whole. */
  #isPressed = false;
  /** Of parts, as JSON: what was set last. */
  #partSettings = '';

  constructor(options: RetentionOptions) {
    this.#options = options;
    this.#policy = options.policy;
  }

  async start(): Promise<void> {
    this.#schedule();
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    await this.#look;
  }

  /** Another policy from the next look on. */
  use(policy: RetentionPolicy): void {
    this.#policy = policy;
  }

  /** What is there, and what a policy (default: the one in force) lets go of it. Throws StorageError. */
  async view(policy: Partial<RetentionPolicy> = {}): Promise<RetentionView> {
    const { db, clock } = this.#options;
    const usage = await readUsage(db);
    const full = { ...this.#policy, ...policy };
    return { usage, policy: full, plan: planRetention(usage, full, clock.nowMs()) };
  }

  /** Lets go of what has to go. Throws StorageError, and COMMITTER_STOPPED. */
  async enforce(): Promise<void> {
    let { plan } = await this.view();
    this.#isPressed = plan.isDiskShort || plan.steps.some(({ isPart }) => isPart);
    // It changes the definition of a table, which a full disk may cut.
    if (!plan.isDiskShort) await this.#fitParts(plan.budgetBytes);
    for (let count = 0; count < maxSteps && !this.#isStopping; count++) {
      if (!(await this.#takeFirst(plan.steps))) return;
      ({ plan } = await this.view());
    }
  }

  #schedule(): void {
    const { logger, mutex } = this.#options;
    const waiting = setInterval(() => void this.#interruptIfShort(), lookMs.pressed);
    this.#look = mutex
      .pass(() => {
        clearInterval(waiting);
        return this.enforce();
      })
      .then(() => {
        this.#isFailing = false;
      })
      .catch((error: unknown) => {
        if (!this.#isFailing && !this.#isStopping)
          logger.warn({ err: toError(error) }, 'nothing could be expired: tried again in a minute');
        this.#isFailing = true;
      })
      .finally(() => {
        if (this.#isStopping) return;
        this.#timer = setTimeout(() => this.#schedule(), this.#isPressed ? lookMs.pressed : lookMs.usual);
      });
  }

  /** While others hold the mutex. */
  async #interruptIfShort(): Promise<void> {
    const view = await this.view().catch(() => undefined); // the look that waits says why
    if (view?.plan.isDiskShort === true) this.#options.interruptRollUp?.();
  }

  /** Only the collector that holds the lease. */
  async #fitParts(budgetBytes: number): Promise<void> {
    const settings = partSettings(budgetBytes);
    const text = JSON.stringify(settings);
    if (text === this.#partSettings) return;
    const holdsLease = await this.#options.requireLease().then(
      () => true,
      () => false,
    );
    if (!holdsLease) return;
    await setPartSettings(this.#options.db, settings);
    this.#partSettings = text;
  }

  /** The first of the steps that lets anything go. @returns whether there was one */
  async #takeFirst(steps: readonly RetentionStep[]): Promise<boolean> {
    for (const step of steps) {
      if (this.#isStopping) return false;
      if (await this.#take(step)) return true;
    }
    return false;
  }

  /** @returns whether anything went */
  async #take(step: RetentionStep): Promise<boolean> {
    const { db, logger } = this.#options;
    const { table, partition, level, reason, bytes, isPart, freshMs } = step;
    const gone =
      level === 'raw'
        ? await expireSamples(
            db,
            { day: partition, ...(isPart ? { oldest: { bytes, freshMs } } : {}) },
            (run) => this.#exclusively(run),
          )
        : await this.#drop(step);
    if (gone > 0) logger.info({ table, partition, reason, bytes: gone }, 'history expired');
    return gone > 0;
  }

  async #drop({ table, partition, bytes }: RetentionStep): Promise<number> {
    await this.#exclusively(() => dropPartition(this.#options.db, { table, partition }));
    return bytes;
  }

  #exclusively(run: () => Promise<void>): Promise<void> {
    const { committer, requireLease } = this.#options;
    return committer.exclusively(async () => {
      await requireLease();
      await run();
    });
  }
}
