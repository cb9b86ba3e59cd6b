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
  /** Of the samples in order: wall clock, monotonic clock, interval, CPU time, memory, received bytes of all interfaces. */
  readonly values: readonly (readonly (number | null)[])[];
}

const key = `toString(agent_id) AS agentId, leftPad(lower(hex(samples.epoch)), 16, '0') AS epoch`;

/** Everything, number by number. */
export function readStored(database: ChaosDatabase): Promise<StoredNumber[]> {
  return database.query<StoredNumber>(`
    SELECT ${key}, samples.seq AS seq,
      any(toString(samples.kind)) AS kind,
      any(if(samples.kind = 'sample', samples.seq, gap_first_seq)) AS firstSeq,
      any(toString(gap_reason)) AS reason,
      any(leftPad(lower(hex(batch_hash)), 16, '0')) AS hash,
      uniqExact(batch_hash) AS hashes,
      uniqExact(samples.kind) AS kinds,
      count() AS rows,
      uniqExact(idx) AS indexes,
      arrayMap(row -> row.2, arraySort(row -> row.1, groupArray((idx, [
        toInt64(toUnixTimestamp64Milli(ts)), toInt64(mono_ms), toInt64(interval_ms), toInt64(cpu_user_ms),
        toInt64(memory_available_bytes), toInt64(arraySum(bytes -> ifNull(bytes, 0), \`network.receive_bytes\`))])))) AS values
    FROM samples GROUP BY agent_id, samples.epoch, samples.seq ORDER BY agentId, epoch, seq`);
}

/** The newest number per epoch: cheap, for every second. */
export async function readNewest(database: ChaosDatabase): Promise<Map<string, number>> {
  const rows = await database.query<{ agentId: string; epoch: string; newest: number }>(
    `SELECT ${key}, max(samples.seq) AS newest FROM samples GROUP BY agent_id, samples.epoch`,
  );
  return new Map(rows.map(({ agentId, epoch, newest }) => [`${agentId}/${epoch}`, newest]));
}
