/**
 * Which collector evaluates rules and tells people. Of several on one database it is the one that holds the lease; the
 * others follow what it writes. It renews the lease while it goes on; whoever finds it too old takes a newer one, and
 * ClickHouse refuses what is written under the old one (`Fence`). A collector that stops gives it back.
 */
import { toError, type Clock, type Logger } from '@hostwire/runtime';
import {
  claimLease,
  newestLease,
  releaseLease,
  renewLease,
  StorageError,
  type Fence,
  type LeaseDatabase,
} from '@hostwire/storage';

const leaseTimes = {
  /** A collector that did not renew for so long is gone. */
  leaseMs: 60_000,
  renewMs: 20_000,
  /** Nobody held it for longer than a restart takes: people want to know. */
  vacantMs: 300_000,
} as const;

const shard = 'alerts';

/** held: as before. gained: just now; what another did last has to be read. elsewhere: another collector has it. */
export type Standing = 'held' | 'gained' | 'elsewhere';

export interface EvaluationLeaseOptions {
  readonly db: LeaseDatabase;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of this collector: the same after a restart. */
  readonly holder: string;
}

export class EvaluationLease {
  readonly #options: EvaluationLeaseOptions;
  #lease: number | undefined;
  #renewedMs = 0;
  #firstMs: number | undefined;
  /** When nobody held the lease before this collector took it, though nobody had given it back; null: no such time. */
  #vacancy: { readonly fromMs: number; readonly toMs: number } | null = null;

  constructor(options: EvaluationLeaseOptions) {
    this.#options = options;
  }

  get isHeld(): boolean {
    return this.#lease !== undefined;
  }

  /** What every decision is written with. Throws FENCED when another collector decides. */
  get fence(): Fence {
    if (this.#lease === undefined)
      throw new StorageError('FENCED', 'another collector evaluates the alert rules', { outcome: 'absent' });
    return { shard, lease: this.#lease };
  }

  /** The last time in which no collector evaluated, as far as this one knows. */
  get vacancy(): { readonly fromMs: number; readonly toMs: number } | null {
    return this.#vacancy;
  }

  /** At the begin of each round. Throws when the database does not answer. */
  async hold(): Promise<Standing> {
    const { db, clock, holder } = this.#options;
    const nowMs = clock.nowMs();
    this.#firstMs ??= nowMs;
    if (this.#lease !== undefined) {
      const isFresh = nowMs >= this.#renewedMs && nowMs - this.#renewedMs < leaseTimes.renewMs;
      if (isFresh || (await renewLease(db, { ...this.fence, holder, nowMs }))) {
        if (!isFresh) this.#renewedMs = nowMs;
        return 'held';
      }
      this.#lease = undefined;
    }
    const before = await newestLease(db, shard);
    this.#lease = await claimLease(db, { shard, holder, nowMs, leaseMs: leaseTimes.leaseMs });
    this.#renewedMs = nowMs;
    // Who was there all the time could not reach the database: that is another matter.
    const isVacant =
      before !== undefined && before.takenMs > 0 && this.#firstMs - before.takenMs > leaseTimes.vacantMs;
    if (this.#lease !== undefined && isVacant) this.#vacancy = { fromMs: before.takenMs, toMs: nowMs };
    return this.#lease === undefined ? 'elsewhere' : 'gained';
  }

  /** A write was refused: another collector has it. */
  lost(): void {
    this.#lease = undefined;
  }

  /** At the end. Does not throw: a lease that cannot be given back ages. */
  async release(): Promise<void> {
    if (this.#lease === undefined) return;
    const { db, holder, logger } = this.#options;
    await releaseLease(db, { ...this.fence, holder }).catch((error: unknown) =>
      logger.warn(
        { err: toError(error), leaseMs: leaseTimes.leaseMs },
        'the lease of alerts could not be given back: another collector takes it when it has aged',
      ),
    );
    this.#lease = undefined;
  }
}
