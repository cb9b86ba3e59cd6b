/**
 * Rolls samples up every few minutes. Of several collectors one does it: the one whose lease is fresh. A run that fails
 * changes nothing that counts; the next one does it all.
 */
import { toError, type Clock, type Logger } from '@hostwire/runtime';
import type { RollupRepair, RollupRequest } from '@hostwire/storage';

const rollupTimes = {
  /** After the start: long ranges are drawn from roll-ups. */
  firstMs: 30_000,
  /** An INSERT per group and run: more often would cost more than it shows. */
  everyMs: 300_000,
  /** A collector that took the lease within this time is believed to go on. */
  leaseMs: 900_000,
} as const;

export interface RollupScheduleOptions {
  /** Days with something new; undefined: another collector does it. */
  readonly rollUp: (request: Omit<RollupRequest, 'holder'>) => Promise<number | undefined>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly times?: typeof rollupTimes | Readonly<Record<keyof typeof rollupTimes, number>>;
}

export class RollupSchedule {
  readonly #options: RollupScheduleOptions;
  readonly #stopped = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #run = new AbortController();

  constructor(options: RollupScheduleOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#next((this.#options.times ?? rollupTimes).firstMs);
  }

  /** A run that is under way ends after its statement; the next one, at its usual time, repeats it. */
  interrupt(): void {
    this.#run.abort(new Error('room had to be made on the disk first'));
  }

  /** A run that is under way ends after its statement. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#stopped.abort();
    await this.#running;
  }

  #next(afterMs: number): void {
    this.#timer ??= setTimeout(() => {
      this.#running = this.#rollUp().finally(() => {
        this.#timer = undefined;
        if (!this.#stopped.signal.aborted) this.#next((this.#options.times ?? rollupTimes).everyMs);
      });
    }, afterMs);
  }

  async #rollUp(): Promise<void> {
    const { rollUp, clock, logger, times = rollupTimes } = this.#options;
    this.#run = new AbortController();
    const signal = AbortSignal.any([this.#stopped.signal, this.#run.signal]);
    try {
      const onRepaired = (repair: RollupRepair) => this.#report(repair);
      const days = await rollUp({ leaseMs: times.leaseMs, nowMs: clock.nowMs(), signal, onRepaired });
      if (days !== undefined) logger.debug({ days }, 'rolled samples up to minutes and hours');
    } catch (error) {
      if (!this.#stopped.signal.aborted)
        logger.warn({ err: toError(error) }, 'the roll-up failed; the next one repeats it');
    }
  }

  #report({ table, part, lost }: RollupRepair): void {
    const { logger } = this.#options;
    if (lost === undefined) {
      logger.info({ table, part }, 'the roll-ups of a part that was set aside were computed again');
      return;
    }
    const [from, to] = [lost.fromMs, lost.toMs].map((ms) => new Date(ms).toISOString());
    logger.error(
      { table, part, from, to, code: 'ROLLUP_LOST' },
      'roll-ups of a part that was set aside are lost: what they were made of has expired',
    );
  }
}
