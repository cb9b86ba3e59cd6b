import type { AlertDeliveryRow } from '../tables/alert-deliveries.ts';
import type { AlertEventRow } from '../tables/alert-events.ts';
import type { QueryRunner, RowInserter } from './query-runner.ts';
import { utcText } from './sql-literal.ts';

/**
 * An alert with its history folded: the newest state, value and summary. Named by rule, host, device and begin.
 */
export interface AlertEpisode extends Omit<AlertEventRow, 'id' | 'tsMs'> {
  readonly firedMs: number | null;
  readonly resolvedMs: number | null;
}

export interface PendingDelivery {
  readonly event: AlertEventRow;
  /** Made so far. */
  readonly attempts: number;
}

/** Writing the same event again does no harm. */
export async function insertAlertEvents(db: RowInserter, events: readonly AlertEventRow[]): Promise<void> {
  await db.insertRows(
    'alert_events',
    events.map(({ tsMs, sinceMs, ...event }) => ({ ...event, ts: utcText(tsMs), since: utcText(sinceMs) })),
  );
}

export async function insertAlertDeliveries(
  db: RowInserter,
  attempts: readonly AlertDeliveryRow[],
): Promise<void> {
  await db.insertRows(
    'alert_deliveries',
    attempts.map(({ eventId, tsMs, ...attempt }) => ({ ...attempt, event_id: eventId, ts: utcText(tsMs) })),
  );
}

const episodes = `
SELECT
  rule, host, device,
  argMax(e.state, e.ts) AS state,
  toUnixTimestamp64Milli(since) AS sinceMs,
  if(countIf(e.state = 'firing') = 0, NULL, toUnixTimestamp64Milli(minIf(e.ts, e.state = 'firing'))) AS firedMs,
  if(countIf(e.state = 'resolved') = 0, NULL, toUnixTimestamp64Milli(minIf(e.ts, e.state = 'resolved'))) AS resolvedMs,
  argMax(e.value, e.ts) AS value,
  argMax(e.summary, e.ts) AS summary
FROM alert_events AS e
GROUP BY rule, host, device, since`;

/** Alerts that are pending or firing, newest first. */
export function readActiveAlerts(db: QueryRunner): Promise<AlertEpisode[]> {
  return db.query<AlertEpisode>(
    `${episodes}\nHAVING state != 'resolved'\nORDER BY sinceMs DESC, rule, host, device`,
  );
}

/** The newest alerts in whatever state, newest first. */
export function readAlerts(db: QueryRunner, { limit }: { limit: number }): Promise<AlertEpisode[]> {
  return db.query<AlertEpisode>(
    `${episodes}\nORDER BY sinceMs DESC, rule, host, device\nLIMIT {limit:UInt32}`,
    { limit },
  );
}

/** Hosts whose agent is enrolled and not revoked: only they can have alerts. */
export async function readWatchedHosts(db: QueryRunner): Promise<Set<string>> {
  const rows = await db.query<{ host: string }>('SELECT host FROM host WHERE revoked IS NULL');
  return new Set(rows.map((row) => row.host));
}

type PendingRow = AlertEventRow & { readonly attempts: number };

/** Events that were queued for a channel and neither delivered nor given up, oldest first. */
export async function readPendingDeliveries(
  db: QueryRunner,
  query: { channel: string; maxAttempts: number; queuedAfterMs: number; limit: number },
): Promise<PendingDelivery[]> {
  const rows = await db.query<PendingRow>(
    `SELECT
       toString(e.id) AS id, e.rule AS rule, e.host AS host, e.device AS device, e.state AS state,
       toUnixTimestamp64Milli(e.ts) AS tsMs, toUnixTimestamp64Milli(e.since) AS sinceMs,
       e.value AS value, e.summary AS summary, d.attempts AS attempts
     FROM (SELECT * FROM alert_events LIMIT 1 BY id) AS e
     INNER JOIN
     (
       SELECT event_id, max(a.attempts) AS attempts
       FROM alert_deliveries AS a
       WHERE channel = {channel:String}
       GROUP BY event_id
       HAVING countIf(outcome = 'delivered') = 0 AND attempts < {maxAttempts:UInt32}
         AND min(a.ts) > fromUnixTimestamp64Milli({queuedAfterMs:Int64})
     ) AS d ON d.event_id = e.id
     ORDER BY e.ts, e.rule, e.host, e.device
     LIMIT {limit:UInt32}`,
    query,
  );
  return rows.map(({ attempts, ...event }) => ({ event, attempts }));
}
