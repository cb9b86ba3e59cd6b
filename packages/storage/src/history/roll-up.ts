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
import type { Database } from '../database.ts';
import { beginSession } from '../server-session.ts';
import { claimLease } from '../writer-lease.ts';
import { windowsOf, withoutExpired, type DirtyRange } from './dirty-windows.ts';
import { computeWindows, readExpired } from './rollup-compute.ts';
import { hours, minutes } from './rollup-level.ts';
import { clearMoved } from './rollup-moved.ts';
import { readNewEpochDays, readNewRanges, writeProgress } from './rollup-progress.ts';
import { repairRollups, type RollupRepair } from './rollup-repair.ts';

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
  /** Of each part of a roll-up that ClickHouse had set aside, once its windows were computed again. */
  readonly onRepaired?: (repair: RollupRepair) => void;
}

/**
 * Rolls up what is new. Gives the number of days that had something new; undefined: another collector does it. Throws
 * StorageError; then the progress is that of the days that were done, and the next run does the others.
 */
export async function rollUp(db: Database, request: RollupRequest): Promise<number | undefined> {
  await beginSession(db, session);
  // The number of this run, above those of all before it.
  const version = await claimLease(db, { shard, ...request });
  if (version === undefined) return undefined;
  const run = { version, signal: request.signal };
  const days = await readNewEpochDays(db);
  for (const [day, ofDay] of days) {
    const hosts = [...new Set(ofDay.map(({ host }) => host))];
    const expired = await readExpired(db, { fromDay: day, toDay: day, hosts });
    const found = await readNewRanges(db, ofDay);
    const { groups } = found;
    for (const windows of windowsOf(perHost(found.ranges))) {
      // Minutes first: hours are made of them, also of those whose samples are gone.
      for (const open of withoutExpired(windows, expired))
        await computeWindows(db, { groups, level: minutes, windows: open }, run);
      await computeWindows(db, { groups, level: hours, windows }, run);
    }
    for (const moved of found.moved) await clearMoved(db, moved, run);
    await writeProgress(db, found.rolledUp, { version, session });
  }
  for (const repair of await repairRollups(db, { ...run, session })) request.onRepaired?.(repair);
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
