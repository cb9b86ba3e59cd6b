import type { QueryRunner, RowInserter } from '../query-runner.ts';
import { fromMs, ms } from './moment.ts';

export interface AlertSilenceRow {
  readonly id: string;
  /** JSON. */
  readonly silence: string;
  readonly ended: number;
  readonly changedMs: number;
  readonly actor: string;
  /** The row with the highest version counts; +1 at each change. */
  readonly version: number;
}

/** Those that were not ended; some may be over. */
export function readAlertSilences(db: QueryRunner): Promise<AlertSilenceRow[]> {
  return db.query(
    `SELECT id, silence, ended, ${ms('changed')} AS changedMs, actor, version
     FROM alert_silences FINAL WHERE ended = 0 ORDER BY changed, id`,
  );
}

/** Returns when the row is on disk. */
export async function writeAlertSilence(
  db: RowInserter,
  { changedMs, ...row }: AlertSilenceRow,
): Promise<void> {
  await db.insertRows('alert_silences', [{ ...row, changed: fromMs(changedMs) }]);
}
