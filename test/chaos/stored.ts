import type { ChaosDatabase } from './chaos-database.ts';

/** All rows of one sequence number, as ClickHouse has them. */
export interface StoredNumber {
  readonly agentId: string;
  readonly epoch: string;
  readonly seq: number;
  readonly firstSeq: number;
  readonly kind: 'sample' | 'gap' | 'tombstone';
  readonly reason: string;
  readonly hash: string;
  readonly hashes: number;
  readonly kinds: number;
  readonly rows: number;
  readonly indexes: number;
  /** Rows that are not filed under the time that the rules name. */
  readonly misfiled: number;
  /** Of the samples in order: wall clock as the host had it, monotonic clock, interval, CPU time, memory, received bytes of all interfaces. */
  readonly values: readonly (readonly (number | null)[])[];
}

const key = `toString(agent_id) AS agentId, leftPad(lower(hex(samples.epoch)), 16, '0') AS epoch`;

/** Epochs by `${agentId}/${epoch}`, each with a number. */
export type Numbers = ReadonlyMap<string, number>;

/** A clock that is further off than this does not say when a sample was taken. */
const claim = `ifNull(claimed_ts, ts)`;
const isOff = `(${claim} < recv_ts - INTERVAL 35 DAY OR ${claim} > recv_ts + INTERVAL 10 MINUTE)`;
/** What is flagged is filed at the time of receipt, or before it by as long as it waited for its batch. */
const isMisfiled = `isNotNull(claimed_ts) != ${isOff} OR (ts_flag = 1) != isNotNull(claimed_ts)
  OR (ts_flag = 1 AND (ts > recv_ts OR ts < recv_ts - INTERVAL 1 HOUR))`;

/** Number by number, per epoch what comes after `after`. */
export function readStored(database: ChaosDatabase, after: Numbers = new Map()): Promise<StoredNumber[]> {
  const keys = [...after.keys()].map((known) => `'${known}'`).join(', ');
  const seqs = [...after.values()].join(', ');
  const id = `concat(toString(agent_id), '/', leftPad(lower(hex(samples.epoch)), 16, '0'))`;
  const where = after.size === 0 ? '' : `WHERE samples.seq > transform(${id}, [${keys}], [${seqs}], 0)`;
  return database.query<StoredNumber>(`
    SELECT ${key}, samples.seq AS seq,
      any(toString(samples.kind)) AS kind,
      any(if(samples.kind = 'sample', samples.seq, gap_first_seq)) AS firstSeq,
      any(toString(gap_reason)) AS reason,
      leftPad(lower(hex(anyIf(batch_hash, idx = 0))), 16, '0') AS hash,
      uniqExactIf(batch_hash, idx = 0) AS hashes,
      uniqExact(samples.kind) AS kinds,
      count() AS rows,
      uniqExact(idx) AS indexes,
      countIf(samples.kind = 'sample' AND (${isMisfiled})) AS misfiled,
      arrayMap(row -> row.2, arraySort(row -> row.1, groupArray((idx, [
        toInt64(toUnixTimestamp64Milli(${claim})), toInt64(mono_ms), toInt64(interval_ms), toInt64(cpu.user_ms),
        toInt64(memory.available_bytes), toInt64(arraySum(bytes -> ifNull(bytes, 0), network.receive_bytes))])))) AS values
    FROM samples ${where} GROUP BY agent_id, samples.epoch, samples.seq ORDER BY agentId, epoch, seq`);
}

/** Numbers of an epoch that follow each other: of samples, or those that a gap stands for. */
export interface NumberRange {
  readonly key: string;
  readonly first: number;
  readonly last: number;
}

/** Which numbers are there, by samples or by gaps. */
export function readNumbers(database: ChaosDatabase, where = '1'): Promise<NumberRange[]> {
  const first = `if(samples.kind = 'sample', samples.seq, gap_first_seq)`;
  return database.query<NumberRange>(`
    SELECT DISTINCT concat(agentId, '/', epoch) AS key, first, seq AS last
    FROM (SELECT ${key}, ${first} AS first, samples.seq AS seq FROM samples WHERE ${where})`);
}

/** One by one; `number` is `AGENT/EPOCH SEQ`. */
export function numbersIn(ranges: readonly NumberRange[]): { key: string; number: string }[] {
  return ranges.flatMap(({ key, first, last }) =>
    Array.from({ length: last - first + 1 }, (_, i) => ({ key, number: `${key} ${first + i}` })),
  );
}

export function numbersOf(ranges: readonly NumberRange[]): ReadonlySet<string> {
  return new Set(numbersIn(ranges).map(({ number }) => number));
}

/** All rows, and how many keys they have: the same, unless something is there twice. */
export async function readCounts(database: ChaosDatabase): Promise<{ rows: number; keys: number }> {
  const sql = 'SELECT count() AS rows, uniqExact(agent_id, epoch, seq, idx) AS keys FROM samples';
  const [counts] = await database.query<{ rows: number; keys: number }>(sql);
  return counts!;
}

/** The newest number per epoch: cheap, for every second. */
export async function readNewest(database: ChaosDatabase): Promise<Map<string, number>> {
  const rows = await database.query<{ agentId: string; epoch: string; newest: number }>(
    `SELECT ${key}, max(samples.seq) AS newest FROM samples GROUP BY agent_id, samples.epoch`,
  );
  return new Map(rows.map(({ agentId, epoch, newest }) => [`${agentId}/${epoch}`, newest]));
}

/** What stands there beside holes that nothing explains: one line per row, for people. */
export async function readBesideHoles(database: ChaosDatabase): Promise<string[]> {
  const rows = await database.query<Record<string, string | number>>(`
    SELECT host, toString(from_ts) AS hole_from, toString(to_ts) AS hole_to, hex(samples.epoch) AS epoch, toString(kind) AS kind,
      gap_first_seq AS first, samples.seq AS seq, idx, toString(ts) AS at, ts_flag AS flag, toString(recv_ts) AS received,
      interval_ms AS interval, gap_reason AS reason, toString(gap_from) AS gap_from, toString(gap_to) AS gap_to
    FROM samples INNER JOIN (SELECT host, from_ts, to_ts FROM coverage WHERE state = 'missing' AND reason = '') AS holes USING (host)
    WHERE ts BETWEEN from_ts - INTERVAL 5 SECOND AND to_ts + INTERVAL 5 SECOND
      OR (kind != 'sample' AND recv_ts BETWEEN from_ts - INTERVAL 10 MINUTE AND to_ts + INTERVAL 10 MINUTE)
    ORDER BY host, hole_from, samples.ts, samples.epoch, samples.seq, idx LIMIT 400`);
  return rows.map((row) => Object.values(row).join(' '));
}
