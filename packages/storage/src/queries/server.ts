import type { QueryRunner } from '../query-runner.ts';

/** What the server says of itself and of the table of samples. */
export interface ServerFigures {
  readonly version: string;
  readonly sampleParts: number;
  readonly sampleRows: number;
  readonly sampleBytesOnDisk: number;
  /** Merges under way, of all tables of the database. */
  readonly merges: number;
  /** How long the longest of them has run so far, ms. */
  readonly longestMergeMs: number;
}

export async function readServerFigures(db: QueryRunner): Promise<ServerFigures> {
  const [row] = await db.query<ServerFigures>(
    `SELECT version() AS version, count() AS sampleParts, sum(rows) AS sampleRows, sum(bytes_on_disk) AS sampleBytesOnDisk,
       (SELECT count() FROM system.merges WHERE database = currentDatabase()) AS merges,
       (SELECT toUInt64(max(elapsed) * 1000) FROM system.merges WHERE database = currentDatabase()) AS longestMergeMs
     FROM system.parts
     WHERE database = currentDatabase() AND table = 'samples' AND active`,
  );
  return row!;
}
