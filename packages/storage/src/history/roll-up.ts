/**
 * Rolls samples up to minutes and hours.
 *
 * The windows that new samples lie in (rollup-progress.ts) are computed again from all that is stored of them, also those that are
 * not over. A row replaces the one of an earlier run (ReplacingMergeTree by the number of the run), and the progress is written
 * last, by a run that the server lived through: one that was killed, or whose server came back with less, is repeated by the
 * next, and changes nothing twice. Minutes whose samples retention took stay as they are: what comes late there is in the samples
 * alone.
 */
import { randomUUID } from 'node:crypto';
import type { Database, QueryParameters } from '../database.ts';
import { beginSession } from '../server-session.ts';
import { claimLease } from '../writer-lease.ts';
import { piecesOf, windowsOf, withoutExpired, type DirtyRange, type DirtyWindows } from './dirty-windows.ts';
import { hours, minutes, rolledGroups } from './rollup-level.ts';
import { readNewEpochDays, readNewRanges, writeProgress, type RolledUpDay } from './rollup-progress.ts';
import { rollupInsert } from './rollup-sql.ts';

/** The lease of the one collector that rolls up. */
const shard = 'history';
/** Of this process with each server. */
const session = randomUUID();

export interface RollupRequest {
  /** Who asks, for people who look into `writer_lease`. */
  readonly holder: string;
  /** While another holder took the lease within this time, it is the one that rolls up. */
  readonly leaseMs: number;
  readonly nowMs: number;
  /** Ends the run between two statements. */
  readonly signal?: AbortSignal;
}

/** Where raw samples of a day are gone: what late ones there would be computed with. */
const expiredSql = `
SELECT host, toUnixTimestamp(gap_from) AS fromS, toUnixTimestamp(gap_to) AS toS
FROM samples
WHERE day = {day:Date} AND host IN {hosts:Array(String)} AND kind = 'gap' AND gap_reason = 'expired'`;

/** One statement at a time, without taking the machine from those who look. */
const insertSettings = { max_threads: 2, optimize_use_projections: 0, insert_deduplicate: 0 } as const;

/**
 * Rolls up what is new. Gives the number of days that had something new; undefined: another collector does it. Throws
 * StorageError; then the progress is as before, and the next run does it all.
 */
export async function rollUp(db: Database, request: RollupRequest): Promise<number | undefined> {
  await beginSession(db, session);
  // The number of this run, above those of all before it.
  const version = await claimLease(db, { shard, ...request });
  if (version === undefined) return undefined;
  const days = await readNewEpochDays(db);
  const rolledUp: RolledUpDay[] = [];
  for (const [day, ofDay] of days) {
    const hosts = [...new Set(ofDay.map(({ host }) => host))];
    const expired = await db.query<DirtyRange>(expiredSql, { day, hosts });
    const found = await readNewRanges(db, ofDay);
    for (const windows of windowsOf(perHost(found.ranges))) {
      for (const { sql, params } of statementsOf(windows, { expired, version })) {
        request.signal?.throwIfAborted();
        await db.command(sql, params, insertSettings);
      }
    }
    rolledUp.push(...found.rolledUp);
  }
  await writeProgress(db, rolledUp, { version, session });
  return days.size;
}

/** A host that enrolled again has several agents and epochs. */
function perHost(ranges: readonly DirtyRange[]): DirtyRange[] {
  const byHost = new Map<string, DirtyRange>();
  for (const { host, fromS, toS } of ranges) {
    const known = byHost.get(host);
    byHost.set(host, {
      host,
      fromS: Math.min(fromS, known?.fromS ?? fromS),
      toS: Math.max(toS, known?.toS ?? toS),
    });
  }
  return [...byHost.values()];
}

/** Minutes first: hours are made of them, also of those whose samples are gone. */
function* statementsOf(
  windows: DirtyWindows,
  { expired, version }: { expired: readonly DirtyRange[]; version: number },
): Iterable<{ sql: string; params: QueryParameters }> {
  for (const level of [minutes, hours]) {
    const open = level === minutes ? withoutExpired(windows, expired) : [windows];
    for (const { hosts, fromS, toS } of open.flatMap((each) => piecesOf(each, level.windowMs / 1000))) {
      const params = { hosts, from_s: fromS, to_s: toS, version };
      for (const group of rolledGroups) yield { sql: rollupInsert(group, level), params };
    }
  }
}
