/**
 * The fleet as pages see it: what passes through this collector (kept-fleet.ts), over what the database knew when it was
 * last asked, and what fires.
 *
 * The database is asked when the list of hosts or what they say of themselves changed, and now and then: more often while
 * some host is known to it that does not deliver here (it is connected to another collector). However many ask at the same
 * time, one query answers them all.
 */
import type { SendingSchedule } from '@hostwire/protocol';
import { readFleet, readSparks, type FleetRow, type QueryRunner } from '@hostwire/storage';
import type { Clock } from '@hostwire/runtime';
import type { HostSummary } from '@hostwire/api';
import { hostSummary } from './host-summary.ts';
import type { KeptFleet, KeptHost } from './kept-fleet.ts';
import { Sparkline } from './sparkline.ts';

/** A host whose newest sample in the database is so much newer than what came here delivers elsewhere. */
const elsewhereAfterMs = 15_000;
const freshMs = { allOurs: 300_000, someElsewhere: 5_000 } as const;

export interface FleetReaderOptions {
  readonly db: QueryRunner;
  readonly clock: Clock;
  readonly kept: Pick<KeptFleet, 'get'>;
  /** Changes whenever the list of hosts, or what is known of one beside its samples, does. */
  readonly revision: () => number;
  /** When samples of a host last arrived; undefined: not since the start. */
  readonly arrivedMs: (host: string) => number | undefined;
  /** How the host was told to sample and to send. */
  readonly schedule: (host: string) => SendingSchedule;
  /** Number of firing alerts by host. */
  readonly firingByHost: () => ReadonlyMap<string, number>;
  /** undefined: nothing says that the identity of the agent is in use twice. */
  readonly cloneOf: (agentId: string) => HostSummary['clone'] | undefined;
}

interface Base {
  readonly rows: readonly FleetRow[];
  /** By host. */
  readonly sparks: Map<string, Sparkline>;
  readonly revision: number;
  readonly staleMs: number;
}

export class FleetReader {
  readonly #options: FleetReaderOptions;
  #reading: Promise<Base> | undefined;
  #base: Base | undefined;

  constructor(options: FleetReaderOptions) {
    this.#options = options;
  }

  /** Every enrolled host, ordered by name. */
  async all(): Promise<HostSummary[]> {
    const base = await this.#freshBase();
    const firing = this.#options.firingByHost();
    return base.rows.map((row) => this.#summary(row, { base, firing }));
  }

  /** One host; undefined when none of that name is enrolled. */
  async one(host: string): Promise<HostSummary | undefined> {
    const base = await this.#freshBase();
    const row = base.rows.find((one) => one.host === host);
    return row && this.#summary(row, { base, firing: this.#options.firingByHost() });
  }

  async #freshBase(): Promise<Base> {
    const { clock, revision } = this.#options;
    const base = this.#base;
    if (base !== undefined && base.revision === revision() && clock.monoMs() < base.staleMs) return base;
    this.#reading ??= this.#readBase().finally(() => (this.#reading = undefined));
    this.#base = await this.#reading;
    return this.#base;
  }

  async #readBase(): Promise<Base> {
    const { db, clock, kept } = this.#options;
    const nowMs = clock.nowMs();
    const revision = this.#options.revision();
    const [rows, read] = await Promise.all([readFleet(db, { nowMs }), readSparks(db, { nowMs })]);
    const sparks = new Map<string, Sparkline>();
    for (const { host } of rows) {
      const spark = kept.get(host)?.cpu ?? new Sparkline();
      read.byHost.get(host)?.forEach((mean, i) => {
        if (mean !== null) spark.fill(read.firstStep + i, mean);
      });
      sparks.set(host, spark);
    }
    const isElsewhere = rows.some((row) => this.#isElsewhere(row, nowMs));
    const staleMs = clock.monoMs() + (isElsewhere ? freshMs.someElsewhere : freshMs.allOurs);
    return { rows, sparks, revision, staleMs };
  }

  /** Live in the database, and not by what came here. */
  #isElsewhere({ host, lastSeenMs }: FleetRow, nowMs: number): boolean {
    if (lastSeenMs === null || nowMs - lastSeenMs > freshMs.allOurs) return false;
    return (this.#options.kept.get(host)?.lastTsMs ?? 0) < lastSeenMs - elsewhereAfterMs;
  }

  #summary(
    row: FleetRow,
    { base, firing }: { base: Base; firing: ReadonlyMap<string, number> },
  ): HostSummary {
    const { kept, clock, arrivedMs, schedule } = this.#options;
    const { host } = row;
    const nowMs = clock.nowMs();
    return hostSummary(overlay(row, kept.get(host)), {
      nowMs,
      arrivedMs: arrivedMs(host),
      schedule: schedule(host),
      firing: firing.get(host) ?? 0,
      clone: this.#options.cloneOf(row.agentId) ?? null,
      cpuSpark: this.#sparkOf(host, base).means(nowMs),
    });
  }

  /** The one that is kept, filled up with what the database knew before. */
  #sparkOf(host: string, { sparks }: Base): Sparkline {
    const read = sparks.get(host);
    const spark = this.#options.kept.get(host)?.cpu ?? read ?? new Sparkline();
    if (read !== undefined && read !== spark) spark.fillFrom(read);
    sparks.set(host, spark);
    return spark;
  }
}

/** What passed here is newer than what the database said, unless the host is with another collector by now. */
function overlay(row: FleetRow, kept: KeptHost | undefined): FleetRow {
  if (kept === undefined || kept.lastTsMs < (row.lastSeenMs ?? 0)) return row;
  const { lastTsMs, values, fullest } = kept;
  const worst =
    fullest === undefined
      ? {}
      : { worstMount: fullest?.mount ?? '', worstMountUsedPct: fullest?.usedPct ?? null };
  return { ...row, ...values, ...worst, lastSeenMs: lastTsMs };
}
