import type { Database } from '../database.ts';
import { fromMs, ms } from './moment.ts';

export type AlertState = 'pending' | 'firing' | 'resolved';

/** One change of state of one alert; what it is about is (rule, host, device). */
export interface AlertEventRow {
  readonly id: string;
  readonly rule: string;
  readonly host: string;
  /** '': the host as a whole. */
  readonly device: string;
  readonly state: AlertState;
  readonly tsMs: number;
  /** When the condition became true. */
  readonly sinceMs: number;
  readonly value: number;
  readonly summary: string;
}

const columns = `id, rule, host, device, state, ${ms('ts')} AS tsMs, ${ms('since')} AS sinceMs, value, summary`;

/** The newest event of every (rule, host, device): the current state of each alert. */
export async function readAlertStates(db: Database): Promise<AlertEventRow[]> {
  return db.query<AlertEventRow>(
    `SELECT ${columns} FROM alert_events ORDER BY rule, host, device, ts DESC, state DESC LIMIT 1 BY rule, host, device`,
  );
}

/** The newest `limit` events, newest first. */
export async function readAlertEvents(db: Database, limit: number): Promise<AlertEventRow[]> {
  return db.query<AlertEventRow>(
    `SELECT ${columns} FROM alert_events ORDER BY alert_events.ts DESC, state DESC LIMIT {limit:UInt32}`,
    { limit },
  );
}

/** Returns when the row is on disk. */
export async function writeAlertEvent(db: Database, { tsMs, sinceMs, ...row }: AlertEventRow): Promise<void> {
  await db.insertRows('alert_events', [{ ...row, ts: fromMs(tsMs), since: fromMs(sinceMs) }]);
}
