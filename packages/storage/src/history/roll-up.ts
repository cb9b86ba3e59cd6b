/**
 * Rolls samples up to minutes and hours.
 *
 * The windows that new samples lie in (rollup-progress.ts) are computed again from all that is stored of them, also those that are
 * not over. A row replaces the one of an earlier run (ReplacingMergeTree by the number of the run), and the progress of a day is
 * written last, by a run that the server lived through: one that was killed, or whose server came back with less, is repeated by the
 * next, and changes nothing twice. Minutes whose samples retention took stay as they are: what comes late there is in the samples
 * alone.
 */
import { randomUUID } from 'node:crypto';
import type { ColumnGroup } from '@hostwire/protocol';
import type { Database } from '../database.ts';
import { beginSession } from '../server-session.ts';
import { StorageError } from '../storage-error.ts';
import { claimLease } from '../writer-lease.ts';
import {
  halvesOf,
  piecesOf,
  windowsOf,
  withoutExpired,
  type DirtyRange,
  type DirtyWindows,
} from './dirty-windows.ts';
import { hours, minutes, rolledGroups, type RollupLevel } from './rollup-level.ts';
import { readNewEpochDays, readNewRanges, writeProgress } from './rollup-progress.ts';
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

/**
 * One statement at a time, without taking the machine from those who look. The server ends it before this program would give up
 * waiting for it.
 */
const insertSettings = {
  max_threads: 2,
  max_execution_time: 20,
  optimize_use_projections: 0,
  insert_deduplicate: 0,
} as const;
/** A statement of so small a part that fails, too, fails for another reason than its size. */
const maxHalvings = 6;

/**
 * Rolls up what is new. Gives the number of days that had something new; undefined: another collector does it. Throws
 * StorageError; then the progress is that of the days that were done, and the next run does the others.
 */
export async function rollUp(db: Database, request: RollupRequest): Promise<number | undefined> {
  await beginSession(db, session);
  // The number of this run, above those of all before it.
  const version = await claimLease(db, { shard, ...request });
  if (version === undefined) return undefined;
  const days = await readNewEpochDays(db);
  for (const [day, ofDay] of days) {
    const hosts = [...new Set(ofDay.map(({ host }) => host))];
    const expired = await db.query<DirtyRange>(expiredSql, { day, hosts });
    const found = await readNewRanges(db, ofDay);
    for (const windows of windowsOf(perHost(found.ranges))) {
      for (const statement of statementsOf(windows, expired)) {
        request.signal?.throwIfAborted();
        await compute(db, statement, { version });
      }
    }
    await writeProgress(db, found.rolledUp, { version, session });
  }
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

interface Statement {
  readonly group: ColumnGroup;
  readonly level: RollupLevel;
  readonly windows: DirtyWindows;
}

/** Minutes first: hours are made of them, also of those whose samples are gone. */
function* statementsOf(windows: DirtyWindows, expired: readonly DirtyRange[]): Iterable<Statement> {
  for (const level of [minutes, hours]) {
    const open = level === minutes ? withoutExpired(windows, expired) : [windows];
    for (const piece of open.flatMap((each) => piecesOf(each, level.windowMs / 1000)))
      for (const group of rolledGroups) yield { group, level, windows: piece };
  }
}

/** As one statement, or as several of which each takes less, where the server has not the time or the memory for one. */
async function compute(
  db: Database,
  { group, level, windows }: Statement,
  { version, depth = 0 }: { version: number; depth?: number },
): Promise<void> {
  const { hosts, fromS, toS } = windows;
  const params = { hosts, from_s: fromS, to_s: toS, version };
  try {
    await db.command(rollupInsert(group, level), params, insertSettings);
  } catch (error) {
    const halves = depth < maxHalvings && isTooMuch(error) ? halvesOf(windows, level.windowMs / 1000) : [];
    if (halves.length === 0) throw error;
    for (const half of halves)
      await compute(db, { group, level, windows: half }, { version, depth: depth + 1 });
  }
}

/** TIMEOUT_EXCEEDED, MEMORY_LIMIT_EXCEEDED. */
function isTooMuch(error: unknown): boolean {
  return error instanceof StorageError && [159, 241].includes(error.serverCode ?? 0);
}
