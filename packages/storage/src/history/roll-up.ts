/**
 * Rolls samples up to minutes and hours.
 *
 * What is to do follows from the sequence numbers: those of an epoch are committed as a prefix, so everything from the last
 * roll-up's mark on is new, however late it came. The windows that new samples lie in are computed again from all that is
 * stored of them, also those that are not over. A row replaces the one of an earlier run (ReplacingMergeTree by the number of
 * the run), and the marks are written last, by a run that the server lived through: one that was killed, or whose server came
 * back with less, is repeated by the next, and changes nothing twice. Minutes whose
 * samples retention took stay as they are: what comes late there is in the samples alone.
 */
import { randomUUID } from 'node:crypto';
import type { Database, QueryParameters } from '../database.ts';
import { fromMs } from '../tables/moment.ts';
import { beginSession, sameServer } from '../server-session.ts';
import { claimLease } from '../writer-lease.ts';
import { piecesOf, windowsOf, withoutExpired, type DirtyRange, type DirtyWindows } from './dirty-windows.ts';
import { hours, minutes, rolledGroups } from './rollup-level.ts';
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

interface EpochDay {
  readonly agentId: string;
  /** 16 hex digits. */
  readonly epoch: string;
  readonly host: string;
  /** Partition. */
  readonly day: string;
  readonly seq: number;
}

interface NewRange extends DirtyRange {
  readonly agentId: string;
  readonly epoch: string;
  readonly recvMs: number;
}

interface RollupMark {
  readonly next: number;
  readonly recvMs: number;
}

const epochHex = `leftPad(lower(hex(samples.epoch)), 16, '0')`;

/** Answered from the projection `audit`: a row per host, epoch and day. */
const epochDaysSql = `
SELECT toString(agent_id) AS agentId, ${epochHex} AS epoch, host, toString(samples.day) AS day, max(samples.seq) AS seq
FROM samples
GROUP BY host, agent_id, samples.epoch, samples.day`;

const marksSql = `
SELECT toString(agent_id) AS agentId, leftPad(lower(hex(m.epoch)), 16, '0') AS epoch, max(m.next) AS next,
  toUnixTimestamp64Milli(max(m.recv_ts)) AS recvMs
FROM rollup_marks AS m
GROUP BY agent_id, m.epoch`;

const marksInsert = `
INSERT INTO rollup_marks
SELECT * FROM input('agent_id UUID, epoch UInt64, next UInt64, recv_ts DateTime64(3, \\'UTC\\')')
WHERE ${sameServer}
FORMAT JSONEachRow`;

/** Where the new samples of a day lie in time. */
const rangesSql = `
SELECT toString(samples.agent_id) AS agentId, ${epochHex} AS epoch, samples.host AS host,
  toUnixTimestamp(min(samples.ts)) AS fromS, toUnixTimestamp(max(samples.ts)) AS toS,
  toUnixTimestamp64Milli(max(samples.recv_ts)) AS recvMs
FROM samples
LEFT JOIN (SELECT agent_id, epoch, max(next) AS next FROM rollup_marks GROUP BY agent_id, epoch) AS m
  ON m.agent_id = samples.agent_id AND m.epoch = samples.epoch
WHERE samples.day = {day:Date} AND samples.host IN {hosts:Array(String)} AND samples.kind = 'sample'
  AND samples.recv_ts >= fromUnixTimestamp64Milli({recv_ms:Int64}) AND samples.seq >= m.next
GROUP BY samples.host, samples.agent_id, samples.epoch
SETTINGS join_use_nulls = 0`;

/** Where raw samples of a day are gone: what late ones there would be computed with. */
const expiredSql = `
SELECT host, toUnixTimestamp(gap_from) AS fromS, toUnixTimestamp(gap_to) AS toS
FROM samples
WHERE day = {day:Date} AND host IN {hosts:Array(String)} AND kind = 'gap' AND gap_reason = 'expired'`;

/** One statement at a time, without taking the machine from those who look. */
const insertSettings = { max_threads: 2, optimize_use_projections: 0, insert_deduplicate: 0 } as const;

/**
 * Rolls up what is new. Gives the number of days that had something new; undefined: another collector does it. Throws
 * StorageError; then the marks are as before, and the next run does it all.
 */
export async function rollUp(db: Database, request: RollupRequest): Promise<number | undefined> {
  await beginSession(db, session);
  // The number of this run, above those of all before it.
  const version = await claimLease(db, { shard, ...request });
  if (version === undefined) return undefined;
  const epochDays = await db.query<EpochDay>(epochDaysSql);
  const marks = await readRollupMarks(db);
  const newest = epochDays.filter((row) => row.seq >= (marks.get(keyOf(row))?.next ?? 0));
  const ranges: NewRange[] = [];
  const days = [...new Set(newest.map(({ day }) => day))].sort();
  for (const day of days) {
    const ofDay = newest.filter((row) => row.day === day);
    const hosts = [...new Set(ofDay.map(({ host }) => host))];
    const expired = await db.query<DirtyRange>(expiredSql, { day, hosts });
    const found = await db.query<NewRange>(rangesSql, {
      day,
      hosts,
      recv_ms: Math.min(...ofDay.map((row) => marks.get(keyOf(row))?.recvMs ?? 0)),
    });
    for (const windows of windowsOf(perHost(found))) {
      for (const { sql, params } of statementsOf(windows, { expired, version })) {
        request.signal?.throwIfAborted();
        await db.command(sql, params, insertSettings);
      }
    }
    ranges.push(...found);
  }
  await advance(db, { newest, ranges, marks });
  return days.length;
}

async function readRollupMarks(db: Database): Promise<Map<string, RollupMark>> {
  const rows = await db.query<RollupMark & { agentId: string; epoch: string }>(marksSql);
  return new Map(rows.map((row) => [keyOf(row), row]));
}

function keyOf({ agentId, epoch }: { readonly agentId: string; readonly epoch: string }): string {
  return `${agentId}/${epoch}`;
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

async function advance(
  db: Database,
  {
    newest,
    ranges,
    marks,
  }: { newest: readonly EpochDay[]; ranges: readonly NewRange[]; marks: ReadonlyMap<string, RollupMark> },
): Promise<void> {
  if (newest.length === 0) return;
  const received = new Map<string, number>();
  for (const range of ranges) {
    received.set(keyOf(range), Math.max(received.get(keyOf(range)) ?? 0, range.recvMs));
  }
  const advanced = new Map<string, { agentId: string; epoch: string; next: number; recvMs: number }>();
  for (const row of newest) {
    const key = keyOf(row);
    const next = Math.max(row.seq + 1, advanced.get(key)?.next ?? 0);
    const recvMs = Math.max(received.get(key) ?? 0, marks.get(key)?.recvMs ?? 0);
    advanced.set(key, { agentId: row.agentId, epoch: row.epoch, next, recvMs });
  }
  await db.requireWritten(); // before the marks say so
  const rows = [...advanced.values()].map(({ agentId, epoch, next, recvMs }) => ({
    agent_id: agentId,
    epoch: BigInt(`0x${epoch}`).toString(),
    next,
    recv_ts: fromMs(recvMs),
  }));
  await db.upload({
    statement: marksInsert,
    params: { session },
    body: Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')),
    queryId: `hostwire.history.${randomUUID()}`,
    settings: { async_insert: 0, wait_end_of_query: 1 },
  });
}
