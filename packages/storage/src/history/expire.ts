/**
 * Lets raw samples go, and keeps what only they knew: that their numbers were there, until when, and the hash of the last. One gap
 * of reason `expired` per unbroken range of an epoch takes their place in the same partition, so marks and `audit` answer as before.
 *
 * The partition is replaced by one rename: whoever is killed when, either all of it or none of it happened. The replacement is
 * made in `samples_expiry`, out of parts that do not change; `exclusively` holds off INSERTs for the rename alone. When the
 * partition changed meanwhile nothing happens, and it is tried again later.
 */
import type { Database } from '../database.ts';
import { StorageError } from '../storage-error.ts';

export interface Expiry {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** Only the oldest parts. Default: all. */
  readonly oldest?: {
    /** Until they have so many. */
    readonly bytes: number;
    /** What came within this time stays. */
    readonly freshMs: number;
  };
}

/** Runs its argument while the lease is held and no INSERT is under way. */
export type Exclusively = (run: () => Promise<void>) => Promise<void>;

interface Part {
  readonly name: string;
  readonly bytes: number;
  readonly hash: string;
}

const recordSql = `
INSERT INTO samples_expiry
  (agent_id, host, epoch, seq, idx, kind, batch_hash, day, ts, recv_ts, ts_flag, mono_ms, interval_ms,
   gap_first_seq, gap_from, gap_to, gap_reason, gap_detail)
SELECT
  agent_id, host, epoch, max(last), 0, 'gap', argMax(hash, last), {day:Date}, max(until), max(received), 0, 0, 0,
  min(first), min(since), max(until), 'expired', ''
FROM
(
  SELECT *, sum(isStart) OVER (PARTITION BY agent_id, epoch, host ORDER BY first, last ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS piece
  FROM
  (
    SELECT
      *,
      first > 1 + max(last) OVER (PARTITION BY agent_id, epoch, host ORDER BY first, last ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS isStart
    FROM
    (
      SELECT
        agent_id, host, epoch,
        if(kind = 'sample', seq, gap_first_seq) AS first,
        seq AS last,
        maxIf(batch_hash, idx = 0) AS hash,
        min(ifNull(gap_from, samples.ts)) AS since,
        max(ifNull(gap_to, samples.ts)) AS until,
        max(recv_ts) AS received
      FROM samples
      WHERE day = {day:Date} AND _part IN {parts:Array(String)}
      GROUP BY agent_id, host, epoch, first, last
    )
  )
)
GROUP BY agent_id, host, epoch, piece`;

const partsSql = `
SELECT name, bytes_on_disk AS bytes, hash_of_all_files AS hash
FROM system.parts
WHERE database = currentDatabase() AND table = {table:String} AND partition = {day:String} AND active
ORDER BY min_block_number`;

/** @returns the bytes that went; 0 when the partition changed meanwhile, or nothing in it is old enough */
export async function expireSamples(
  db: Database,
  { day, oldest }: Expiry,
  exclusively: Exclusively,
): Promise<number> {
  const all = await partsOf(db, 'samples', day);
  const doomed = oldest === undefined ? all : await oldestOf(all, { db, day, ...oldest });
  if (doomed.length === 0) return 0;
  await db.command('DROP TABLE IF EXISTS samples_expiry SYNC');
  await db.command('CREATE TABLE samples_expiry AS samples');
  try {
    await db.command('SYSTEM STOP MERGES samples_expiry');
    await db.command(recordSql, { day, parts: doomed.map(({ name }) => name) });
    const outcome = { isDone: false };
    await exclusively(async () => {
      outcome.isDone = await replace(db, { day, seen: all, doomed });
    });
    return outcome.isDone ? doomed.reduce((sum, part) => sum + part.bytes, 0) : 0;
  } finally {
    await db.command('DROP TABLE IF EXISTS samples_expiry SYNC');
  }
}

/** Drops a partition of a roll-up. */
export async function dropPartition(
  db: Database,
  { table, partition }: { table: string; partition: string },
): Promise<void> {
  await db.command('ALTER TABLE {table:Identifier} DROP PARTITION {partition:String}', { table, partition });
}

async function replace(
  db: Database,
  { day, seen, doomed }: { day: string; seen: readonly Part[]; doomed: readonly Part[] },
): Promise<boolean> {
  const now = new Map((await partsOf(db, 'samples', day)).map((part) => [part.name, part]));
  const isWhole = doomed.length === seen.length;
  if (!doomed.every(({ name }) => now.has(name)) || (isWhole && now.size !== seen.length)) return false;
  if (!isWhole) {
    const record = new Set((await partsOf(db, 'samples_expiry', day)).map(({ name }) => name));
    await db.command('ALTER TABLE samples_expiry ATTACH PARTITION {day:String} FROM samples', { day });
    const hashes = new Set(doomed.map(({ hash }) => hash));
    const copies = (await partsOf(db, 'samples_expiry', day)).filter(({ name }) => !record.has(name));
    const twins = copies.filter(({ hash }) => hashes.has(hash));
    if (twins.length !== doomed.length) return false;
    for (const { name } of twins)
      await db.command('ALTER TABLE samples_expiry DROP PART {name:String}', { name });
  }
  await db.command('ALTER TABLE samples REPLACE PARTITION {day:String} FROM samples_expiry', { day });
  return true;
}

function partsOf(db: Database, table: string, day: string): Promise<Part[]> {
  return db.query<Part>(partsSql, { table, day });
}

async function oldestOf(
  parts: readonly Part[],
  { db, day, bytes, freshMs }: { db: Database; day: string; bytes: number; freshMs: number },
): Promise<Part[]> {
  const stale = await db.query<{ name: string }>(
    `SELECT _part AS name FROM samples WHERE day = {day:Date}
     GROUP BY name
     HAVING countIf(kind = 'sample') > 0 AND max(recv_ts) < now64(3) - INTERVAL {fresh:UInt32} SECOND
     ORDER BY max(recv_ts)`,
    { day, fresh: freshMs / 1_000 },
  );
  const byName = new Map(parts.map((part) => [part.name, part]));
  const chosen: Part[] = [];
  let sum = 0;
  for (const { name } of stale) {
    const part = byName.get(name);
    if (part === undefined || sum >= bytes) continue;
    chosen.push(part);
    sum += part.bytes;
  }
  return chosen;
}

/** Throws FENCED when another collector took the lease of this shard. */
export async function requireLease(db: Database, shard: string, lease: number | undefined): Promise<void> {
  const [row] = await db.query<{ lease: number }>(
    'SELECT max(lease) AS lease FROM writer_lease WHERE shard = {shard:String}',
    { shard },
  );
  if (row?.lease === lease) return;
  throw new StorageError('FENCED', `${db.where}: another collector holds the lease of shard ${shard}`);
}
