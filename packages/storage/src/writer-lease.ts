import { randomInt } from 'node:crypto';
import type { Database } from './database.ts';
import { StorageError } from './storage-error.ts';
import { fromMs } from './tables/moment.ts';

/** Attempts to become the only holder of the highest lease while others try the same. */
const maxAttempts = 10;
/** After a tie the next lease is chosen at random among so many, so that a second tie is unlikely. */
const spread = 1000;

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
export async function takeLease(db: Database, shard: string, holder: string): Promise<number> {
  let step = 1;
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const lease = (await highest(db, shard)) + step;
    await db.insertRows('writer_lease', [{ shard, lease, holder, taken: fromMs(Date.now()) }]);
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

async function highest(db: Database, shard: string): Promise<number> {
  const rows = await db.query<{ lease: number }>(
    'SELECT max(lease) AS lease FROM writer_lease WHERE shard = {shard:String}',
    { shard },
  );
  return rows[0]!.lease;
}
