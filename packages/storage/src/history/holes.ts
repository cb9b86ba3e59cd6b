import type { Mark, MarkKey } from '../mark.ts';
import type { SeqRange } from '../seq-range.ts';
import type { QueryRunner } from '../query-runner.ts';
import { epochHex, epochNumber, isUnbroken } from '../queries/numbering.ts';

/** An epoch with so many pieces is damaged in a way that nobody can ask its agent about: it is left as it is. */
const maxPieces = 10_000;
/** Agents per statement; their ids travel in the request. */
const maxAgentsPerQuery = 1_000;

/** An epoch of which committed numbers are not there any more: a part was lost, or set aside as broken. */
export interface EpochWithHoles extends MarkKey {
  readonly host: string;
  /** Up to the first hole. `stored`: what is there above it. */
  readonly mark: Mark & { readonly stored: readonly SeqRange[] };
  /** Oldest first; what is above the highest number is not known to be missing. */
  readonly missing: readonly LostRange[];
}

/** Numbers that are missing, and the time between the samples before and after them; the same twice at the edge. */
export interface LostRange extends SeqRange {
  readonly fromMs: number;
  readonly toMs: number;
}

const brokenSql = `
SELECT toString(agent_id) AS agentId, host, ${epochHex} AS epoch
FROM samples
WHERE empty({agents:Array(UUID)}) OR agent_id IN {agents:Array(UUID)}
GROUP BY host, agent_id, samples.epoch
HAVING NOT (${isUnbroken('1', 'max(seq)')})`;

/** The numbers of one epoch that are there, as ranges that do not touch, and the time that each takes. */
const piecesSql = `
SELECT
  min(first) AS firstSeq,
  max(last) AS lastSeq,
  min(fromMs) AS fromMs,
  max(toMs) AS toMs,
  argMax(hash, last) AS hash
FROM
(
  SELECT *, sum(isStart) OVER (ORDER BY first, last ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS piece
  FROM
  (
    SELECT *, first > 1 + max(last) OVER (ORDER BY first, last ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS isStart
    FROM
    (
      SELECT
        if(kind = 'sample', seq, gap_first_seq) AS first,
        seq AS last,
        min(toUnixTimestamp64Milli(ts)) AS fromMs,
        max(toUnixTimestamp64Milli(ts)) AS toMs,
        leftPad(lower(hex(maxIf(batch_hash, idx = 0))), 16, '0') AS hash
      FROM samples
      WHERE host = {host:String} AND agent_id = {agent:UUID} AND epoch = ${epochNumber('{epoch:String}')}
      GROUP BY first, last
    )
  )
)
GROUP BY piece
ORDER BY firstSeq
LIMIT ${maxPieces + 1}`;

interface Piece extends LostRange {
  readonly hash: string;
}

/** Epochs with holes, of these agents or of all. Reads a few rows per host and day unless there are some. */
export async function readHoles(db: QueryRunner, agentIds?: readonly string[]): Promise<EpochWithHoles[]> {
  const found: EpochWithHoles[] = [];
  const ids = agentIds ?? [];
  for (let i = 0; i === 0 || i < ids.length; i += maxAgentsPerQuery) {
    const agents = ids.slice(i, i + maxAgentsPerQuery);
    const broken = await db.query<MarkKey & { host: string }>(brokenSql, { agents });
    for (const { agentId, host, epoch } of broken) {
      const pieces = await db.query<Piece>(piecesSql, { host, agent: agentId, epoch });
      const holes = holesBetween(pieces);
      if (holes !== undefined && pieces.length <= maxPieces) found.push({ agentId, host, epoch, ...holes });
    }
  }
  return found;
}

/** Undefined when nothing is missing: numbers may also be there twice. */
function holesBetween(pieces: readonly Piece[]): Pick<EpochWithHoles, 'mark' | 'missing'> | undefined {
  const [first] = pieces;
  if (first === undefined) return undefined;
  const startsLate = first.firstSeq > 1;
  const stored = (startsLate ? pieces : pieces.slice(1)).map(({ firstSeq, lastSeq }) => ({
    firstSeq,
    lastSeq,
  }));
  if (stored.length === 0) return undefined;
  const missing = pieces.flatMap((piece, i) => {
    const before = pieces[i - 1];
    if (before === undefined && !startsLate) return [];
    const fromMs = before?.toMs ?? piece.fromMs;
    return [
      {
        firstSeq: (before?.lastSeq ?? 0) + 1,
        lastSeq: piece.firstSeq - 1,
        fromMs: Math.min(fromMs, piece.fromMs),
        toMs: piece.fromMs,
      },
    ];
  });
  const seq = startsLate ? 0 : first.lastSeq;
  const hash = startsLate ? '0'.repeat(16) : first.hash;
  return { mark: { seq, hash, stored }, missing };
}
