/**
 * Holds what ClickHouse has against what the sequence numbers and the clocks say there must be.
 *
 * One pass over six narrow columns gives, per epoch, the counts of samples, of distinct keys and of sequence numbers.
 * Bitmaps keep it exact and small: numbers of an epoch are dense, so a billion rows take about 125 MB. Only an epoch
 * whose counts do not add up is looked at again, number by number. Holes in time are those of the view `coverage`.
 */
import { readGaps, type GapData } from './gap.ts';
import type { QueryRunner } from './query-runner.ts';

export interface AuditRequest {
  /** Default: all. */
  readonly host?: string | undefined;
  /** Only what was sampled since then; default: everything. */
  readonly sinceMs?: number | undefined;
  readonly nowMs: number;
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

/** The time of one host, from its first to its last sample. */
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
}

export interface Audit {
  readonly epochs: readonly EpochAudit[];
  readonly hosts: readonly HostCoverage[];
}

export const auditLimits = { ranges: 100 } as const;
/** Below the 2.5 of `coverage`, so that no hole is passed over. */
const longStepIntervals = 2;

interface EpochRow extends SeqRange {
  readonly agentId: string;
  readonly host: string;
  readonly epoch: string;
  readonly samples: number;
  readonly distinctSamples: number;
  readonly batches: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly usualMs: number;
  /** Nearly the shortest interval. */
  readonly shortMs: number;
  readonly addsUp: number;
  readonly reasonNames: readonly string[];
  readonly reasonRows: readonly number[];
  readonly reasonSeqs: readonly number[];
}

/** `idx` goes above the number, so that bitmaps stay dense; numbers reach 2^40 after 30,000 years of seconds. */
const epochSql = (where: string): string => `
WITH
  kind = 'sample' AS is_sample,
  if(is_sample, samples.seq, gap_first_seq) AS first,
  toInt128(samples.seq) - first + 1 AS width,
  (toInt128(first) + samples.seq) * width AS doubled_sum
SELECT
  toString(agent_id) AS agentId,
  samples.host AS host,
  leftPad(lower(hex(samples.epoch)), 16, '0') AS epoch,
  if({is_all:Bool}, 1, min(first)) AS firstSeq,
  max(samples.seq) AS lastSeq,
  countIf(is_sample) AS samples,
  groupBitmapIf(bitOr(bitShiftLeft(toUInt64(idx), 40), samples.seq), is_sample) AS distinctSamples,
  groupBitmapIf(samples.seq, is_sample) AS batches,
  toUnixTimestamp64Milli(minIf(ts, is_sample)) AS fromMs,
  toUnixTimestamp64Milli(maxIf(ts, is_sample)) AS toMs,
  ifNotFinite(quantileTDigestIf(0.05)(interval_ms, is_sample AND interval_ms > 0), 1000) AS shortMs,
  ifNotFinite(quantileTDigestIf(0.5)(interval_ms, is_sample AND interval_ms > 0), 1000) AS usualMs,
  sumMapIf([toString(gap_reason)], [toUInt64(1)], [toUInt64(width)], NOT is_sample) AS reason_sums,
  reason_sums.1 AS reasonNames,
  reason_sums.2 AS reasonRows,
  reason_sums.3 AS reasonSeqs,
  -- Count and sum of the numbers, each counted once, are those of an unbroken row.
  samples = distinctSamples
    AND toInt128(batches) + sumIf(width, NOT is_sample) = toInt128(lastSeq) - firstSeq + 1
    AND 2 * sumIf(toInt128(samples.seq), is_sample AND idx = 0) + sumIf(doubled_sum, NOT is_sample)
      = (toInt128(firstSeq) + lastSeq) * (toInt128(lastSeq) - firstSeq + 1) AS addsUp
FROM samples
WHERE ${where}
GROUP BY samples.host, agent_id, samples.epoch
ORDER BY host, min(recv_ts)`;

/** Of one epoch, whenever it was sampled: a clock that was set puts neighbours into different times. */
const rangesOfEpoch = `
  SELECT if(kind = 'sample', seq, gap_first_seq) AS first, seq
  FROM samples
  WHERE host = {host:String} AND agent_id = {agent:UUID} AND epoch = reinterpretAsUInt64(reverse(unhex({epoch:String})))
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
WHERE host = {host:String} AND kind = 'sample' AND ts >= ifNull(before, range_from)`;

export async function readAudit(db: QueryRunner, { host, sinceMs, nowMs }: AuditRequest): Promise<Audit> {
  const filters = ['1'];
  if (host !== undefined) filters.push('samples.host = {host:String}');
  if (sinceMs !== undefined) filters.push('ts >= fromUnixTimestamp64Milli({since_ms:Int64})');
  const params = { host: host ?? '', since_ms: sinceMs ?? 0, is_all: sinceMs === undefined };
  const rows = await db.query<EpochRow>(epochSql(filters.join(' AND ')), params);
  const epochs: EpochAudit[] = [];
  for (const row of rows) epochs.push(await examine(db, row));
  const hosts: HostCoverage[] = [];
  const sampled = rows.filter((row) => row.samples > 0);
  for (const ofHost of groupBy(sampled, (row) => row.host).values()) {
    hosts.push(await cover(db, ofHost, { fromMs: sinceMs ?? 0, toMs: nowMs }));
  }
  return { epochs, hosts };
}

async function examine(db: QueryRunner, row: EpochRow): Promise<EpochAudit> {
  const { agentId, host, epoch, firstSeq, lastSeq, samples, distinctSamples, batches } = row;
  const reasons = row.reasonNames.map((reason, i) => ({
    reason,
    rows: row.reasonRows[i]!,
    seqs: row.reasonSeqs[i]!,
  }));
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

async function cover(
  db: QueryRunner,
  epochs: readonly EpochRow[],
  range: { readonly fromMs: number; readonly toMs: number },
): Promise<HostCoverage> {
  const { host, usualMs } = epochs.at(-1)!;
  const shortMs = Math.min(...epochs.map((epoch) => epoch.shortMs));
  const [steps] = await db.query<{ firstMs: number; lastMs: number; steps: number }>(longStepsSql, {
    host,
    from_ms: range.fromMs,
    longest_ms: longStepIntervals * shortMs,
  });
  const { firstMs, lastMs } = steps!;
  const suspect = { fromMs: firstMs - 1, toMs: Math.min(range.toMs, lastMs + 1) };
  const holes = steps!.steps === 0 ? [] : await readGaps(db, { host, ...suspect });
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
  };
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
