/**
 * When each host was last heard, and when that may be judged. When ClickHouse answers again, when ingest goes on, after this
 * process stood still longer than `pauseMs`, after its start and after it took over from another collector, hosts that were
 * silent before get `graceMs` to come back.
 */
import { lateAfterMs } from '@hostwire/protocol';
import type { Clock } from '@hostwire/runtime';
import { readLastSamples, type QueryRunner } from '@hostwire/storage';
import type { FleetPort, WatchedHost } from './fleet.ts';

const hearingTimes = {
  /** Between two rounds: longer means that this process was not running. */
  pauseMs: 30_000,
  graceMs: 90_000,
  /** Other collectors may have heard of hosts that this one did not. */
  readMs: 60_000,
} as const;

export interface HeardHostsOptions {
  readonly db: QueryRunner;
  readonly clock: Clock;
  readonly fleet: Pick<FleetPort, 'heard' | 'ingest'>;
}

export class HeardHosts {
  readonly #options: HeardHostsOptions;
  readonly #storedMs = new Map<string, number>();
  #recoveredMs = 0;
  #isStalled = false;
  #roundMs = 0;
  #readMs = 0;

  constructor(options: HeardHostsOptions) {
    this.#options = options;
  }

  /** While nothing is stored no host can be judged silent. */
  get isStalled(): boolean {
    return this.#isStalled;
  }

  /** At the begin of each round, before the database is asked for anything. */
  beginRound(nowMs: number): void {
    if (nowMs - this.#roundMs > hearingTimes.pauseMs || nowMs < this.#roundMs) this.recovered(nowMs);
    this.#roundMs = nowMs;
    const isStalled = this.#options.fleet.ingest().stalledSinceMs !== null;
    if (this.#isStalled && !isStalled) this.recovered(nowMs);
    this.#isStalled = isStalled;
  }

  /** Something that kept hosts from being heard is over. */
  recovered(nowMs: number): void {
    this.#recoveredMs = nowMs;
  }

  /** Before a host counts as late what other collectors stored of it is read. */
  async load(hosts: Iterable<WatchedHost>, nowMs: number): Promise<void> {
    const isRead = nowMs >= this.#readMs && nowMs - this.#readMs < hearingTimes.readMs;
    const isLate = [...hosts].some(({ host, schedule }) => {
      const lastMs = this.lastMs(host);
      return lastMs !== undefined && nowMs - lastMs > lateAfterMs(schedule);
    });
    if (isRead && !isLate) return;
    for (const { host, lastMs } of await readLastSamples(this.#options.db))
      if (lastMs !== null) this.#storedMs.set(host, lastMs);
    this.#readMs = nowMs;
  }

  /** Of its newest sample or arrival; undefined: never. */
  lastMs(host: string): number | undefined {
    const heard = this.#options.fleet.heard(host);
    const stored = this.#storedMs.get(host);
    if (heard === undefined) return stored;
    return Math.max(heard.sampleMs, heard.arrivedMs, stored ?? 0);
  }

  /** Hosts that sent something lately: those of which no row of a query means that all is well. */
  lately(hosts: Iterable<string>, nowMs: number): string[] {
    return [...hosts].filter((host) => nowMs - (this.lastMs(host) ?? 0) < hearingTimes.graceMs);
  }

  /** Whether a host that was last heard then still has time to come back. */
  isInGrace(lastMs: number, nowMs: number): boolean {
    return lastMs < this.#recoveredMs && nowMs < this.#recoveredMs + hearingTimes.graceMs;
  }
}
