/**
 * The alerts that are active, in memory and on disk.
 *
 * Invariants
 *   - The alerts in memory are those in `alert_events`: a change counts only once its row is on disk. Rows whose INSERT
 *     failed are kept and written again, as they are, before anything else is evaluated; their ids do not depend on
 *     the attempt, so a row that had arrived after all does no harm.
 *   - Deliveries are on disk before the event itself is; a queued delivery without an event is void.
 *   - Nothing is written but under the lease.
 */
import type { Logger } from '@hostwire/runtime';
import {
  insertAlertEvents,
  readActiveAlerts,
  readAlerts,
  type AlertEpisode,
  type AlertEventRow,
  type Fence,
  type QueryRunner,
  type RowInserter,
  type Uploader,
} from '@hostwire/storage';
import { alertKey } from '../life/alert-identity.ts';
import { applyEvent, flap, type ActiveAlert, type Changes } from '../life/alert-state.ts';

const logLimits = { maxRowsPerInsert: 1_000, maxActive: 50_000, readBack: 10_000 } as const;

export interface AlertLogOptions {
  readonly db: QueryRunner & RowInserter & Uploader;
  readonly logger: Logger;
  /** Throws FENCED when another collector decides. */
  readonly fence: () => Fence;
  /** Called with events before they are on disk; resolves when their deliveries are reserved. */
  readonly reserve: (events: readonly AlertEventRow[]) => Promise<void>;
  /** Called when they are. */
  readonly written: (events: readonly AlertEventRow[]) => void;
}

export class AlertLog {
  readonly #options: AlertLogOptions;
  readonly #active = new Map<string, ActiveAlert>();
  readonly #firedMs = new Map<string, number[]>();
  #unsaved: readonly AlertEventRow[] = [];

  constructor(options: AlertLogOptions) {
    this.#options = options;
  }

  get active(): ReadonlyMap<string, ActiveAlert> {
    return this.#active;
  }

  /** How often an alert fired within the time that decides whether it flaps. */
  timesFired(key: string, nowMs: number): number {
    return (this.#firedMs.get(key) ?? []).filter((ms) => nowMs - ms < flap.withinMs).length;
  }

  /** Takes what is on disk in place of what is in memory. */
  async load(nowMs: number): Promise<void> {
    await this.follow();
    this.#firedMs.clear();
    const sinceMs = nowMs - flap.withinMs;
    for (const { firedMs, ...alert } of await readAlerts(this.#options.db, {
      limit: logLimits.readBack,
      sinceMs,
    }))
      if (firedMs !== null) this.#noteFired(alertKey(alert), firedMs);
  }

  /** Takes what another collector wrote. */
  async follow(): Promise<void> {
    const alerts = await readActiveAlerts(this.#options.db);
    this.#active.clear();
    this.#unsaved = [];
    for (const alert of alerts) this.#active.set(alertKey(alert), activeOf(alert));
  }

  /** Makes the changes of one rule; within `maxActive`, beyond which alerts can only end. */
  async change({ events, clearing }: Changes): Promise<void> {
    for (const [key, clearMs] of clearing) {
      const alert = this.#active.get(key);
      if (alert !== undefined) this.#active.set(key, { ...alert, clearMs });
    }
    const room = logLimits.maxActive - this.#active.size;
    this.#unsaved = room > 0 ? events.slice(0, room) : events.filter(({ state }) => state === 'resolved');
    await this.save();
  }

  /** Writes again what could not be written. */
  async save(): Promise<void> {
    while (this.#unsaved.length > 0) {
      const events = this.#unsaved.slice(0, logLimits.maxRowsPerInsert);
      await this.write(events);
      this.#unsaved = this.#unsaved.slice(events.length);
    }
  }

  async write(events: readonly AlertEventRow[]): Promise<void> {
    const { db, logger, fence, reserve, written } = this.#options;
    await reserve(events);
    await insertAlertEvents(db, events, fence());
    for (const event of events) {
      applyEvent(this.#active, event);
      if (event.state === 'firing') this.#noteFired(alertKey(event), event.tsMs);
      const { id, rule, host, device, state } = event;
      logger.info({ id, rule, host, device, state }, 'alert changed state');
    }
    written(events);
  }

  #noteFired(key: string, ms: number): void {
    const times = (this.#firedMs.get(key) ?? []).filter((each) => ms - each < flap.withinMs);
    this.#firedMs.set(key, [...times, ms]);
  }
}

function activeOf(alert: AlertEpisode): ActiveAlert {
  return { ...alert, state: alert.state === 'firing' ? 'firing' : 'pending', clearMs: null };
}
