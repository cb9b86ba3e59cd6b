/**
 * Holds what ClickHouse has against what the sequence numbers and the clocks say there must be.
 *
 * Two queries answer for all hosts: per epoch, the counts of samples, of distinct keys and of sequence numbers (bitmaps
 * keep that exact: numbers of an epoch are dense, about one bit each); per host and day, whether its samples fill the
 * time. Both come from the projection `audit`, a few rows per host and day. Only an epoch whose counts do not add up is
 * looked at number by number, only days that are not quiet sample by sample. Holes in time are those of `coverage`.
 */
import { gapIntervals, type SendingSchedule } from '@hostwire/protocol';
import { readGaps, type GapData } from './gap.ts';
import { epochHex, epochNumber, isUnbroken } from './numbering.ts';
import type { QueryRunner } from '../query-runner.ts';
import { readSilence, type Silence } from './silence.ts';

export interface AuditRequest {
  /** Default: all. */
  readonly host?: string | undefined;
  /** Only what was sampled since then; default: everything. */
  readonly sinceMs?: number | undefined;
  readonly nowMs: number;
  /** How a host was told to sample and to send. */
  schedule(host: string): SendingSchedule;
}

/** Rows that stand for numbers without samples: gaps, and batches that were refused. */
export interface AuditReason {
  readonly reason: string;
  readonly rows: number;
  readonly seqs: number;
}

