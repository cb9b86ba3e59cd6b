import type { AlertDeliveryRow } from '../tables/alert-deliveries.ts';
import type { AlertEventRow, AlertKey, AlertState } from '../tables/alert-events.ts';
import { insertFenced, type Uploader } from '../fenced-insert.ts';
import type { QueryRunner, RowInserter } from '../query-runner.ts';
import type { Fence } from '../writer-lease.ts';
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

const eventsStructure = `id UUID, rule String, host String, device String, state String, ts DateTime64(3, 'UTC'),
  since DateTime64(3, 'UTC'), severity String, value Float64, threshold Nullable(Float64), summary String, actor String, note String`;

/** Writing the same event again does no harm. Throws FENCED, and writes nothing, when `fence` is not the newest lease. */
export async function insertAlertEvents(
  db: RowInserter & Uploader,
  events: readonly AlertEventRow[],
  fence?: Fence,
): Promise<void> {
  const rows = events.map(({ tsMs, sinceMs, ...event }) => {
    return { ...event, ts: utcText(tsMs), since: utcText(sinceMs) };
  });
  await insertFenced(db, { table: 'alert_events', structure: eventsStructure, rows, fence });
}

const deliveriesStructure = `event_id UUID, channel String, outcome String, attempts UInt32, message_id String,
  ts DateTime64(3, 'UTC'), detail String`;

/** Throws FENCED, and writes nothing, when `fence` is not the newest lease. */
export async function insertAlertDeliveries(
  db: RowInserter & Uploader,
  steps: readonly AlertDeliveryRow[],
  fence?: Fence,
): Promise<void> {
  const rows = steps.map(({ eventId, messageId, tsMs, ...step }) => {
    return { ...step, event_id: eventId, message_id: messageId, ts: utcText(tsMs) };
  });
  await insertFenced(db, { table: 'alert_deliveries', structure: deliveriesStructure, rows, fence });
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

export interface NotifiedAlert extends AlertKey {
  readonly sinceMs: number;
  /** Of the last event that somebody was told of. */
  readonly notifiedMs: number;
  /** 0 or 1. */
  readonly escalated: number;
}

/** Alerts since an instant, of whose firing some channel was told or is about to be. */
export function readNotifiedAlerts(db: QueryRunner, sinceMs: number): Promise<NotifiedAlert[]> {
  return db.query<NotifiedAlert>(
    `SELECT rule, host, device, toUnixTimestamp64Milli(e.since) AS sinceMs,
       toUnixTimestamp64Milli(max(e.ts)) AS notifiedMs, max(e.state = 'escalated') AS escalated
     FROM alert_events AS e
     WHERE e.since >= fromUnixTimestamp64Milli({sinceMs:Int64}) AND e.state IN ('firing', 'reminded', 'escalated')
       AND e.id IN (SELECT event_id FROM alert_deliveries)
     GROUP BY rule, host, device, e.since
     HAVING countIf(e.state = 'firing') > 0`,
    { sinceMs },
  );
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

/** What somebody acknowledged after an instant, through whichever collector. */
export async function readAcknowledgements(db: QueryRunner, afterMs: number): Promise<AlertEventRow[]> {
  return db.query<AlertEventRow>(
    `SELECT toString(id) AS id, rule, host, device, toString(state) AS state,
       toUnixTimestamp64Milli(ts) AS tsMs, toUnixTimestamp64Milli(since) AS sinceMs, severity, value, threshold, summary, actor, note
     FROM alert_events WHERE state = 'acknowledged' AND ts > fromUnixTimestamp64Milli({afterMs:Int64})
     ORDER BY ts LIMIT 1000`,
    { afterMs },
  );
}

/** What was noted at the end of the last absence of each host. */
export function readAbsenceNotes(db: QueryRunner): Promise<{ host: string; note: string }[]> {
  return db.query(
    `SELECT host, argMax(e.note, e.ts) AS note FROM alert_events AS e
     WHERE rule = 'host_silent' AND e.state = 'resolved' AND e.note != '' GROUP BY host`,
  );
}

/** The end of the newest week whose report was recorded; 0: none was. */
export async function readLastReport(db: QueryRunner): Promise<number> {
  const [last] = await db.query<{ ms: number }>(
    `SELECT toUnixTimestamp64Milli(max(e.since)) AS ms FROM alert_events AS e WHERE rule = 'weekly_report' AND e.state = 'reported'`,
  );
  return last?.ms ?? 0;
}

/** When each host was enrolled. */
export function readEnrolments(db: QueryRunner): Promise<{ host: string; enrolledMs: number }[]> {
  return db.query('SELECT host, toUnixTimestamp64Milli(enrolled) AS enrolledMs FROM host');
}

/** The newest sample of each host that is enrolled and not revoked; null: none yet. */
export function readLastSamples(db: QueryRunner): Promise<{ host: string; lastMs: number | null }[]> {
  return db.query('SELECT host, toUnixTimestamp64Milli(last_seen) AS lastMs FROM host WHERE revoked IS NULL');
}
