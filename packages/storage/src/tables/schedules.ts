import { silentAfterMs, type SendingSchedule } from '@hostwire/protocol';
import type { Database } from '../database.ts';

/** How a host was told to sample and to send; hosts without a row do as agents do by default. */
export interface ScheduleRow extends SendingSchedule {
  readonly host: string;
  /** The row with the highest version counts. */
  readonly version: number;
}

/** The current row of every host that has one. */
export async function readSchedules(db: Database): Promise<ScheduleRow[]> {
  return db.query<ScheduleRow>(
    'SELECT host, interval_ms AS intervalMs, flush_ms AS flushMs, version FROM schedules FINAL',
  );
}

/** For SQL, the view `coverage` above all. Returns when the rows are on disk. */
export async function writeSchedules(db: Database, rows: readonly ScheduleRow[]): Promise<void> {
  await db.insertRows(
    'schedules',
    rows.map(({ host, version, ...schedule }) => ({
      host,
      interval_ms: schedule.intervalMs,
      flush_ms: schedule.flushMs,
      silent_after_ms: silentAfterMs(schedule),
      version,
    })),
  );
}
