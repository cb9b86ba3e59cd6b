/** Computes windows of hosts: one statement at a time, of a size that the server has time and memory for. */
import type { ColumnGroup } from '@hostwire/protocol';
import type { Database } from '../database.ts';
import { StorageError } from '../storage-error.ts';
import { halvesOf, piecesOf, type DirtyRange, type DirtyWindows } from './dirty-windows.ts';
import type { RollupLevel } from './rollup-level.ts';
import { rollupInsert } from './rollup-sql.ts';

/** A run of roll-ups: what it writes counts instead of what earlier runs wrote. */
export interface RollupRun {
  /** Above those of all runs before it. */
  readonly version: number;
  /** Ends the run between two statements. */
  readonly signal?: AbortSignal | undefined;
}

export interface GroupWindows {
  readonly groups: readonly ColumnGroup[];
  readonly level: RollupLevel;
  readonly windows: DirtyWindows;
}

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

/** Computes these windows of some groups. Throws StorageError, and the reason of the signal. */
export async function computeWindows(
  db: Database,
  { groups, level, windows }: GroupWindows,
  { version, signal }: RollupRun,
): Promise<void> {
  for (const piece of piecesOf(windows, level.windowMs / 1000)) {
    for (const group of groups) {
      signal?.throwIfAborted();
      await compute(db, { group, level, windows: piece }, { version });
    }
  }
}

interface Statement {
  readonly group: ColumnGroup;
  readonly level: RollupLevel;
  readonly windows: DirtyWindows;
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

/** Where raw samples of these days are gone, per host. `fromDay`, `toDay`: `YYYY-MM-DD`, both included. Throws StorageError. */
export function readExpired(
  db: Database,
  { fromDay, toDay, hosts }: { fromDay: string; toDay: string; hosts?: readonly string[] },
): Promise<DirtyRange[]> {
  return db.query<DirtyRange>(
    `SELECT host, toUnixTimestamp(gap_from) AS fromS, toUnixTimestamp(gap_to) AS toS
     FROM samples
     WHERE day BETWEEN {fromDay:Date} AND {toDay:Date} AND (empty({hosts:Array(String)}) OR host IN {hosts:Array(String)})
       AND kind = 'gap' AND gap_reason = 'expired'`,
    { fromDay, toDay, hosts: hosts ?? [] },
  );
}
