import { randomInt } from 'node:crypto';
import type { Database } from './database.ts';
import type { QueryRunner } from './query-runner.ts';
import { StorageError } from './storage-error.ts';
import { fromMs } from './tables/moment.ts';

/** Attempts to become the only holder of the highest lease while others try the same. */
const maxAttempts = 10;
/** After a tie the next lease is chosen at random among so many, so that a second tie is unlikely. */
const spread = 1000;

/** A lease that was taken so much later than now was taken by a clock that was wrong, and says nothing. */
const maxAheadMs = 3_600_000;

/** What holding a lease needs of a database. */
export type LeaseDatabase = Pick<Database, 'query' | 'insertRows' | 'where'>;

/** Written with an INSERT that ClickHouse takes only while its lease is the highest of the shard. */
export interface Fence {
  readonly shard: string;
  readonly lease: number;
}

export interface LeaseClaim {
  readonly shard: string;
  /** Who asks: the same after a restart, so that one collector need not wait for its own lease to age. */
  readonly holder: string;
  /** While another holder took or renewed the lease within this time, it keeps it. */
  readonly leaseMs: number;
  readonly nowMs: number;
}

interface LeaseRow {
  readonly lease: number;
  readonly holder: string;
}

/**
 * Takes the lease of a shard: a number above all before it, which from then on is the one that the INSERTs of the
 * shard are checked against. Two writers may insert the same number at the same time; whoever reads both rows back
 * has not got it and goes higher, and at least the one whose row arrived last reads both. Throws FENCED when others
 * keep going higher.
 */
export async function takeLease(
  db: LeaseDatabase,
  { shard, holder, nowMs }: Pick<LeaseClaim, 'shard' | 'holder' | 'nowMs'>,
): Promise<number> {
  let step = 1;
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const lease = (await highest(db, shard)) + step;
    await db.insertRows('writer_lease', [{ shard, lease, holder, taken: fromMs(nowMs) }]);
    const rows = await db.query<LeaseRow>(
      'SELECT lease, holder FROM writer_lease WHERE shard = {shard:String} AND lease >= {lease:UInt64}',
      { shard, lease },
    );
    if (rows.length === 1 && rows[0]!.lease === lease) return lease;
    step = randomInt(1, spread);
  }
  throw new StorageError(
    'FENCED',
    `${db.where}: other writers kept taking the lease of shard ${shard}; stop the other collector, or give it another shard`,
    { outcome: 'absent' },
  );
}

async function highest(db: QueryRunner, shard: string): Promise<number> {
  const rows = await db.query<{ lease: number }>(
    'SELECT max(lease) AS lease FROM writer_lease WHERE shard = {shard:String}',
    { shard },
  );
  return rows[0]!.lease;
}

/** A new lease, unless another holder's is fresh: then undefined. */
export async function claimLease(db: LeaseDatabase, claim: LeaseClaim): Promise<number | undefined> {
  const { shard, holder, leaseMs, nowMs } = claim;
  const last = await newestLease(db, shard);
  const ageMs = last === undefined ? Infinity : nowMs - last.takenMs;
  const isFresh = ageMs < leaseMs && ageMs > -maxAheadMs;
  return isFresh && last?.holder !== holder ? undefined : takeLease(db, { shard, holder, nowMs });
}

/** Says that the holder goes on. False: somebody took a newer lease. */
export async function renewLease(
  db: LeaseDatabase,
  { shard, lease, holder, nowMs }: Fence & Pick<LeaseClaim, 'holder' | 'nowMs'>,
): Promise<boolean> {
  if ((await newestLease(db, shard))?.lease !== lease) return false;
  await db.insertRows('writer_lease', [{ shard, lease, holder, taken: fromMs(nowMs) }]);
  return (await newestLease(db, shard))?.lease === lease;
}

/** Others may take the lease at once. */
export async function releaseLease(
  db: LeaseDatabase,
  { shard, lease, holder }: Fence & Pick<LeaseClaim, 'holder'>,
): Promise<void> {
  await db.insertRows('writer_lease', [{ shard, lease: lease + 1, holder, taken: fromMs(0) }]);
}

export interface TakenLease {
  readonly lease: number;
  readonly holder: string;
  /** When it was taken or last renewed; 0: it was given back. */
  readonly takenMs: number;
}

/** The newest lease of a shard; undefined: there was none yet. */
export async function newestLease(db: QueryRunner, shard: string): Promise<TakenLease | undefined> {
  const [last] = await db.query<TakenLease>(
    `SELECT lease, holder, toUnixTimestamp64Milli(taken) AS takenMs FROM writer_lease
     WHERE shard = {shard:String} ORDER BY lease DESC, taken DESC LIMIT 1`,
    { shard },
  );
  return last;
}
