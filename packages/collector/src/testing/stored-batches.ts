import type { Database } from '@hostwire/storage';
import type { TestSpool } from './test-spool.ts';

export interface StoredBatch {
  readonly seq: number;
  readonly kind: string;
  readonly rows: number;
}

/** What ClickHouse holds of an epoch, by number. */
export function storedBatches(db: Database, spool: TestSpool): Promise<StoredBatch[]> {
  return db.query<StoredBatch>(
    `SELECT seq, toString(any(kind)) AS kind, count() AS rows FROM samples
     WHERE epoch = reinterpretAsUInt64(reverse(unhex({epoch:String}))) GROUP BY seq ORDER BY seq`,
    { epoch: spool.epoch },
  );
}

/** What it should hold: batches 1 to `count` of two samples, each once. */
export function wholeBatches(count: number): StoredBatch[] {
  return Array.from({ length: count }, (_, i) => ({ seq: i + 1, kind: 'sample', rows: 2 }));
}
