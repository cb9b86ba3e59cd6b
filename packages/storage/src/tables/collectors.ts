import type { Database } from '../database.ts';
import type { QueryRunner } from '../query-runner.ts';
import { fromMs, ms } from './moment.ts';

/** What a collector says of itself. */
export interface CollectorRow {
  /** Its host and data folder: the same after a restart. */
  readonly collector: string;
  /** As holder of leases: host/pid. */
  readonly process: string;
  readonly version: string;
  readonly startedMs: number;
  readonly seenMs: number;
  readonly gateway: string;
  readonly agents: number;
  readonly samplesPerS: number;
  readonly delayP50Ms: number | null;
  readonly delayP99Ms: number | null;
}

/** Who silent for longer is forgotten. */
const rememberedMs = 86_400_000;

export interface KnownCollector extends CollectorRow {
  /** What it does for all: main writes samples, history rolls them up, alerts evaluates rules. */
  readonly leases: readonly string[];
}

export async function writeCollector(db: Database, row: CollectorRow): Promise<void> {
  await db.insertRows('collectors', [
    {
      collector: row.collector,
      process: row.process,
      version: row.version,
      started: fromMs(row.startedMs),
      seen: fromMs(row.seenMs),
      gateway: row.gateway,
      agents: row.agents,
      samples_per_s: row.samplesPerS,
      delay_p50_ms: row.delayP50Ms,
      delay_p99_ms: row.delayP99Ms,
    },
  ]);
}

/** When a collector of another name last said that it is there; undefined: none ever did. Throws StorageError. */
export async function readOthersSeen(db: QueryRunner, collector: string): Promise<number | undefined> {
  const [row] = await db.query<{ seenMs: number }>(
    `SELECT ${ms('max(seen)')} AS seenMs FROM collectors WHERE collector != {collector:String} HAVING count() > 0`,
    { collector },
  );
  return row?.seenMs;
}

/** Collectors heard of within a day, with the leases that they hold. Throws StorageError. */
export async function readCollectors(db: QueryRunner, nowMs: number): Promise<KnownCollector[]> {
  const rows = await db.query<CollectorRow>(
    `SELECT collector, process, toString(version) AS version, ${ms('started')} AS startedMs, ${ms('seen')} AS seenMs, gateway,
       agents, samples_per_s AS samplesPerS, delay_p50_ms AS delayP50Ms, delay_p99_ms AS delayP99Ms
     FROM collectors FINAL
     WHERE seen > fromUnixTimestamp64Milli({since_ms:Int64})
     ORDER BY collector`,
    { since_ms: nowMs - rememberedMs },
  );
  const leases = await db.query<{ shard: string; holder: string; takenMs: number }>(
    `SELECT shard, argMax(holder, (lease, taken)) AS holder, ${ms('argMax(taken, (lease, taken))')} AS takenMs
     FROM writer_lease GROUP BY shard ORDER BY shard`,
  );
  // A lease that was given back has no time.
  const held = leases.filter(({ takenMs }) => takenMs > 0);
  return rows.map((row) => ({
    ...row,
    leases: held
      .filter(({ holder }) => holder === row.process || holder === row.collector)
      .map(({ shard }) => shard),
  }));
}
