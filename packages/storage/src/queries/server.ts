import type { QueryRunner } from '../query-runner.ts';

/** What the server says of itself and of the table of samples. */
export interface ServerFigures {
  readonly version: string;
  readonly sampleParts: number;
  readonly sampleRows: number;
  readonly sampleBytesOnDisk: number;
}

export async function readServerFigures(db: QueryRunner): Promise<ServerFigures> {
  const [row] = await db.query<ServerFigures>(
    `SELECT version() AS version, count() AS sampleParts, sum(rows) AS sampleRows, sum(bytes_on_disk) AS sampleBytesOnDisk
     FROM system.parts
     WHERE database = currentDatabase() AND table = 'samples' AND active`,
  );
  return row!;
}
