import type { Database } from '../database.ts';
import { fromMs, ms } from './moment.ts';

/** One change that a person or a program made. */
export interface AuditRow {
  readonly tsMs: number;
  readonly actor: string;
  /** For example `agent.revoke`. */
  readonly action: string;
  readonly object: string;
  readonly detail: string;
}

/** The newest `limit` entries, newest first. */
export async function readAuditLog(db: Database, limit: number): Promise<AuditRow[]> {
  return db.query<AuditRow>(
    `SELECT ${ms('ts')} AS tsMs, actor, action, object, detail FROM audit_log ORDER BY ts DESC LIMIT {limit:UInt32}`,
    { limit },
  );
}

/** The newest `limit` entries of these actions on these objects, newest first. */
export async function readAuditOf(
  db: Database,
  of: { actions: readonly string[]; objects: readonly string[]; limit: number },
): Promise<AuditRow[]> {
  return db.query<AuditRow>(
    `SELECT ${ms('ts')} AS tsMs, actor, action, object, detail FROM audit_log
     WHERE action IN {actions:Array(String)} AND object IN {objects:Array(String)}
     ORDER BY ts DESC LIMIT {limit:UInt32}`,
    of,
  );
}

/** Returns when the row is on disk. */
export async function writeAudit(db: Database, { tsMs, ...row }: AuditRow): Promise<void> {
  await db.insertRows('audit_log', [{ ...row, ts: fromMs(tsMs) }]);
}
