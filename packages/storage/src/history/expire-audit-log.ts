import type { Database } from '../database.ts';
import { dropPartition } from './expire.ts';

/** Lets months go of which every entry is older. Resolves to them, oldest first, `YYYYMM`. Throws StorageError. */
export async function expireAuditLog(db: Database, { beforeMs }: { beforeMs: number }): Promise<string[]> {
  const before = new Date(beforeMs).toISOString().slice(0, 7).replace('-', '');
  const months = await db.query<{ partition: string }>(
    `SELECT DISTINCT partition FROM system.parts
     WHERE database = currentDatabase() AND table = 'audit_log' AND active AND partition < {before:String}
     ORDER BY partition`,
    { before },
  );
  for (const { partition } of months) await dropPartition(db, { table: 'audit_log', partition });
  return months.map(({ partition }) => partition);
}
