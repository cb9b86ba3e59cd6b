/**
 * What of the samples is rolled up, and what is new since.
 *
 * The numbers of an epoch are committed as a prefix, so everything from `next` on is new, however late it came. One thing comes
 * below it: what the database lost and an agent gave again. So the samples of each epoch and day are counted, too, and a day that
 * has more below `next` than there were is new as a whole. One that has less stays as it was rolled up. What is filed under the time
 * of its reception, since its host's clock is off, comes again elsewhere: rollup-moved.ts.
 */
import { randomUUID } from 'node:crypto';
import { columnGroups, type ColumnGroup, type GroupName } from '@hostwire/protocol';
import type { Database } from '../database.ts';
import { epochHex, epochNumber } from '../queries/numbering.ts';
import { sameServer } from '../server-session.ts';
import { fromMs } from '../tables/moment.ts';
import type { DirtyRange } from './dirty-windows.ts';
import { rolledGroups } from './rollup-level.ts';

/** The samples of an epoch in a partition, as they are. */
interface EpochDay {
  readonly agentId: string;
  /** 16 hex digits. */
  readonly epoch: string;
  readonly host: string;
  /** Partition. */
  readonly day: string;
  /** The highest number. */
  readonly seq: number;
  readonly samples: number;
}

/** How far they were rolled up. */
interface Progress {
  readonly next: number;
  readonly samples: number;
  readonly recvMs: number;
}

const none: Progress = { next: 0, samples: 0, recvMs: 0 };

/** An epoch of a day with something new in it. */
export interface NewEpochDay extends EpochDay {
  readonly before: Progress;
  /** How far the epoch is rolled up on any day. */
  readonly everBefore: Pick<Progress, 'next' | 'recvMs'>;
}

/** Samples that were filed under the time of their reception, were rolled up there, and came once more. */
export interface MovedSamples extends Pick<EpochDay, 'agentId' | 'epoch' | 'host'> {
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** When the newest that is rolled up of their epoch was received: they came for the first time before. */
  readonly beforeMs: number;
}

/** Where the new samples of an epoch lie in time, all of them up to the number that was the highest. */
interface NewRange extends DirtyRange {
  readonly agentId: string;
  readonly epoch: string;
  readonly recvMs: number;
  /** Of the highest number. */
  readonly newestRecvMs: number;
  readonly samples: number;
  /** Groups that have devices in them. */
  readonly devicesOf: readonly GroupName[];
  readonly moved: number;
  readonly movedFirst: number;
  readonly movedLast: number;
}

/** Answered from the projection `audit`: a row per host, epoch and day. */
const epochDaysSql = `
SELECT toString(agent_id) AS agentId, ${epochHex} AS epoch, host, toString(samples.day) AS day, max(samples.seq) AS seq,
  countIf(kind = 'sample') AS samples
FROM samples
GROUP BY host, agent_id, samples.epoch, samples.day`;

const progressSql = `
SELECT toString(agent_id) AS agentId, leftPad(lower(hex(p.epoch)), 16, '0') AS epoch, toString(p.day) AS day,
  argMax(p.next, p.version) AS next, argMax(p.samples, p.version) AS samples,
  toUnixTimestamp64Milli(argMax(p.recv_ts, p.version)) AS recvMs
FROM rollup_progress AS p
WHERE p.day >= {day:Date}
GROUP BY agent_id, p.epoch, p.day`;

const progressInsert = `
INSERT INTO rollup_progress (day, agent_id, epoch, next, samples, recv_ts, version)
SELECT * FROM input('day Date, agent_id UUID, epoch UInt64, next UInt64, samples UInt64, recv_ts DateTime64(3, \\'UTC\\'), version UInt64')
WHERE ${sameServer}
FORMAT JSONEachRow`;

const isMoved =
  'samples.ts_flag = 1 AND samples.seq < asked.ever_next AND samples.recv_ts > fromUnixTimestamp64Milli(asked.ever_recv)';

const deviceGroups = columnGroups.filter(({ devices }) => devices).map(({ name }) => name);

