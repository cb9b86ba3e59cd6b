/**
 * Computes roll-ups again that stood in parts which ClickHouse set aside: at its start by their checksums, or because they could
 * not be read. Which windows a part held cannot be asked of it any more, so all of its partition are computed for its group, as
 * far as what they are made of is there: raw samples for minutes, minutes for hours. The rest is lost for good, and
 * `rollup_repairs` says which time it was of.
 *
 * A part that ClickHouse itself took for broken and of which nothing is lost is dropped from the folder `detached`; others stay:
 * a person may have detached them.
 */
import type { ColumnGroup } from '@hostwire/protocol';
import type { Database } from '../database.ts';
import { sameServer } from '../server-session.ts';
import { stringLiteral } from '../sql-literal.ts';
import { dayOf } from '../tables/moment.ts';
import { setAsideSql } from './detached-parts.ts';
import { windowsOf, withoutExpired, type DirtyRange } from './dirty-windows.ts';
import { computeWindows, readExpired, type RollupRun } from './rollup-compute.ts';
import { hours, minutes, rolledGroups, rollupTable, type RollupLevel } from './rollup-level.ts';
import { timeOf } from './usage.ts';

const dayS = 86_400;

/** A part of a roll-up whose windows were computed again. */
export interface RollupRepair {
  readonly table: string;
  readonly part: string;
  /** Windows that nothing is left to compute from; ms since 1970, the end excluded. */
  readonly lost: { readonly fromMs: number; readonly toMs: number } | undefined;
}

/** Parts of one table and partition. */
interface LostParts {
  readonly table: string;
  readonly partitionId: string;
  readonly parts: readonly LostPart[];
}

interface LostPart {
  readonly part: string;
  /** Seconds since 1970. */
  readonly setAsideS: number;
  readonly isBroken: number;
}

/** Begins of windows; the end excluded. Seconds since 1970. */
interface Span {
  readonly fromS: number;
  readonly toS: number;
}

/** Of minutes first: hours are made of them. */
const partsSql = `
SELECT d.table AS table, assumeNotNull(d.partition_id) AS partitionId,
  arraySort(groupArray((d.name, toUnixTimestamp(d.modification_time), startsWith(ifNull(d.reason, ''), 'broken'))
    ::Tuple(part String, setAsideS UInt32, isBroken UInt8))) AS parts
FROM system.detached_parts AS d
WHERE d.database = currentDatabase() AND match(d.table, '^rollup_.*_1[mh]$') AND ${setAsideSql('d')} AND d.partition_id IS NOT NULL
  AND (d.table, d.name, d.modification_time) NOT IN (SELECT table_name, part, set_aside FROM rollup_repairs)
GROUP BY d.table, d.partition_id
ORDER BY endsWith(d.table, '_1h'), d.table, d.partition_id`;

/** Answered from the projection `audit`. */
const rawRangesSql = `
SELECT toString(samples.day) AS day, host, toUnixTimestamp(minIf(ts, kind = 'sample')) AS fromS,
  toUnixTimestamp(maxIf(ts, kind = 'sample')) AS toS
FROM samples
WHERE samples.day BETWEEN toDate({from_s:UInt32}, 'UTC') - 1 AND toDate({to_s:UInt32}, 'UTC') + 1
GROUP BY host, samples.day
HAVING countIf(kind = 'sample') > 0`;

/** The repairs that were made now. Throws StorageError, and the reason of the signal; what was not recorded is done again then. */
export async function repairRollups(
  db: Database,
  { session, ...run }: RollupRun & { readonly session: string },
): Promise<RollupRepair[]> {
  const repairs: RollupRepair[] = [];
  for (const partition of await db.query<LostParts>(partsSql)) {
    const { table, parts } = partition;
    const what = windowsOfPartition(partition);
    if (what === undefined) continue;
    const lost = await computeAgain(db, what, run);
    await record(db, partition, { lost, session });
    for (const { part, isBroken } of parts) {
      if (lost === undefined && isBroken === 1) await drop(db, table, part);
      repairs.push({
        table,
        part,
        lost: lost && { fromMs: lost.fromS * 1_000, toMs: lost.toS * 1_000 },
      });
    }
  }
  return repairs;
}

/** All windows of a partition, of one group. */
interface PartitionWindows {
  readonly group: ColumnGroup;
  readonly level: RollupLevel;
  readonly span: Span;
}

/** undefined: this program makes no such table or partition. */
function windowsOfPartition({ table, partitionId }: LostParts): PartitionWindows | undefined {
  const level = table.endsWith(`_${minutes.suffix}`) ? minutes : hours;
  const group = rolledGroups.find((each) => rollupTable(each, level) === table);
  const monday = partitionId.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  const { fromMs, toMs } = level === minutes ? timeOf('minutes', monday) : timeOf('hours', partitionId);
  if (group === undefined || !(fromMs > 0 && toMs > fromMs)) return undefined;
  return { group, level, span: { fromS: fromMs / 1_000, toS: toMs / 1_000 } };
}

