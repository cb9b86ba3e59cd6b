import { randomUUID } from 'node:crypto';
import type { Database } from './database.ts';
import type { RowInserter } from './query-runner.ts';
import type { Fence } from './writer-lease.ts';

/** Sends a statement with its data: `Database` does. */
export type Uploader = Pick<Database, 'upload'>;

export interface FencedRows {
  readonly table: string;
  /** Columns and types, as the function `input` takes them. */
  readonly structure: string;
  readonly rows: readonly object[];
  /** Absent: whoever writes. */
  readonly fence?: Fence | undefined;
}

/**
 * Inserts rows into a small table; returns when they are on disk. ClickHouse checks the fence inside the INSERT, so that a
 * collector which stood still between its own check and its INSERT cannot write what another decides by now.
 */
export async function insertFenced(
  db: RowInserter & Uploader,
  { table, structure, rows, fence }: FencedRows,
): Promise<void> {
  if (rows.length === 0) return;
  if (fence === undefined) return db.insertRows(table, rows);
  await db.upload({
    statement: `INSERT INTO ${table} SELECT * FROM input('${structure.replaceAll("'", "\\'")}')
WHERE throwIf((SELECT max(lease) FROM writer_lease WHERE shard = {shard:String}) != {lease:UInt64}, 'fenced') = 0
FORMAT JSONEachRow`,
    params: { ...fence },
    body: Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')),
    queryId: `hostwire.alerts.${randomUUID()}`,
    settings: { async_insert: 0, wait_end_of_query: 1 },
  });
}