const rangesSql = `
SELECT toString(samples.agent_id) AS agentId, ${epochHex} AS epoch, samples.host AS host,
  toUnixTimestamp(min(samples.ts)) AS fromS, toUnixTimestamp(max(samples.ts)) AS toS,
  toUnixTimestamp64Milli(max(samples.recv_ts)) AS recvMs, toUnixTimestamp64Milli(argMax(samples.recv_ts, samples.seq)) AS newestRecvMs,
  countIf(samples.seq >= asked.next) AS samples,
  arrayFilter((name, most) -> most > 0, ['${deviceGroups.join("', '")}'],
    [${deviceGroups.map((name) => `max(samples.${name}_text.size0)`).join(', ')}]) AS devicesOf,
  countIf(${isMoved}) AS moved, minIf(samples.seq, ${isMoved}) AS movedFirst, maxIf(samples.seq, ${isMoved}) AS movedLast
FROM samples
INNER JOIN
(
  SELECT each.1 AS agent_id, ${epochNumber('each.2')} AS epoch, each.3 AS next, each.4 AS seq, each.5 AS ever_next, each.6 AS ever_recv
  FROM (SELECT arrayJoin(arrayZip({agents:Array(UUID)}, {epochs:Array(String)}, {nexts:Array(UInt64)}, {seqs:Array(UInt64)},
    {ever_nexts:Array(UInt64)}, {ever_recvs:Array(Int64)})) AS each)
) AS asked ON asked.agent_id = samples.agent_id AND asked.epoch = samples.epoch
WHERE samples.day = {day:Date} AND samples.host IN {hosts:Array(String)} AND samples.kind = 'sample'
  AND samples.recv_ts >= fromUnixTimestamp64Milli({recv_ms:Int64}) AND samples.seq <= asked.seq
  AND (samples.seq >= asked.next OR ${isMoved})
GROUP BY samples.host, samples.agent_id, samples.epoch`;

/** What is new, by day. Throws StorageError. */
export async function readNewEpochDays(db: Database): Promise<Map<string, readonly NewEpochDay[]>> {
  const rows = await db.query<EpochDay>(epochDaysSql);
  const days = [...new Set(rows.map(({ day }) => day))].sort();
  const [oldest] = days;
  if (oldest === undefined) return new Map();
  const { byDay, ever } = await readProgress(db, oldest);
  const withBefore = rows.map((row) => ({
    ...row,
    before: byDay.get(keyOf(row)) ?? none,
    everBefore: ever.get(epochOf(row)) ?? none,
  }));
  const fresh = withBefore.filter(
    ({ seq, samples, before }) => seq >= before.next || samples > before.samples,
  );
  return new Map(
    days
      .map((day) => [day, fresh.filter((row) => row.day === day)] as const)
      .filter(([, ofDay]) => ofDay.length > 0),
  );
}

interface KnownProgress {
  readonly byDay: ReadonlyMap<string, Progress>;
  /** The highest of each epoch. */
  readonly ever: ReadonlyMap<string, Pick<Progress, 'next' | 'recvMs'>>;
}

async function readProgress(db: Database, day: string): Promise<KnownProgress> {
  const rows = await db.query<Progress & Pick<EpochDay, 'agentId' | 'epoch' | 'day'>>(progressSql, { day });
  const ever = new Map<string, Pick<Progress, 'next' | 'recvMs'>>();
  for (const row of rows) {
    const known = ever.get(epochOf(row)) ?? none;
    ever.set(epochOf(row), {
      next: Math.max(row.next, known.next),
      recvMs: Math.max(row.recvMs, known.recvMs),
    });
  }
  return { byDay: new Map(rows.map((row) => [keyOf(row), row])), ever };
}

function keyOf({ agentId, epoch, day }: Pick<EpochDay, 'agentId' | 'epoch' | 'day'>): string {
  return `${agentId}/${epoch}/${day}`;
}

