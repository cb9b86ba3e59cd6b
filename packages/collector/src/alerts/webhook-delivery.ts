/**
 * Posts alerts that fire or are resolved to one URL.
 *
 * The queue is on disk: `alert_deliveries` holds a row with 0 attempts for each event that is to be delivered, then one
 * row per attempt. After a start whatever was neither delivered nor given up is taken up again, with its attempts.
 *
 * Order: the events of one alert go out one after the other (resolved never overtakes firing); different alerts do not
 * wait for each other. The receiver may see an event twice (an answer that was lost); `X-Hostwire-Event-Id` is the
 * same then.
 *
 * Limits: `maxAttempts` per event with full-jitter back-off, `timeoutMs` per request, `maxConcurrent` requests,
 * `maxQueued` events in memory; further ones stay on disk and are fetched when there is room. What was queued longer
 * ago than `maxAgeMs` is left alone.
 */
import {
  insertAlertDeliveries,
  readPendingDeliveries,
  type AlertEventRow,
  type PendingDelivery,
  type QueryRunner,
  type RowInserter,
} from '@hostwire/storage';
import { fullJitterMs, HostwireError, toError, type Clock, type Logger } from '@hostwire/runtime';
import { alertId } from './alert-identity.ts';
import type { AlertChannel } from './alert-evaluator.ts';
import { alertKey } from './alert-state.ts';
import { severityOf } from './rules.ts';

const deliveryLimits = {
  maxAttempts: 12,
  timeoutMs: 10_000,
  /** What is under way at the end may take this long: broken off, it might be posted twice. */
  stopGraceMs: 2_000,
  maxConcurrent: 4,
  maxQueued: 5_000,
  maxAgeMs: 86_400_000,
  backoff: { baseMs: 2_000, capMs: 300_000 },
} as const;

const channel = 'webhook';

export interface WebhookDeliveryOptions {
  readonly url: string;
  readonly db: QueryRunner & RowInserter;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of the web pages, for the links in what is posted: `http://127.0.0.1:4680`. */
  readonly webUrl: () => string;
  readonly backoff?: { readonly baseMs: number; readonly capMs: number };
}

/** What is posted. */
export interface WebhookBody {
  /** Of the alert: the same when it fires and when it is resolved. */
  readonly id: string;
  readonly rule: string;
  readonly host: string;
  readonly device: string;
  readonly state: 'firing' | 'resolved';
  readonly severity: 'warning' | 'critical';
  readonly value: number;
  readonly summary: string;
  /** ISO 8601. */
  readonly since: string;
  /** The host's page. */
  readonly url: string;
}

interface Job {
  readonly event: AlertEventRow;
  attempts: number;
  notBeforeMs: number;
}

export class WebhookDelivery implements AlertChannel {
  readonly #options: WebhookDeliveryOptions;
  /** Jobs by alert, oldest first; only the head of each is worked on. */
  readonly #queues = new Map<string, Job[]>();
  readonly #underWay = new Map<string, Promise<void>>();
  /** Ids of the events in memory. */
  readonly #known = new Set<string>();
  /** Ids that were done with while the queue was read from disk: that answer may still hold them. */
  readonly #settled = new Set<string>();
  #moreOnDisk = true;
  #running = false;
  #aborter = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #fetching: Promise<void> | undefined;

  constructor(options: WebhookDeliveryOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    this.#moreOnDisk = true;
    this.#aborter = new AbortController();
    this.#wake(0);
  }

