/**
 * Runs every alert rule every 10 s and keeps which alerts are active.
 *
 * States: stopped → loading (reads the active alerts of an earlier run) → evaluating ⇄ waiting → stopped.
 * One evaluation at a time; the next begins 10 s after the last one began, or at once when it took longer.
 *
 * Invariants
 *   - The alerts in memory are those in `alert_events`: a change counts only once its row is on disk. Rows whose
 *     INSERT failed are kept and written again, as they are, before anything else is evaluated; their ids do not
 *     depend on the attempt, so a row that had arrived after all does no harm.
 *   - When ClickHouse does not answer nothing changes. When it does again, `recoveredMs` moves: rules about missing
 *     data then wait for agents to come back. The same after a pause of this process that is longer than
 *     `pauseMs` (a suspended machine), and after its start.
 *   - Deliveries are queued, on disk, before the event itself is written; a queued delivery without an event is void.
 * Limits: one query per rule and evaluation, whatever the number of hosts; at most `maxRowsPerInsert` rows at a time.
 */
import type { SendingSchedule } from '@hostwire/protocol';
import {
  insertAlertEvents,
  readActiveAlerts,
  readWatchedHosts,
  type AlertEpisode,
  type AlertEventRow,
  type QueryRunner,
  type RowInserter,
} from '@hostwire/storage';
import { toError, type Clock, type Logger } from '@hostwire/runtime';
import { alertKey, applyEvent, changesOf } from './alert-state.ts';
import { observationOf, type AlertRule, type RuleRow } from './rule.ts';
import { alertRules } from './rules.ts';

const alertLimits = {
  intervalMs: 10_000,
  /** Between two evaluations: longer means that this process was not running. */
  pauseMs: 30_000,
  maxRowsPerInsert: 1_000,
} as const;

/** Who is told of alerts that fire or are resolved. */
export interface AlertChannel {
  /** Resolves when it is on disk that these are to be delivered. */
  reserve(events: readonly AlertEventRow[]): Promise<void>;
  /** Begins to deliver; does not wait. */
  enqueue(events: readonly AlertEventRow[]): void;
}

export interface AlertEvaluatorOptions {
  readonly db: QueryRunner & RowInserter;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly channels: readonly AlertChannel[];
  /** Whether batches of the host arrived just now. */
  arriving(host: string): boolean;
  /** How the host was told to sample and to send. */
  schedule(host: string): SendingSchedule;
  readonly rules?: readonly AlertRule[];
  readonly intervalMs?: number;
}

export class AlertEvaluator {
  readonly #options: AlertEvaluatorOptions;
  readonly #rules: readonly AlertRule[];
  readonly #intervalMs: number;
  readonly #active = new Map<string, AlertEpisode>();
  #unsaved: AlertEventRow[] = [];
  #loaded = false;
  #recoveredMs = 0;
  #lastEvaluatedMs = 0;
  #reachable = true;
  #running = false;
  #timer: NodeJS.Timeout | undefined;
  #evaluation: Promise<void> = Promise.resolve();

  constructor(options: AlertEvaluatorOptions) {
    this.#options = options;
    this.#rules = options.rules ?? alertRules;
    this.#intervalMs = options.intervalMs ?? alertLimits.intervalMs;
  }

  /** Returns at once: a database that does not answer yet holds nothing up. */
  async start(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    this.#schedule(0);
  }

  /** Resolves when no evaluation is under way. */
  async stop(): Promise<void> {
    this.#running = false;
    clearTimeout(this.#timer);
    await this.#evaluation;
  }

  /** Alerts that are pending or firing, newest first. */
  active(): readonly AlertEpisode[] {
    return [...this.#active.values()].toSorted((a, b) => b.sinceMs - a.sinceMs);
  }

  #schedule(delayMs: number): void {
    this.#timer = setTimeout(() => {
      const beganMs = this.#options.clock.monoMs();
      this.#evaluation = this.evaluate().then(() => {
        const tookMs = this.#options.clock.monoMs() - beganMs;
        if (this.#running) this.#schedule(Math.max(this.#intervalMs - tookMs, 0));
      });
    }, delayMs);
  }

  /** One round over all rules. Never rejects: what fails is logged and changes nothing. */
  async evaluate(): Promise<void> {
    const { clock, logger, db } = this.#options;
    const nowMs = clock.nowMs();
    if (nowMs - this.#lastEvaluatedMs > alertLimits.pauseMs || nowMs < this.#lastEvaluatedMs)
      this.#recoveredMs = nowMs;
    this.#lastEvaluatedMs = nowMs;
    try {
      await this.#load();
      await this.#save();
      const watched = await readWatchedHosts(db);
      if (!this.#reachable) {
        this.#reachable = true;
        this.#recoveredMs = nowMs;
        logger.info('alert evaluation goes on');
      }
      for (const rule of this.#rules) await this.#evaluateRule(rule, { nowMs, watched });
    } catch (error) {
      if (this.#reachable)
        logger.warn({ err: toError(error) }, 'alert evaluation is held up by the database');
      this.#reachable = false;
    }
  }

  async #evaluateRule(
    rule: AlertRule,
    { nowMs, watched }: { nowMs: number; watched: Set<string> },
  ): Promise<void> {
    const rows = await this.#options.db.query<RuleRow>(rule.sql, { now_ms: nowMs });
    this.#unsaved = changesOf(this.#active, {
      rule,
      nowMs,
      recoveredMs: this.#recoveredMs,
      observations: rows.map(observationOf),
      watched,
      arriving: (host) => this.#options.arriving(host),
      schedule: (host) => this.#options.schedule(host),
    });
    await this.#save();
  }

  async #load(): Promise<void> {
    if (this.#loaded) return;
    for (const alert of await readActiveAlerts(this.#options.db)) this.#active.set(alertKey(alert), alert);
    this.#loaded = true;
  }

  async #save(): Promise<void> {
    while (this.#unsaved.length > 0) {
      const events = this.#unsaved.slice(0, alertLimits.maxRowsPerInsert);
      const told = events.filter((event) => this.#isTold(event));
      for (const channel of this.#options.channels) await channel.reserve(told);
      await insertAlertEvents(this.#options.db, events);
      for (const event of events) {
        applyEvent(this.#active, event);
        const { id, rule, host, device, state } = event;
        this.#options.logger.info({ id, rule, host, device, state }, 'alert changed state');
      }
      this.#unsaved = this.#unsaved.slice(events.length);
      for (const channel of this.#options.channels) channel.enqueue(told);
    }
  }

  /** Firing is told; resolved only of what was told to fire; pending never. */
  #isTold(event: AlertEventRow): boolean {
    if (event.state === 'resolved') return this.#active.get(alertKey(event))?.state === 'firing';
    return event.state === 'firing';
  }
}