export interface NewRanges {
  readonly ranges: readonly DirtyRange[];
  /** Those without devices, and those that have some. */
  readonly groups: readonly ColumnGroup[];
  /** Where they lie now is among the ranges. */
  readonly moved: readonly MovedSamples[];
  /** Once those are computed. */
  readonly rolledUp: readonly RolledUpDay[];
}

/** Where the new samples of one day lie in time, and how far it is rolled up once these are. Throws StorageError. */
export async function readNewRanges(db: Database, ofDay: readonly NewEpochDay[]): Promise<NewRanges> {
  const found = await readRanges(db, ofDay);
  const rangeOf = new Map(found.map((range) => [epochOf(range), range]));
  const returned = ofDay.filter(
    (row) => row.samples - (rangeOf.get(epochOf(row))?.samples ?? 0) > row.before.samples,
  );
  const whole =
    returned.length === 0
      ? []
      : await readRanges(
          db,
          returned.map((row) => ({ ...row, before: none })),
        );
  // The clock of the collector may have been set back: the next run goes by what it says now.
  const newestOf = new Map(whole.map((range) => [epochOf(range), range.newestRecvMs]));
  const rolledUp = ofDay.map((row) => ({
    ...row,
    next: Math.max(row.seq + 1, row.before.next),
    recvMs: newestOf.get(epochOf(row)) ?? Math.max(rangeOf.get(epochOf(row))?.recvMs ?? 0, row.before.recvMs),
  }));
  const moved = ofDay.flatMap((row) => {
    const { agentId, epoch, host, everBefore } = row;
    const { moved: count = 0, movedFirst = 0, movedLast = 0 } = rangeOf.get(epochOf(row)) ?? {};
    const numbers = { firstSeq: movedFirst, lastSeq: movedLast, beforeMs: everBefore.recvMs };
    return count === 0 ? [] : [{ agentId, epoch, host, ...numbers }];
  });
  const ranges = [...found, ...whole];
  const withDevices = new Set(ranges.flatMap(({ devicesOf }) => devicesOf));
  const groups = rolledGroups.filter(({ name, devices }) => !devices || withDevices.has(name));
  return { ranges, groups, moved, rolledUp };
}

async function readRanges(db: Database, rows: readonly NewEpochDay[]): Promise<NewRange[]> {
  return db.query<NewRange>(rangesSql, {
    day: rows[0]!.day,
    hosts: [...new Set(rows.map(({ host }) => host))],
    recv_ms: Math.min(...rows.map(({ before }) => before.recvMs)),
    agents: rows.map(({ agentId }) => agentId),
    epochs: rows.map(({ epoch }) => epoch),
    nexts: rows.map(({ before }) => before.next),
    seqs: rows.map(({ seq }) => seq),
    ever_nexts: rows.map(({ everBefore }) => everBefore.next),
    ever_recvs: rows.map(({ everBefore }) => everBefore.recvMs),
  });
}

function epochOf({ agentId, epoch }: Pick<EpochDay, 'agentId' | 'epoch'>): string {
  return `${agentId}/${epoch}`;
}

/** An epoch of a day, rolled up to before `next`. */
export interface RolledUpDay extends EpochDay {
  readonly next: number;
  readonly recvMs: number;
}

/** The end of a run: FENCED unless the server is the one that it began its session with. Throws StorageError. */
export async function writeProgress(
  db: Database,
  days: readonly RolledUpDay[],
  { version, session }: { readonly version: number; readonly session: string },
): Promise<void> {
  if (days.length === 0) return;
  await db.requireWritten(); // before the progress says so
  const rows = days.map(({ day, agentId, epoch, next, samples, recvMs }) => ({
    day,
    agent_id: agentId,
    epoch: BigInt(`0x${epoch}`).toString(),
    next,
    samples,
    recv_ts: fromMs(recvMs),
    version,
  }));
  await db.upload({
    statement: progressInsert,
    params: { session },
    body: Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')),
    queryId: `hostwire.history.${randomUUID()}`,
    settings: { async_insert: 0, wait_end_of_query: 1 },
  });
}
