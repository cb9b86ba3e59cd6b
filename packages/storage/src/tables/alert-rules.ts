import type { QueryRunner, RowInserter } from '../query-runner.ts';
import { fromMs, ms } from './moment.ts';

/** A rule that was set or removed. */
export interface AlertRuleRow {
  readonly id: string;
  /** JSON; '': removed. */
  readonly rule: string;
  readonly changedMs: number;
  readonly actor: string;
  /** The row with the highest version counts; +1 at each change. */
  readonly version: number;
}

export function readAlertRules(db: QueryRunner): Promise<AlertRuleRow[]> {
  return db.query(
    `SELECT id, rule, ${ms('changed')} AS changedMs, actor, version FROM alert_rules FINAL ORDER BY id`,
  );
}

/** Returns when the rows are on disk. */
export async function writeAlertRules(db: RowInserter, rows: readonly AlertRuleRow[]): Promise<void> {
  await db.insertRows(
    'alert_rules',
    rows.map(({ changedMs, ...row }) => ({ ...row, changed: fromMs(changedMs) })),
  );
}
