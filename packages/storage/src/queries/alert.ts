import type { AlertDeliveryRow } from '../tables/alert-deliveries.ts';
import type { AlertEventRow, AlertKey, AlertState } from '../tables/alert-events.ts';
import type { QueryRunner, RowInserter } from '../query-runner.ts';
import { utcText } from '../sql-literal.ts';

/** An alert with its events folded (view `alert_history`). Named by rule, host, device and begin. */
export interface AlertEpisode extends AlertKey {
  readonly state: AlertState;
  readonly severity: string;
  readonly sinceMs: number;
  readonly firedMs: number | null;
  readonly acknowledgedMs: number | null;
  readonly acknowledgedBy: string;
  readonly resolvedMs: number | null;
  readonly value: number;
  readonly threshold: number | null;
  readonly summary: string;
  readonly note: string;
}

export interface PendingDelivery {
  readonly event: AlertEventRow;
  readonly channel: string;
  /** Made so far. */
  readonly attempts: number;
  /** '': it was not sent yet. */
  readonly messageId: string;
  readonly queuedMs: number;
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
  steps: readonly AlertDeliveryRow[],
): Promise<void> {
  await db.insertRows(
    'alert_deliveries',
    steps.map(({ eventId, messageId, tsMs, ...step }) => ({
      ...step,
      event_id: eventId,
      message_id: messageId,
      ts: utcText(tsMs),
    })),
  );
}

const episodes = `
SELECT
  rule, host, device, state, severity,
  toUnixTimestamp64Milli(since) AS sinceMs, toUnixTimestamp64Milli(fired) AS firedMs,
  toUnixTimestamp64Milli(acknowledged) AS acknowledgedMs, acknowledged_by AS acknowledgedBy,
  toUnixTimestamp64Milli(resolved) AS resolvedMs,
  value, threshold, summary, note
FROM alert_history`;

/** Alerts that are pending or firing, newest first. */
export function readActiveAlerts(db: QueryRunner): Promise<AlertEpisode[]> {
  return db.query<AlertEpisode>(
    `${episodes}\nWHERE state IN ('pending', 'firing')\nORDER BY since DESC, rule, host, device`,
  );
}

export interface AlertHistoryQuery {
  readonly limit: number;
  readonly host?: string | undefined;
  readonly rule?: string | undefined;
  /** Only alerts that were active at or after this. */
  readonly sinceMs?: number | undefined;
}

/** The newest alerts that fired or are pending, newest first. */
export function readAlerts(
  db: QueryRunner,
  { limit, host, rule, sinceMs }: AlertHistoryQuery,
): Promise<AlertEpisode[]> {
  const where = ["(fired IS NOT NULL OR state IN ('pending', 'would_fire'))"];
  if (host !== undefined) where.push('host = {host:String}');
  if (rule !== undefined) where.push('rule = {rule:String}');
  if (sinceMs !== undefined)
    where.push('ifNull(resolved, now64(3)) >= fromUnixTimestamp64Milli({since_ms:Int64})');
  return db.query<AlertEpisode>(
    `${episodes}\nWHERE ${where.join(' AND ')}\nORDER BY since DESC, rule, host, device\nLIMIT {limit:UInt32}`,
    { limit, host, rule, since_ms: sinceMs },
  );
}

/** Firing alerts that some channel was told of, or is about to be: ids of their events. */
export async function readToldEvents(db: QueryRunner, eventIds: readonly string[]): Promise<Set<string>> {
  if (eventIds.length === 0) return new Set();
  const rows = await db.query<{ id: string }>(
    'SELECT DISTINCT toString(event_id) AS id FROM alert_deliveries WHERE event_id IN {ids:Array(UUID)}',
    { ids: eventIds },
  );
  return new Set(rows.map(({ id }) => id));
}

type PendingRow = AlertEventRow & Omit<PendingDelivery, 'event'>;

/** Events that were queued and neither delivered, refused nor given up, oldest first. A queued one without an event is void. */
export async function readPendingDeliveries(
  db: QueryRunner,
  query: { maxAttempts: number; queuedAfterMs: number; limit: number },
): Promise<PendingDelivery[]> {
  const rows = await db.query<PendingRow>(
    `SELECT
       toString(e.id) AS id, e.rule AS rule, e.host AS host, e.device AS device, e.state AS state,
       toUnixTimestamp64Milli(e.ts) AS tsMs, toUnixTimestamp64Milli(e.since) AS sinceMs, e.severity AS severity,
       e.value AS value, e.threshold AS threshold, e.summary AS summary, e.actor AS actor, e.note AS note,
       d.channel AS channel, d.attempts AS attempts, d.messageId AS messageId, d.queuedMs AS queuedMs
     FROM (SELECT * FROM alert_events LIMIT 1 BY id) AS e
     INNER JOIN
     (
       SELECT event_id, channel, max(a.attempts) AS attempts, max(a.message_id) AS messageId,
         toUnixTimestamp64Milli(min(a.ts)) AS queuedMs
       FROM alert_deliveries AS a
       GROUP BY event_id, channel
       HAVING countIf(outcome IN ('delivered', 'refused')) = 0 AND attempts < {maxAttempts:UInt32}
         AND min(a.ts) > fromUnixTimestamp64Milli({queuedAfterMs:Int64})
     ) AS d ON d.event_id = e.id
     ORDER BY e.ts, e.rule, e.host, e.device, d.channel
     LIMIT {limit:UInt32}`,
    query,
  );
  return rows.map(({ channel, attempts, messageId, queuedMs, ...event }) => ({
    event,
    channel,
    attempts,
    messageId,
    queuedMs,
  }));
}

/** The newest sample of each host that is enrolled and not revoked; null: none yet. */
export function readLastSamples(db: QueryRunner): Promise<{ host: string; lastMs: number | null }[]> {
  return db.query('SELECT host, toUnixTimestamp64Milli(last_seen) AS lastMs FROM host WHERE revoked IS NULL');
}
