/**
 * The fleet as pages see it: newest values from the database, together with what arrived, and what fires.
 *
 * However many ask at the same time, one query answers them all. Sparklines reach back 15 minutes and cost more than
 * all else: they are read again only every `sparksFreshMs`.
 */
import type { SendingSchedule } from '@hostwire/protocol';
import {
  fleetWindows,
  readFleet,
  readFleetHost,
  readSparks,
  type QueryRunner,
  type Sparks,
} from '@hostwire/storage';
import type { Clock } from '@hostwire/runtime';
import type { HostSummary } from '@hostwire/api';
import { hostSummary } from './host-summary.ts';

const sparksFreshMs = 10_000;

export interface FleetReaderOptions {
  readonly db: QueryRunner;
  readonly clock: Clock;
  /** When samples of a host last arrived; undefined: not since the start. */
  arrivedMs(host: string): number | undefined;
  /** How the host was told to sample and to send. */
  schedule(host: string): SendingSchedule;
  /** Number of firing alerts by host. */
  firingByHost(): ReadonlyMap<string, number>;
}

export class FleetReader {
  readonly #options: FleetReaderOptions;
  #reading: Promise<HostSummary[]> | undefined;
  #sparks: { readonly sparks: Sparks; readonly readMs: number } | undefined;

  constructor(options: FleetReaderOptions) {
    this.#options = options;
  }

  /** Every enrolled host, ordered by name. */
  all(): Promise<HostSummary[]> {
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** One host; undefined when none of that name is enrolled. */
  async one(host: string): Promise<HostSummary | undefined> {
    const nowMs = this.#options.clock.nowMs();
    const [row, sparks] = await Promise.all([
      readFleetHost(this.#options.db, { host, nowMs }),
      readSparks(this.#options.db, { host, nowMs }),
    ]);
    return row === undefined
      ? undefined
      : this.#summary(row, { nowMs, sparks, firing: this.#options.firingByHost() });
  }

  async #readAll(): Promise<HostSummary[]> {
    const nowMs = this.#options.clock.nowMs();
    const [rows, sparks] = await Promise.all([
      readFleet(this.#options.db, { nowMs }),
      this.#freshSparks(nowMs),
    ]);
    const firing = this.#options.firingByHost();
    return rows.map((row) => this.#summary(row, { nowMs, sparks, firing }));
  }

  #summary(
    row: Parameters<typeof hostSummary>[0],
    { nowMs, sparks, firing }: { nowMs: number; sparks: Sparks; firing: ReadonlyMap<string, number> },
  ): HostSummary {
    return hostSummary(row, {
      nowMs,
      arrivedMs: this.#options.arrivedMs(row.host),
      schedule: this.#options.schedule(row.host),
      firing: firing.get(row.host) ?? 0,
      cpuSpark: sparks.byHost.get(row.host) ?? emptySpark(),
    });
  }

  async #freshSparks(nowMs: number): Promise<Sparks> {
    const kept = this.#sparks;
    if (kept !== undefined && nowMs >= kept.readMs && nowMs - kept.readMs < sparksFreshMs) return kept.sparks;
    const sparks = await readSparks(this.#options.db, { nowMs });
    this.#sparks = { sparks, readMs: nowMs };
    return sparks;
  }
}

function emptySpark(): (number | null)[] {
  return new Array<number | null>(fleetWindows.sparkMs / fleetWindows.sparkStepMs).fill(null);
}
