/** The rows that an audit reads of all hosts, in three queries. */
import { epochHex, isUnbroken } from '../queries/numbering.ts';
import type { SeqRange } from '../seq-range.ts';
import type { AuditReason } from './audit.ts';

export interface ReasonRow extends AuditReason {
  readonly agentId: string;
  readonly host: string;
  readonly epochHex: string;
}

export interface DayRow {
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

export interface EpochRow extends SeqRange {
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
export const epochSql = (where: string): string => `
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
export const reasonSql = (where: string): string => `
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
export const daySql = (where: string): string => `
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