  /** Waits a little for what is under way, then breaks it off; it stays queued on disk. */
  async stop(): Promise<void> {
    this.#running = false;
    clearTimeout(this.#timer);
    const overdue = setTimeout(() => this.#aborter.abort(), deliveryLimits.stopGraceMs);
    await Promise.all([this.#fetching, ...this.#underWay.values()]);
    clearTimeout(overdue);
    this.#queues.clear();
    this.#known.clear();
  }

  async reserve(events: readonly AlertEventRow[]): Promise<void> {
    if (events.length === 0) return;
    const tsMs = this.#options.clock.nowMs();
    const rows = events.map(({ id }) => ({
      eventId: id,
      channel,
      outcome: 'failed' as const,
      attempts: 0,
      tsMs,
      detail: 'queued',
    }));
    await insertAlertDeliveries(this.#options.db, rows);
  }

  enqueue(events: readonly AlertEventRow[]): void {
    if (!this.#running) return;
    for (const event of events) this.#add({ event, attempts: 0 });
    this.#wake(0);
  }

  #add({ event, attempts }: PendingDelivery): void {
    if (this.#known.has(event.id) || this.#settled.has(event.id)) return;
    if (this.#known.size >= deliveryLimits.maxQueued) {
      this.#moreOnDisk = true;
      return;
    }
    this.#known.add(event.id);
    const queue = this.#queues.get(alertKey(event)) ?? [];
    queue.push({ event, attempts, notBeforeMs: 0 });
    this.#queues.set(alertKey(event), queue);
  }

  #wake(delayMs: number): void {
    if (!this.#running) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#dispatch(), delayMs);
  }

  #dispatch(): void {
    if (this.#moreOnDisk && this.#known.size < deliveryLimits.maxQueued / 2) this.#fetchMore();
    const nowMs = this.#options.clock.monoMs();
    let nextMs = Infinity;
    for (const [key, [head]] of this.#queues) {
      if (head === undefined || this.#underWay.has(key)) continue;
      if (this.#underWay.size >= deliveryLimits.maxConcurrent) return; // whichever ends first wakes us
      if (head.notBeforeMs > nowMs) {
        nextMs = Math.min(nextMs, head.notBeforeMs);
        continue;
      }
      const work = this.#deliver(head).then(() => {
        this.#underWay.delete(key);
        this.#wake(0);
      });
      this.#underWay.set(key, work);
    }
    if (nextMs < Infinity) this.#wake(nextMs - nowMs);
  }

  /** Takes up what is on disk and not in memory. A failure is tried again with the usual back-off. */
  #fetchMore(): void {
    if (this.#fetching !== undefined) return;
    const { db, clock, logger } = this.#options;
    const { maxAttempts, maxAgeMs, maxQueued } = deliveryLimits;
    const query = { channel, maxAttempts, queuedAfterMs: clock.nowMs() - maxAgeMs, limit: maxQueued };
    this.#fetching = readPendingDeliveries(db, query)
      .then((pending) => {
        this.#moreOnDisk = pending.length === maxQueued;
        for (const delivery of pending) this.#add(delivery);
        return 0;
      })
      .catch((error: unknown) => {
        logger.warn({ err: toError(error) }, 'queued deliveries could not be read');
        return fullJitterMs(1, this.#backoff());
      })
      .then((delayMs) => {
        this.#fetching = undefined;
        this.#settled.clear();
        this.#wake(delayMs);
      });
  }

  /** One attempt, recorded. Never rejects. */
  async #deliver(job: Job): Promise<void> {
    const { logger, clock } = this.#options;
    const { event } = job;
    const failure = await this.#post(event).then(
      () => undefined,
      (error: unknown) => toError(error),
    );
    if (!this.#running && failure !== undefined) return;
    job.attempts += 1;
    const givenUp = failure !== undefined && job.attempts >= deliveryLimits.maxAttempts;
    if (failure === undefined || givenUp) this.#remove(job);
    else job.notBeforeMs = clock.monoMs() + fullJitterMs(job.attempts, this.#backoff());
    const fields = { eventId: event.id, rule: event.rule, host: event.host, attempts: job.attempts };
    if (givenUp) logger.error({ ...fields, err: failure }, 'alert was not delivered, giving up');
    else if (failure !== undefined)
      logger.warn({ ...fields, err: failure }, 'alert was not delivered, will try again');
    await this.#record(job, failure);
  }

  async #post(event: AlertEventRow): Promise<void> {
    const signal = AbortSignal.any([this.#aborter.signal, AbortSignal.timeout(deliveryLimits.timeoutMs)]);
    const response = await fetch(this.#options.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hostwire-event-id': event.id },
      body: JSON.stringify(webhookBody(event, this.#options.webUrl())),
      redirect: 'manual',
      signal,
    });
    await response.body?.cancel();
    if (!response.ok) {
      throw new HostwireError('WEBHOOK_REFUSED', `the webhook answered ${response.status}`, {
        retryable: true,
      });
    }
  }

  async #record(job: Job, failure: Error | undefined): Promise<void> {
    const { db, clock, logger } = this.#options;
    const outcome = failure === undefined ? 'delivered' : 'failed';
    const detail = failure === undefined ? '' : failure.message.slice(0, 500);
    const row = {
      eventId: job.event.id,
      channel,
      outcome,
      attempts: job.attempts,
      tsMs: clock.nowMs(),
      detail,
    } as const;
    try {
      await insertAlertDeliveries(db, [row]);
    } catch (error) {
      logger.warn({ eventId: job.event.id, err: toError(error) }, 'outcome of a delivery was not recorded');
    }
  }

  #remove(job: Job): void {
    const key = alertKey(job.event);
    const rest = (this.#queues.get(key) ?? []).filter((other) => other !== job);
    if (rest.length > 0) this.#queues.set(key, rest);
    else this.#queues.delete(key);
    this.#known.delete(job.event.id);
    if (this.#fetching !== undefined) this.#settled.add(job.event.id);
  }

  #backoff(): { readonly baseMs: number; readonly capMs: number } {
    return this.#options.backoff ?? deliveryLimits.backoff;
  }
}

function webhookBody(event: AlertEventRow, webUrl: string): WebhookBody {
  const { rule, host, device, value, summary } = event;
  return {
    id: alertId(event),
    rule,
    host,
    device,
    state: event.state === 'resolved' ? 'resolved' : 'firing',
    severity: severityOf(rule),
    value,
    summary,
    since: new Date(event.sinceMs).toISOString(),
    url: `${webUrl.replace(/\/$/, '')}/hosts/${encodeURIComponent(host)}`,
  };
}
