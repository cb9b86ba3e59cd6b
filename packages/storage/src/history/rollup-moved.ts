/**
 * Samples that moved: the clock of their host was out of tolerance, so they were filed under the time of their reception; the
 * database lost them, and their agent gave them again, later. Where they were first, roll-ups still have them: those windows are
 * computed again, and what is stored no more is forgotten there, also what is lost for good.
 *
 * The time of the first reception is gone with the samples. It lies between those of the numbers before and after them.
 */
import type { Database } from '../database.ts';
import { epochNumber } from '../queries/numbering.ts';
import { dayOf } from '../tables/moment.ts';
import { withoutExpired, type DirtyWindows } from './dirty-windows.ts';
import { computeWindows, readExpired, type RollupRun } from './rollup-compute.ts';
import { hours, minutes, rolledGroups, rollupTable, type RollupLevel } from './rollup-level.ts';
import type { MovedSamples } from './rollup-progress.ts';

/** A sample is filed at most so long before the reception of its batch. */
const longestBatchS = 600;
/** How long before the next number the first ones of an epoch may have come. */
const firstS = 86_400;

const neighborsSql = `
SELECT toUnixTimestamp(maxIf(recv_ts, seq < {first:UInt64} AND recv_ts <= fromUnixTimestamp64Milli({before:Int64}))) AS fromS,
  toUnixTimestamp(minIf(recv_ts, seq > {last:UInt64})) AS toS
FROM samples
WHERE host = {host:String} AND agent_id = {agent:UUID} AND epoch = ${epochNumber('{epoch:String}')} AND kind = 'sample'`;

/** Clears the windows in which these samples were first. Throws StorageError, and the reason of the signal. */
export async function clearMoved(db: Database, moved: MovedSamples, run: RollupRun): Promise<void> {
  const windows = await firstWindowsOf(db, moved);
  const { hosts, fromS, toS } = windows;
  const days = { fromDay: dayOf(fromS - firstS), toDay: dayOf(toS + firstS) };
  for (const open of withoutExpired(windows, await readExpired(db, { ...days, hosts }))) {
    await computeWindows(db, { groups: rolledGroups, level: minutes, windows: open }, run);
    await forgetOlder(db, { level: minutes, windows: open }, run);
  }
  const whole = { hosts, fromS: Math.floor(fromS / 3_600) * 3_600, toS: Math.ceil(toS / 3_600) * 3_600 };
  await computeWindows(db, { groups: rolledGroups, level: hours, windows: whole }, run);
  await forgetOlder(db, { level: hours, windows: whole }, run);
}

async function firstWindowsOf(db: Database, moved: MovedSamples): Promise<DirtyWindows> {
  const { host, agentId, epoch, firstSeq, lastSeq, beforeMs } = moved;
  const [row] = await db.query<{ fromS: number; toS: number }>(neighborsSql, {
    ...{ host, agent: agentId, epoch, first: firstSeq, last: lastSeq, before: beforeMs },
  });
  const beforeS = Math.floor(beforeMs / 1_000);
  const toS = row === undefined || row.toS === 0 ? beforeS : Math.min(row.toS, beforeS);
  const fromS = row === undefined || row.fromS === 0 ? toS - firstS : Math.min(row.fromS, toS);
  return {
    hosts: [host],
    fromS: Math.floor((fromS - longestBatchS) / 60) * 60,
    toS: Math.floor(toS / 60) * 60 + 60,
  };
}

/** Windows that nothing was computed for, and devices that are in their windows no more, still have rows of earlier runs. */
async function forgetOlder(
  db: Database,
  { level, windows: { hosts, fromS, toS } }: { level: RollupLevel; windows: DirtyWindows },
  { version }: RollupRun,
): Promise<void> {
  const older = `host IN {hosts:Array(String)} AND ts >= toDateTime({from_s:UInt32}, 'UTC') AND ts < toDateTime({to_s:UInt32}, 'UTC')
    AND version < {version:UInt64}`;
  const params = { hosts, from_s: fromS, to_s: toS, version };
  for (const group of rolledGroups) {
    const table = rollupTable(group, level);
    const left = await db.query(`SELECT 1 FROM ${table} WHERE ${older} LIMIT 1`, params);
    if (left.length > 0)
      await db.command(`ALTER TABLE ${table} DELETE WHERE ${older}`, params, { mutations_sync: '1' });
  }
}
