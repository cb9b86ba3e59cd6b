import { silentAfterMs, type SendingSchedule } from '@hostwire/protocol';
import { readAlerts, type AlertEpisode, type QueryRunner, type RowInserter } from '@hostwire/storage';
import type { Clock, Logger } from '@hostwire/runtime';
import type { Alert } from '@hostwire/api';
import { AlertEvaluator } from './alert-evaluator.ts';
import { alertView } from './alert-view.ts';
import { WebhookDelivery } from './webhook-delivery.ts';

export interface AlertsOptions {
  readonly db: QueryRunner & RowInserter;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether batches of the host arrived within that time. */
  readonly heardWithin: (host: string, ms: number) => boolean;
  /** How the host was told to sample and to send. */
  readonly schedule: (host: string) => SendingSchedule;
  /** Where firing and resolved alerts are posted; absent: nowhere. */
  readonly webhookUrl?: string | undefined;
  /** Of the web pages, for links. */
  readonly webUrl: () => string;
}

/** Alerts: rules evaluated, changes kept and delivered, read back for pages. */
export class Alerts {
  readonly #db: QueryRunner;
  readonly #evaluator: AlertEvaluator;
  readonly #webhook: WebhookDelivery | undefined;

  constructor({ db, clock, logger, heardWithin, schedule, webhookUrl, webUrl }: AlertsOptions) {
    this.#db = db;
    this.#webhook =
      webhookUrl === undefined
        ? undefined
        : new WebhookDelivery({ url: webhookUrl, db, clock, logger, webUrl });
    this.#evaluator = new AlertEvaluator({
      db,
      clock,
      logger,
      channels: this.#webhook === undefined ? [] : [this.#webhook],
      // Whatever its samples say of the time.
      arriving: (host) => heardWithin(host, silentAfterMs(schedule(host))),
      schedule,
    });
  }

  async start(): Promise<void> {
    await this.#webhook?.start();
    await this.#evaluator.start();
  }

  async stop(): Promise<void> {
    await this.#evaluator.stop();
    await this.#webhook?.stop();
  }

  /** Pending and firing, newest first; from memory. */
  active(): Alert[] {
    return this.#evaluator.active().map(alertView);
  }

  firingByHost(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { host, state } of this.#evaluator.active()) {
      if (state === 'firing') counts.set(host, (counts.get(host) ?? 0) + 1);
    }
    return counts;
  }

  /** In whatever state, newest first; from the database. */
  async history(limit: number): Promise<Alert[]> {
    const episodes: AlertEpisode[] = await readAlerts(this.#db, { limit });
    return episodes.map(alertView);
  }
}
