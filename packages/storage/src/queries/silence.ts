import { gapIntervals, silentAfterMs, type SendingSchedule } from '@hostwire/protocol';
import type { QueryRunner } from '../query-runner.ts';

/** Nothing has come of a host since its last sample, for longer than samples are usually under way. It is not over. */
export interface Silence {
  /** Its last sample. */
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The open end of the view `coverage`: its row from the last sample to now, without the reason, of which a collector
 * knows more than the database. A test holds the two together.
 */
const silenceSql = `
SELECT toUnixTimestamp64Milli(ts) AS fromMs, {now_ms:Int64} AS toMs
FROM
(
  SELECT ts, recv_ts, interval_ms
  FROM samples
  WHERE host = {host:String} AND kind = 'sample'
  ORDER BY ts DESC, epoch DESC, seq DESC, idx DESC
  LIMIT 1
)
WHERE {now_ms:Int64} - toUnixTimestamp64Milli(greatest(ts, recv_ts)) > greatest({silent_after_ms:Float64}, ${gapIntervals.coverage} * interval_ms)`;

/** undefined while the host is heard, and when it never was. */
export async function readSilence(
  db: QueryRunner,
  {
    host,
    nowMs,
    schedule,
  }: { readonly host: string; readonly nowMs: number; readonly schedule: SendingSchedule },
): Promise<Silence | undefined> {
  const [silence] = await db.query<Silence>(silenceSql, {
    host,
    now_ms: nowMs,
    silent_after_ms: silentAfterMs(schedule),
  });
  return silence;
}
