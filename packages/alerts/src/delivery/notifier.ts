/**
 * Decides who is told what. An alert that is silenced or inhibited is recorded and nobody is told; it is told when the
 * silence ends and it still fires. Resolved is told only to whom firing was told. While an alert fires and nobody
 * acknowledged it, it is told again after the route's `repeat`, and to others after `escalate.after`.
 */
import type { Clock } from '@hostwire/runtime';
import { readNotifiedAlerts, type AlertEventRow, type QueryRunner } from '@hostwire/storage';
import type { ActiveAlert } from '../life/alert-state.ts';
import { alertEventId, alertKey } from '../life/alert-identity.ts';
import type { HostFacts } from '../rules/scope.ts';
import type { Delivery } from './delivery-queue.ts';
import { routesOf, type DeliveryPlan } from './routes.ts';

/** The rule about the collector's own trouble. */
const ingestRule = 'ingest_stalled';

export interface NotifierOptions {
  readonly db: QueryRunner;
  readonly clock: Clock;
  /** As it is now. */
  readonly plan: () => DeliveryPlan;
  /** Labels of a host; of one that is not known: none. */
  readonly facts: (host: string) => HostFacts;
  /** Why nobody is told of an alert now; '': they are. */
  mutedBy(alert: ActiveAlert, nowMs: number): string;
  reserve(deliveries: readonly Delivery[]): Promise<void>;
  enqueue(deliveries: readonly Delivery[]): void;
}

interface Notified {
  /** Of the event that was told last. */
  readonly ms: number;
  readonly escalated: boolean;
}

export class Notifier {
  readonly #options: NotifierOptions;
  /** Firing alerts that somebody was told of, by key. */
  readonly #notified = new Map<string, Notified>();
  readonly #reserved = new Map<string, Delivery[]>();

  constructor(options: NotifierOptions) {
    this.#options = options;
  }

