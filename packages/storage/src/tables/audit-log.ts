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

/** Which entries of the audit log are wanted. */
export interface AuditLogFilter {
  readonly limit: number;
  /** Text within the actor, upper and lower case alike. */
  readonly who?: string | undefined;
  /** How the action begins: `agent`, `user.add`. */
  readonly what?: string | undefined;
  readonly sinceMs?: number | undefined;
  /** Not included. */
  readonly untilMs?: number | undefined;
}

/** ClickHouse's DateTime64(3) ends in 2299. */
const endOfTimeMs = 10_413_791_999_000;

/** The newest `limit` entries that fit, newest first. */
export async function readAuditLog(db: Database, filter: AuditLogFilter): Promise<AuditRow[]> {
  const { limit, who = '', what = '', sinceMs = 0, untilMs = endOfTimeMs } = filter;
  return db.query<AuditRow>(
    `SELECT ${ms('ts')} AS tsMs, actor, action, object, detail FROM audit_log
     WHERE ts >= fromUnixTimestamp64Milli({sinceMs:Int64}) AND ts < fromUnixTimestamp64Milli({untilMs:Int64})
       AND positionCaseInsensitiveUTF8(actor, {who:String}) > 0 AND startsWith(action, {what:String})
     ORDER BY ts DESC LIMIT {limit:UInt32}`,
    { limit, who, what, sinceMs, untilMs },
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
