/** Telling people, wired: who is told what, the durable queue, and what is told while the queue cannot be reached. */
import { HostwireError, type Clock, type Logger } from '@hostwire/runtime';
import type { AlertEventRow, Fence, QueryRunner, RowInserter, Uploader } from '@hostwire/storage';
import { alertChart } from '../chart/alert-chart.ts';
import type { IngestHealth } from '../evaluation/fleet.ts';
import type { ActiveAlert } from '../life/alert-state.ts';
import type { Message } from '../message/message.ts';
import type { Rule } from '../rules/rule.ts';
import type { HostFacts } from '../rules/scope.ts';
import { reportMessage } from '../report/report-message.ts';
import { composeMessage } from './compose.ts';
import { DeliveryQueue } from './delivery-queue.ts';
import { Notifier } from './notifier.ts';
import { OutagePager } from './outage-pager.ts';
import { groupKeyOf, type DeliveryPlan } from './routes.ts';
import { testMessage } from './test-message.ts';

const testTimeoutMs = 30_000;

export interface DeliveryOptions {
  readonly db: QueryRunner & RowInserter & Uploader;
  /** For charts: an account that can only read. */
  readonly rulesDb: QueryRunner;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly plan: DeliveryPlan;
  /** File of what was told of an outage of the database. */
  readonly outagePath: string;
  /** Of the web pages, for links. */
  readonly webUrl: () => string;
  readonly fence: () => Fence;
  readonly facts: (host: string) => HostFacts;
  readonly rule: (id: string) => Rule | undefined;
  /** Why nobody is told of an alert now; '': they are. */
  mutedBy(alert: ActiveAlert, nowMs: number): string;
  readonly groupIntervalMs?: number;
  readonly backoff?: { readonly baseMs: number; readonly capMs: number };
}

export class Delivery {
  readonly #options: DeliveryOptions;
  #plan: DeliveryPlan;
  readonly #notifier: Notifier;
  readonly #queue: DeliveryQueue;
  readonly #outages: OutagePager;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#plan = options.plan;
    const { facts } = options;
    const plan = () => this.#plan;
    this.#queue = new DeliveryQueue({
      ...options,
      channels: () => this.#plan.channels,
      groupKey: (event) => groupKeyOf(this.#plan.routes, { ...facts(event.host), ...event }),
      compose: (delivery) => this.#compose(delivery),
    });
    this.#notifier = new Notifier({
      ...options,
      plan,
      reserve: (deliveries) => this.#queue.reserve(deliveries),
      enqueue: (deliveries) => this.#queue.enqueue(deliveries),
    });
    this.#outages = new OutagePager({
      ...options,
      path: options.outagePath,
      channels: () => this.#plan.channels.values(),
    });
  }

  /** Other channels and routes from now on: also for what is queued. */
  use(plan: DeliveryPlan): void {
    this.#plan = plan;
  }

  /** This collector tells people from now on: what another one left queued, and what comes. */
  async takeOver(active: ReadonlyMap<string, ActiveAlert>): Promise<void> {
    await this.#queue.stop();
    await this.#notifier.load(active);
    await this.#queue.start();
  }

  /** Another collector does. What is queued stays queued, on disk. */
  async handOver(): Promise<void> {
    await this.#queue.stop();
  }

  async stop(): Promise<void> {
    await this.#queue.stop();
    await this.#outages.stop();
  }

  /** Before the events are on disk; resolves when their deliveries are. */
  reserve(events: readonly AlertEventRow[]): Promise<void> {
    return this.#notifier.reserve(events);
  }

  /** When they are. */
  written(events: readonly AlertEventRow[]): void {
    this.#notifier.written(events);
  }

  /** Reminders and escalations that are due; they are to be written. */
  due(active: ReadonlyMap<string, ActiveAlert>, nowMs: number): Promise<AlertEventRow[]> {
    return this.#notifier.due(active, nowMs);
  }

  /** Called every few seconds. */
  checkOutage(ingest: IngestHealth): void {
    this.#outages.check(ingest);
  }

  /** Name and kind of every channel. */
  channels(): { readonly name: string; readonly type: string }[] {
    return [...this.#plan.channels.values()].map(({ name, type }) => ({ name, type }));
  }

  /** Sends a message that says it is a test. Throws CHANNEL_UNKNOWN, CHANNEL_FAILED. */
  async test(name: string): Promise<void> {
    const open = this.#plan.channels.get(name);
    if (open === undefined) {
      const known =
        this.channels()
          .map((each) => each.name)
          .join(', ') || 'none';
      throw new HostwireError('CHANNEL_UNKNOWN', `there is no channel ${name}; there are: ${known}`);
    }
    const message = testMessage({ nowMs: this.#options.clock.nowMs(), webUrl: this.#options.webUrl() });
    const outcome = await open.channel.notify(message, AbortSignal.timeout(testTimeoutMs));
    if (outcome.result !== 'done')
      throw new HostwireError('CHANNEL_FAILED', `the channel ${name} ${outcome.why}`, {
        retryable: outcome.result === 'retry',
      });
  }

  #compose(delivery: {
    events: readonly AlertEventRow[];
    channel: string;
    messageId: string;
  }): Promise<Message> {
    const { db, rulesDb, webUrl, logger, clock, rule: find } = this.#options;
    const { messageId, events } = delivery;
    const [first] = events;
    if (first?.state === 'reported') return reportMessage(first, { db, messageId, webUrl: webUrl() });
    return composeMessage(delivery, {
      webUrl: webUrl(),
      template: this.#plan.channels.get(delivery.channel)?.template,
      unitOf: (rule) => find(rule)?.unit ?? '',
      chart: async (alert) => {
        const rule = find(alert.rule);
        if (rule === undefined) return undefined;
        return alertChart(rulesDb, { rule, alert, nowMs: clock.nowMs() }).catch((error: unknown) => {
          // A message without its chart is better than none.
          logger.warn({ rule: alert.rule, err: error }, 'the chart of an alert could not be drawn');
          return undefined;
        });
      },
    });
  }
}