  /** Before the events are on disk. */
  async reserve(events: readonly AlertEventRow[]): Promise<void> {
    const deliveries = events.flatMap((event) => this.#deliveriesOf(event));
    await this.#options.reserve(deliveries);
    for (const delivery of deliveries) {
      const same = this.#reserved.get(delivery.event.id) ?? [];
      this.#reserved.set(delivery.event.id, [...same, delivery]);
    }
  }

  /** When they are. */
  written(events: readonly AlertEventRow[]): void {
    for (const event of events) {
      const deliveries = this.#reserved.get(event.id) ?? [];
      this.#reserved.delete(event.id);
      if (deliveries.length > 0) this.#options.enqueue(deliveries);
      const key = alertKey(event);
      const notified = this.#notified.get(key);
      if (event.state === 'resolved') this.#notified.delete(key);
      else if (event.state === 'firing' && deliveries.length > 0)
        this.#notified.set(key, { ms: event.tsMs, escalated: false });
      else if (event.state === 'escalated' && notified !== undefined)
        this.#notified.set(key, { ...notified, escalated: true });
      else if (event.state === 'reminded' && notified !== undefined)
        this.#notified.set(key, { ...notified, ms: event.tsMs });
    }
  }

  /**
   * What is due now of alerts that fire: told late since a silence ended, told again, escalated. The events are to be
   * written; they come back through `reserve` and `written`.
   */
  async due(active: ReadonlyMap<string, ActiveAlert>, nowMs: number): Promise<AlertEventRow[]> {
    const events: AlertEventRow[] = [];
    for (const [key, alert] of active) {
      if (alert.rule === ingestRule || alert.state !== 'firing' || this.#options.mutedBy(alert, nowMs) !== '')
        continue;
      const notified = this.#notified.get(key);
      if (notified === undefined) await this.#notifyLate(alert);
      else events.push(...this.#dueOf(alert, { notified, nowMs }));
    }
    return events;
  }

  /** Channels that an alert goes to, for `alerts show` and previews. */
  channelsOf(alert: Pick<ActiveAlert, 'rule' | 'host' | 'device' | 'severity'>): string[] {
    return [...new Set(this.#routes(alert).flatMap(({ channels }) => channels))];
  }

  #dueOf(alert: ActiveAlert, { notified, nowMs }: { notified: Notified; nowMs: number }): AlertEventRow[] {
    if (alert.acknowledgedMs !== null) return [];
    const [route] = this.#routes(alert);
    const firedMs = alert.firedMs ?? nowMs;
    if (route?.escalate !== undefined && !notified.escalated && nowMs - firedMs >= route.escalate.after)
      return [turnOf(alert, 'escalated', { tsMs: nowMs, turn: 0 })];
    if (route === undefined || route.repeat === 0 || nowMs - notified.ms < route.repeat) return [];
    // Counted from the begin, so that the number is the same after a restart.
    return [turnOf(alert, 'reminded', { tsMs: nowMs, turn: Math.floor((nowMs - firedMs) / route.repeat) })];
  }

  /** The firing event is on disk already; only its deliveries are not. */
  async #notifyLate(alert: ActiveAlert): Promise<void> {
    const tsMs = alert.firedMs ?? alert.sinceMs;
    const event = turnOf(alert, 'firing', { tsMs, turn: 0 });
    const deliveries = this.#routed(event, this.channelsOf(alert));
    if (deliveries.length > 0) await this.#options.reserve(deliveries);
    this.#notified.set(alertKey(alert), { ms: this.#options.clock.nowMs(), escalated: false });
    this.#options.enqueue(deliveries);
  }

  #deliveriesOf(event: AlertEventRow): Delivery[] {
    const key = alertKey(event);
    // Told by the outage pager, since the queue needs the database.
    if (event.rule === ingestRule || event.state === 'pending' || event.state === 'would_fire') return [];
    if (event.state === 'reported') return this.#routed(event, this.#options.plan().report?.channels ?? []);
    if (event.state === 'resolved' || event.state === 'acknowledged')
      return this.#notified.has(key) ? this.#routed(event, this.channelsOf(event)) : [];
    if (event.state === 'escalated') {
      const channels = this.#routes(event).flatMap(({ escalate }) => escalate?.channels ?? []);
      return this.#routed(event, channels);
    }
    const alert = {
      ...event,
      state: 'firing' as const,
      firedMs: event.tsMs,
      clearMs: null,
      acknowledgedMs: null,
      acknowledgedBy: '',
    };
    if (this.#options.mutedBy(alert, event.tsMs) !== '') return [];
    return this.#routed(event, this.channelsOf(event));
  }

  #routed(event: AlertEventRow, channels: readonly string[]): Delivery[] {
    return [...new Set(channels)].map((channel) => ({ event, channel }));
  }

  #routes(alert: Pick<ActiveAlert, 'rule' | 'host' | 'device' | 'severity'>) {
    const { plan, facts } = this.#options;
    const { rule, device, severity } = alert;
    return routesOf(plan().routes, { ...facts(alert.host), rule, device, severity });
  }

  /** At the begin, and after taking over: which of the alerts that fire somebody was told of, and when last. */
  async load(active: ReadonlyMap<string, ActiveAlert>): Promise<void> {
    this.#notified.clear();
    this.#reserved.clear();
    const firing = [...active.values()].filter(({ state }) => state === 'firing');
    if (firing.length === 0) return;
    const sinceMs = Math.min(...firing.map((alert) => alert.sinceMs));
    for (const { notifiedMs, escalated, ...notified } of await readNotifiedAlerts(
      this.#options.db,
      sinceMs,
    )) {
      const alert = active.get(alertKey(notified));
      if (alert?.state === 'firing' && alert.sinceMs === notified.sinceMs)
        this.#notified.set(alertKey(notified), { ms: notifiedMs, escalated: escalated === 1 });
    }
  }
}

function turnOf(
  alert: ActiveAlert,
  state: 'firing' | 'reminded' | 'escalated',
  { tsMs, turn }: { tsMs: number; turn: number },
): AlertEventRow {
  const { rule, host, device, severity, sinceMs, value, threshold, summary } = alert;
  const id = alertEventId(alert, state, turn);
  return {
    id,
    rule,
    host,
    device,
    severity,
    sinceMs,
    value,
    threshold,
    summary,
    state,
    tsMs,
    actor: '',
    note: '',
  };
}