/** Sequence numbers, both included. */
export interface SeqRange {
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** What one epoch of one agent left behind. */
export interface EpochAudit extends SeqRange {
  readonly agentId: string;
  readonly host: string;
  /** 16 hex digits. */
  readonly epoch: string;
  readonly samples: number;
  /** Of those, with a key (sequence number, index) of their own. */
  readonly distinctSamples: number;
  readonly batches: number;
  readonly reasons: readonly AuditReason[];
  /** Numbers that are neither a batch nor inside a gap; at most `auditLimits.ranges`, the first ones. */
  readonly missing: readonly SeqRange[];
  /** Numbers that stand there more than once; at most `auditLimits.ranges`, the first ones. */
  readonly repeated: readonly number[];
}

/** The time of one host, from its first to its last sample, and since then when nothing comes any more. */
export interface HostCoverage {
  readonly host: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly samples: number;
  /** If there had been no hole. */
  readonly expectedSamples: number;
  /** Holes with a reason, summed up. */
  readonly explained: readonly { readonly reason: string; readonly holes: number; readonly ms: number }[];
  /** Holes that nothing explains. */
  readonly unexplained: readonly GapData[];
  /** Not over, so nobody knows yet what of it is lost. */
  readonly silence: Silence | undefined;
}

export interface Audit {
  readonly epochs: readonly EpochAudit[];
  readonly hosts: readonly HostCoverage[];
}

export const auditLimits = { ranges: 100 } as const;

interface ReasonRow extends AuditReason {
  readonly agentId: string;
  readonly host: string;
  readonly epochHex: string;
}

interface DayRow {
  readonly host: string;
  readonly day: string;
  readonly samples: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly gaps: number;
  /** Samples that measured no interval. */
  readonly starts: number;
  readonly longestMs: number;
  /** All intervals together. */
  readonly measuredMs: number;
}

interface EpochRow extends SeqRange {
  readonly agentId: string;
  readonly host: string;
  /** 16 hex digits. */
  readonly epochHex: string;
  readonly samples: number;
  readonly distinctSamples: number;
  readonly batches: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly usualMs: number;
  /** Nearly the shortest interval. */
  readonly shortMs: number;
  readonly addsUp: number;
}

/** Answered from the projection `audit` unless a range of time is asked for. `idx` goes above the number: bitmaps stay dense. */
const epochSql = (where: string): string => `
SELECT
  toString(agent_id) AS agentId,
  host,
  ${epochHex} AS epochHex,
  if({is_all:Bool}, 1, min(if(kind = 'sample', seq, gap_first_seq))) AS firstSeq,
  max(seq) AS lastSeq,
  countIf(kind = 'sample') AS samples,
  groupBitmapIf(bitOr(bitShiftLeft(toUInt64(idx), 40), seq), kind = 'sample') AS distinctSamples,
  groupBitmapIf(seq, kind = 'sample') AS batches,
  toUnixTimestamp64Milli(minIf(ts, kind = 'sample')) AS fromMs,
  toUnixTimestamp64Milli(maxIf(ts, kind = 'sample')) AS toMs,
  ifNotFinite(quantileTDigestIf(0.05)(interval_ms, kind = 'sample' AND interval_ms > 0), 1000) AS shortMs,
  ifNotFinite(quantileTDigestIf(0.5)(interval_ms, kind = 'sample' AND interval_ms > 0), 1000) AS usualMs,
  samples = distinctSamples AND ${isUnbroken('firstSeq', 'lastSeq')} AS addsUp
FROM samples
WHERE ${where}
GROUP BY host, agent_id, epoch
ORDER BY host, min(recv_ts)`;

/** Rows without samples are few; `kind` alone says where they are. */
const reasonSql = (where: string): string => `
SELECT
  toString(agent_id) AS agentId,
  host,
  leftPad(lower(hex(epoch)), 16, '0') AS epochHex,
  toString(gap_reason) AS reason,
  count() AS rows,
  sum(toInt128(seq) - gap_first_seq + 1) AS seqs
FROM samples
WHERE ${where} AND kind != 'sample' AND day IN {gap_days:Array(Date)}
GROUP BY host, agent_id, epoch, gap_reason
ORDER BY reason`;

/** The days of a host: how its samples lie in time, from sums alone. */
const daySql = (where: string): string => `
SELECT
  host,
  day,
  toUnixTimestamp64Milli(minIf(ts, kind = 'sample')) AS fromMs,
  toUnixTimestamp64Milli(maxIf(ts, kind = 'sample')) AS toMs,
  countIf(kind = 'sample') AS samples,
  countIf(kind != 'sample') AS gaps,
  countIf(kind = 'sample' AND interval_ms = 0) AS starts,
  maxIf(interval_ms, kind = 'sample') AS longestMs,
  sumIf(interval_ms, kind = 'sample') AS measuredMs
FROM samples
WHERE ${where}
GROUP BY host, day
ORDER BY host, fromMs`;

/** Of one epoch, whenever it was sampled: a clock that was set puts neighbours into different times. */
const rangesOfEpoch = `
  SELECT if(kind = 'sample', seq, gap_first_seq) AS first, seq
  FROM samples
  WHERE host = {host:String} AND agent_id = {agent:UUID} AND epoch = ${epochNumber('{epoch:String}')}
    AND seq >= {first:UInt64}`;

const missingSql = `
SELECT greatest(before + 1, {first:UInt64}) AS firstSeq, first - 1 AS lastSeq
FROM
(
  SELECT first, max(seq) OVER (ORDER BY first, seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
  FROM (SELECT DISTINCT * FROM (${rangesOfEpoch}))
)
WHERE first > greatest(before + 1, {first:UInt64})
ORDER BY firstSeq
LIMIT ${auditLimits.ranges}`;

/** Rows of the same key, and ranges that reach into the next one. */
const repeatedSql = `
SELECT DISTINCT seq FROM
(
  SELECT seq FROM (${rangesOfEpoch.replace('AS first, seq', 'AS first, seq, idx')}) GROUP BY first, seq, idx HAVING count() > 1
  UNION ALL
  SELECT seq FROM
  (
    SELECT first, seq, max(seq) OVER (ORDER BY first, seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM (SELECT DISTINCT * FROM (${rangesOfEpoch}))
  )
  WHERE first <= before
)
ORDER BY seq
LIMIT ${auditLimits.ranges}`;

/**
 * Where steps are so long that there may be a hole: from the first to the last of them. Far cheaper than looking for the
 * holes themselves, which takes the neighbours of every sample.
 */
const longStepsSql = `
WITH
  fromUnixTimestamp64Milli({from_ms:Int64}) AS range_from,
  -- The step into the range counts.
  (
    SELECT ts FROM samples WHERE host = {host:String} AND kind = 'sample' AND ts < range_from ORDER BY ts DESC LIMIT 1
  ) AS before,
  arraySort(groupArray(toUnixTimestamp64Milli(ts))) AS times,
  arrayFilter((at, step) -> step > {longest_ms:Float64}, times, arrayDifference(times)) AS ends
SELECT arrayMin(ends) AS firstMs, arrayMax(ends) AS lastMs, length(ends) AS steps
FROM samples
WHERE host = {host:String} AND kind = 'sample' AND ts >= ifNull(before, range_from)
  AND ts <= fromUnixTimestamp64Milli({to_ms:Int64})`;

export async function readAudit(db: QueryRunner, request: AuditRequest): Promise<Audit> {
  const { host, sinceMs, nowMs } = request;
  const filters = ['1'];
  if (host !== undefined) filters.push('host = {host:String}');
  if (sinceMs !== undefined) filters.push('ts >= fromUnixTimestamp64Milli({since_ms:Int64})');
  const where = filters.join(' AND ');
  const params = { host: host ?? '', since_ms: sinceMs ?? 0, is_all: sinceMs === undefined };
  const rows = await db.query<EpochRow>(epochSql(where), params);
  const allDays = await db.query<DayRow>(daySql(where), params);
  const days = groupBy(
    allDays.filter(({ samples }) => samples > 0),
    (day) => day.host,
  );
  const gapDays = [...new Set(allDays.filter(({ gaps }) => gaps > 0).map(({ day }) => day))];
  const reasons = groupBy(
    gapDays.length === 0 ? [] : await db.query<ReasonRow>(reasonSql(where), { ...params, gap_days: gapDays }),
    keyOf,
  );
  const epochs: EpochAudit[] = [];
  for (const row of rows) epochs.push(await examine(db, row, reasons.get(keyOf(row)) ?? []));
  const hosts: HostCoverage[] = [];
  const sampled = rows.filter((row) => row.samples > 0);
  for (const [name, ofHost] of groupBy(sampled, (row) => row.host)) {
    hosts.push(
      await cover(db, {
        epochs: ofHost,
        days: days.get(name) ?? [],
        sinceMs,
        nowMs,
        schedule: request.schedule(name),
      }),
    );
  }
  return { epochs, hosts };
}

function keyOf({ host, agentId, epochHex }: Pick<EpochRow, 'host' | 'agentId' | 'epochHex'>): string {
  return `${host}/${agentId}/${epochHex}`;
}

async function examine(
  db: QueryRunner,
  row: EpochRow,
  reasonRows: readonly ReasonRow[],
): Promise<EpochAudit> {
  const { agentId, host, epochHex: epoch, firstSeq, lastSeq, samples, distinctSamples, batches } = row;
  const reasons = reasonRows.map(({ reason, rows, seqs }) => ({ reason, rows, seqs: Number(seqs) }));
  const params = { host, agent: agentId, epoch, first: firstSeq };
  const [missing, repeated] =
    row.addsUp === 1
      ? [[], []]
      : await Promise.all([
          db.query<SeqRange>(missingSql, params),
          db.query<{ seq: number }>(repeatedSql, params),
        ]);
  return {
    agentId,
    host,
    epoch,
    firstSeq,
    lastSeq,
    samples,
    distinctSamples,
    batches,
    reasons,
    missing,
    repeated: repeated.map(({ seq }) => seq),
  };
}

interface HostRows {
  readonly epochs: readonly EpochRow[];
  readonly days: readonly DayRow[];
  readonly sinceMs: number | undefined;
  readonly nowMs: number;
  readonly schedule: SendingSchedule;
}

async function cover(
  db: QueryRunner,
  { epochs, days, sinceMs, nowMs, schedule }: HostRows,
): Promise<HostCoverage> {
  const { host, usualMs } = epochs.at(-1)!;
  const longestMs = gapIntervals.audit * Math.min(...epochs.map((epoch) => epoch.shortMs));
  const isWhole = epochs.every(({ addsUp }) => addsUp === 1);
  const holes: GapData[] = [];
  for (const range of suspectRanges(days, { longestMs, isWhole, sinceMs })) {
    const [steps] = await db.query<{ firstMs: number; lastMs: number; steps: number }>(longStepsSql, {
      host,
      from_ms: range.fromMs,
      to_ms: range.toMs,
      longest_ms: longestMs,
    });
    if (steps!.steps === 0) continue;
    const suspect = { fromMs: steps!.firstMs - 1, toMs: Math.min(nowMs, steps!.lastMs + 1) };
    holes.push(...(await readGaps(db, { host, ...suspect })));
  }
  const samples = epochs.reduce((sum, epoch) => sum + epoch.distinctSamples, 0);
  const absent = holes.reduce((sum, hole) => sum + Math.floor((hole.toMs - hole.fromMs) / usualMs) - 1, 0);
  const explained = groupBy(
    holes.filter((hole) => hole.reason !== ''),
    (hole) => hole.reason,
  );
  return {
    host,
    fromMs: Math.min(...epochs.map((epoch) => epoch.fromMs)),
    toMs: Math.max(...epochs.map((epoch) => epoch.toMs)),
    samples,
    expectedSamples: samples + Math.max(0, absent),
    explained: [...explained].map(([reason, some]) => ({
      reason,
      holes: some.length,
      ms: some.reduce((sum, hole) => sum + hole.toMs - hole.fromMs, 0),
    })),
    unexplained: holes.filter((hole) => hole.reason === ''),
    silence: await readSilence(db, { host, nowMs, schedule }),
  };
}

/**
 * The times in which there may be a hole. There is none in a day whose samples add up to the time between the first and
 * the last of them, when none of them measured a long interval or none at all and no gap was recorded: a clock that was
 * set leaves a gap as well. Between two days the step from one to the next tells. All of it, when numbers are missing.
 */
function suspectRanges(
  days: readonly DayRow[],
  { longestMs, isWhole, sinceMs }: { longestMs: number; isWhole: boolean; sinceMs: number | undefined },
): { fromMs: number; toMs: number }[] {
  const ranges: { fromMs: number; toMs: number }[] = [];
  let lastMs = sinceMs;
  for (const { fromMs, toMs, gaps, starts, longestMs: longest, measuredMs } of days) {
    const strayMs = Math.abs(toMs - fromMs - measuredMs);
    const isQuiet = isWhole && gaps === 0 && starts === 0 && longest <= longestMs && strayMs <= longestMs;
    const follows = lastMs === undefined || (fromMs >= lastMs && fromMs - lastMs <= longestMs);
    if (!isQuiet || !follows) {
      const range = { fromMs: Math.min(fromMs, lastMs ?? fromMs), toMs };
      const before = ranges.at(-1);
      if (before !== undefined && range.fromMs <= before.toMs + longestMs)
        before.toMs = Math.max(before.toMs, toMs);
      else ranges.push(range);
    }
    lastMs = Math.max(lastMs ?? toMs, toMs);
  }
  return ranges;
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
