import type { Database } from '../database.ts';
import { fromMs, ms } from './moment.ts';

/** What became of telling one channel about one alert event. */
export interface AlertDeliveryRow {
  readonly eventId: string;
  readonly channel: string;
  readonly outcome: 'delivered' | 'failed';
  readonly attempts: number;
  readonly tsMs: number;
  readonly detail: string;
}

/** The newest `limit` deliveries, newest first. */
export async function readAlertDeliveries(db: Database, limit: number): Promise<AlertDeliveryRow[]> {
  return db.query<AlertDeliveryRow>(
    `SELECT event_id AS eventId, channel, outcome, attempts, ${ms('ts')} AS tsMs, detail
     FROM alert_deliveries ORDER BY ts DESC LIMIT {limit:UInt32}`,
    { limit },
  );
}

/** Returns when the row is on disk. */
export async function writeAlertDelivery(
  db: Database,
  { eventId, tsMs, ...row }: AlertDeliveryRow,
): Promise<void> {
  await db.insertRows('alert_deliveries', [{ ...row, event_id: eventId, ts: fromMs(tsMs) }]);
}
