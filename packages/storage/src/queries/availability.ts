import type { QueryRunner } from '../query-runner.ts';

/** How much of a day (UTC) a host was measured. */
export interface MeasuredDay {
  readonly host: string;
  /** Its first instant. */
  readonly dayMs: number;
  /** The first hour of the day with a sample. */
  readonly firstHourMs: number;
  readonly measuredMs: number;
}

/**
 * Days with samples, by host. Read from roll-ups of hours, which are there some minutes after their hour: give `toMs` at
 * the begin of an hour that is over. Throws StorageError.
 */
export async function readMeasuredDays(
  db: QueryRunner,
  range: { readonly fromMs: number; readonly toMs: number },
): Promise<MeasuredDay[]> {
  return db.query<MeasuredDay>(
    `SELECT toString(host) AS host, toUnixTimestamp(toStartOfDay(ts, 'UTC')) * 1000 AS dayMs,
       toUnixTimestamp(min(ts)) * 1000 AS firstHourMs, sum(interval_ms) AS measuredMs
     FROM cpu_1h
     WHERE ts >= fromUnixTimestamp64Milli({from_ms:Int64}) AND ts < fromUnixTimestamp64Milli({to_ms:Int64})
     GROUP BY host, dayMs
     ORDER BY host, dayMs`,
    { from_ms: range.fromMs, to_ms: range.toMs },
  );
}