/** @returns the windows that are lost */
async function computeAgain(
  db: Database,
  windows: PartitionWindows,
  run: RollupRun,
): Promise<Span | undefined> {
  const { level, span } = windows;
  const expired = await readExpired(db, { fromDay: dayOf(span.fromS - dayS), toDay: dayOf(span.toS) });
  const gone = expired.flatMap((range) => within(range, span));
  if (level === minutes) {
    await minutesAgain(db, { ...windows, gone }, run);
    return hullOf(gone);
  }
  const firstMinuteS = await hoursAgain(db, windows, run);
  return hullOf(gone.flatMap((range) => within(range, { fromS: span.fromS, toS: firstMinuteS })));
}

/** And hours: a run may have made them of what was left. */
async function minutesAgain(
  db: Database,
  { group, span, gone }: PartitionWindows & { readonly gone: readonly DirtyRange[] },
  run: RollupRun,
): Promise<void> {
  const params = { from_s: span.fromS, to_s: span.toS };
  const ranges = await db.query<DirtyRange & { day: string }>(rawRangesSql, params);
  const whole = gone.map((range) => ({ ...range, fromS: floorToHour(range.fromS), toS: range.toS + 3_600 }));
  for (const day of [...new Set(ranges.map((range) => range.day))].sort()) {
    const ofDay = ranges.filter((range) => range.day === day).flatMap((range) => within(range, span));
    for (const windows of windowsOf(ofDay)) {
      for (const open of withoutExpired(windows, gone))
        await computeWindows(db, { groups: [group], level: minutes, windows: open }, run);
      for (const open of withoutExpired(windows, whole))
        await computeWindows(db, { groups: [group], level: hours, windows: open }, run);
    }
  }
}

/** @returns the first minute of all that there are */
async function hoursAgain(db: Database, { group, span }: PartitionWindows, run: RollupRun): Promise<number> {
  const table = rollupTable(group, minutes);
  for (let dayFromS = span.fromS; dayFromS < span.toS; dayFromS += dayS) {
    const ranges = await db.query<DirtyRange>(
      `SELECT host, toUnixTimestamp(min(${table}.ts)) AS fromS, toUnixTimestamp(max(${table}.ts)) AS toS FROM ${table}
       WHERE ts >= toDateTime({from_s:UInt32}, 'UTC') AND ts < toDateTime({to_s:UInt32}, 'UTC') GROUP BY host`,
      { from_s: dayFromS, to_s: dayFromS + dayS },
    );
    for (const windows of windowsOf(ranges)) {
      await computeWindows(db, { groups: [group], level: hours, windows }, run);
    }
  }
  const [first] = await db.query<{ fromS: number }>(
    `SELECT toUnixTimestamp(min(min_time)) AS fromS FROM system.parts
     WHERE database = currentDatabase() AND table = {table:String} AND active AND rows > 0`,
    { table },
  );
  return first === undefined || first.fromS === 0 ? span.toS : first.fromS;
}

async function record(
  db: Database,
  { table, parts }: LostParts,
  { lost, session }: { lost: Span | undefined; session: string },
): Promise<void> {
  await db.requireWritten(); // before the record says so
  await db.command(
    `INSERT INTO rollup_repairs (table_name, part, set_aside, lost_from, lost_to)
     SELECT {table:String}, part, toDateTime(set_aside), toDateTime({from:Nullable(UInt32)}), toDateTime({to:Nullable(UInt32)})
     FROM (SELECT arrayJoin({parts:Array(String)}) AS part, {set_aside:Array(UInt32)}[indexOf({parts:Array(String)}, part)] AS set_aside)
     WHERE ${sameServer}`,
    {
      ...{ table, parts: parts.map(({ part }) => part), set_aside: parts.map(({ setAsideS }) => setAsideS) },
      ...{ from: lost?.fromS ?? null, to: lost?.toS ?? null, session },
    },
    { async_insert: 0 },
  );
  await db.requireWritten();
}

async function drop(db: Database, table: string, part: string): Promise<void> {
  const sql = `ALTER TABLE ${table} DROP DETACHED PART ${stringLiteral(part)}`;
  await db.command(sql, {}, { allow_drop_detached: 1 });
}

/** What of a range lies in the span; its last second stays included. */
function within<Range extends DirtyRange>(range: Range, { fromS, toS }: Span): Range[] {
  if (range.toS < fromS || range.fromS >= toS) return [];
  return [{ ...range, fromS: Math.max(range.fromS, fromS), toS: Math.min(range.toS, toS - 1) }];
}

function hullOf(ranges: readonly DirtyRange[]): Span | undefined {
  if (ranges.length === 0) return undefined;
  const fromS = ranges.reduce((least, range) => Math.min(least, range.fromS), Infinity);
  const toS = ranges.reduce((most, range) => Math.max(most, range.toS), 0);
  return { fromS: Math.floor(fromS / 60) * 60, toS: Math.floor(toS / 60) * 60 + 60 };
}

function floorToHour(seconds: number): number {
  return Math.floor(seconds / 3_600) * 3_600;
}
