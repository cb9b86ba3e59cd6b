import { epochNumber } from '../queries/numbering.ts';
import type { QueryRunner } from '../query-runner.ts';
import type { SeqRange } from '../seq-range.ts';
import type { EpochRow, ReasonRow } from './audit-rows.ts';
import type { EpochAudit } from './audit.ts';

/** Of each kind; the first ones. */
const maxRanges = 100;

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
LIMIT ${maxRanges}`;

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
LIMIT ${maxRanges}`;

/** An epoch by its counts; number by number when they do not add up. */
export async function examineEpoch(
  db: QueryRunner,
  row: EpochRow,
  reasonRows: readonly ReasonRow[],
): Promise<EpochAudit> {
  const { agentId, host, epochHex: epoch, firstSeq, lastSeq, samples, distinctSamples, batches } = row;
  const reasons = reasonRows.map(({ reason, rows, seqs }) => ({ reason, rows, seqs }));
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
