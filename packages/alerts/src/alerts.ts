/** Alerts, wired: rules evaluated, changes kept and told, read back for pages and commands. */
import type { Clock, Logger } from '@hostwire/runtime';
import { HostwireError } from '@hostwire/runtime';
import {
  readAlerts,
  type AlertEpisode,
  type AlertEventRow,
  type AlertHistoryQuery,
  type QueryRunner,
  type RowInserter,
} from '@hostwire/storage';
import { alertChart } from './chart/alert-chart.ts';
import { composeMessage } from './delivery/compose.ts';
import { DeliveryQueue } from './delivery/delivery-queue.ts';
import { Notifier } from './delivery/notifier.ts';
import { OutagePager } from './delivery/outage-pager.ts';
import { groupKeyOf, type DeliveryPlan } from './delivery/routes.ts';
import { testMessage } from './delivery/test-message.ts';
import { AlertEvaluator, type RuleCost } from './evaluation/alert-evaluator.ts';
import type { FleetPort, WatchedHost } from './evaluation/fleet.ts';
import { replayLate } from './evaluation/late-data.ts';
import { previewRule, type Preview, type PreviewRequest } from './evaluation/preview.ts';
import { alertEventId, alertId } from './life/alert-identity.ts';
import type { ActiveAlert } from './life/alert-state.ts';
import { inhibitedBy } from './life/inhibition.ts';
import { SilenceBook } from './life/silence-book.ts';
import { RuleBook } from './rules/rule-book.ts';
import { differenceOf, type RuleDifference } from './rules/rule-file.ts';
import { severities, type Rule, type Severity } from './rules/rule.ts';
import type { HostFacts } from './rules/scope.ts';

export interface AlertsOptions {
  readonly db: QueryRunner & RowInserter;
  /** For what rules ask: an account that can only read. */
  readonly rulesDb: QueryRunner;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly fleet: FleetPort;
  readonly plan: DeliveryPlan;
  /** File of what was told of an outage of the database. */
  readonly outagePath: string;
  /** Of the web pages, for links. */
  readonly webUrl: () => string;
  /** Rules that are on without being set; default: those that ship. */
  readonly defaults?: readonly Rule[];
  readonly intervalMs?: number;
  readonly groupIntervalMs?: number;
  readonly backoff?: { readonly baseMs: number; readonly capMs: number };
}

/** An alert as pages and commands show it. */
export interface AlertView extends Omit<AlertEpisode, 'state' | 'severity'> {
  readonly state: 'pending' | 'firing' | 'resolved' | 'would_fire';
  readonly severity: Severity;
  /** The same from pending to resolved. */
  readonly id: string;
  /** Why nobody is told of it: `silence ID`, `host_silent`; '' otherwise. */
  readonly mutedBy: string;
}

/** Whether what `active()` says can be believed. */
export interface AlertHealth {
  /** When every rule was last evaluated; null: not since the start. */
  readonly evaluatedMs: number | null;
  /** Rules could not be evaluated for longer than `staleAfterMs`, or nothing is stored. */
  readonly isBlind: boolean;
  /** Why; '' while it is not. */
  readonly reason: string;
  /** Since when; null while it is not. */
  readonly sinceMs: number | null;
  readonly ruleErrors: readonly { readonly rule: string; readonly error: string }[];
}

const staleAfterMs = 30_000;
const outageCheckMs = 5_000;

export class Alerts {
  readonly rules: RuleBook;
  readonly silences: SilenceBook;
  readonly #options: AlertsOptions;
  readonly #evaluator: AlertEvaluator;
  readonly #notifier: Notifier;
  readonly #queue: DeliveryQueue;
  readonly #outages: OutagePager;
  readonly #facts = new Map<string, HostFacts>();
  #startedMs = 0;
  #outageTimer: NodeJS.Timeout | undefined;

  constructor(options: AlertsOptions) {
    this.#options = options;
    const { db, clock, logger, plan } = options;
    this.rules = new RuleBook({ db, clock, defaults: options.defaults });
    this.silences = new SilenceBook({ db, clock });
    this.#queue = new DeliveryQueue({
      ...options,
      channels: plan.channels,
      groupKey: (event) => groupKeyOf(plan.routes, { ...this.#factsOf(event.host), ...event }),
      compose: (delivery) => this.#compose(delivery),
    });
    this.#notifier = new Notifier({
      db,
      clock,
      plan,
      facts: (host) => this.#factsOf(host),
      mutedBy: (alert, nowMs) => this.#mutedBy(alert, nowMs),
      reserve: (deliveries) => this.#queue.reserve(deliveries),
      enqueue: (deliveries) => this.#queue.enqueue(deliveries),
    });
    this.#evaluator = new AlertEvaluator({
      ...options,
      rules: this.rules,
      loaded: (active) => this.#notifier.load(active),
      reserve: (events) => this.#notifier.reserve(events),
      written: (events) => this.#notifier.written(events),
      beforeRound: () => this.#beforeRound(),
      afterRound: (nowMs) => this.#afterRound(nowMs),
    });
    this.#outages = new OutagePager({
      path: options.outagePath,
      clock,
      logger,
      channels: [...plan.channels.values()],
      webUrl: options.webUrl,
    });
  }

  async start(): Promise<void> {
    this.#startedMs = this.#options.clock.nowMs();
    await this.#queue.start();
    await this.#evaluator.start();
    this.#outageTimer = setInterval(() => this.#outages.check(this.#ingest()), outageCheckMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#outageTimer);
    await this.#evaluator.stop();
    await this.#queue.stop();
    await this.#outages.stop();
  }

  /** One round of evaluation now, for tests and benches. */
  evaluate(): Promise<void> {
    return this.#evaluator.evaluate();
  }

  /** Pending and firing, newest first; from memory. */
  active(): AlertView[] {
    const nowMs = this.#options.clock.nowMs();
    return [...this.#evaluator.active.values()]
      .toSorted((a, b) => b.sinceMs - a.sinceMs)
      .map((alert) => {
        return episodeView({ ...alert, resolvedMs: null, note: '' }, this.#mutedBy(alert, nowMs));
      });
  }

  firingByHost(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { host, state } of this.#evaluator.active.values())
      if (state === 'firing') counts.set(host, (counts.get(host) ?? 0) + 1);
    return counts;
  }

  health(): AlertHealth {
    const { evaluatedMs, ruleErrors } = this.#evaluator;
    const ingest = this.#ingest();
    return {
      evaluatedMs,
      isBlind: ingest.stalledSinceMs !== null,
      reason: ingest.stalledSinceMs === null ? '' : ingest.reason,
      sinceMs: ingest.stalledSinceMs,
      ruleErrors: [...ruleErrors].map(([rule, error]) => ({ rule, error })),
    };
  }

  /** In whatever state, newest first; from the database. */
  async history(query: AlertHistoryQuery): Promise<AlertView[]> {
    const episodes = await readAlerts(this.#options.db, query);
    return episodes.map((episode) => episodeView(episode, ''));
  }

  /** Throws ALERT_UNKNOWN. */
  async acknowledge(id: string, { actor, note }: { actor: string; note: string }): Promise<void> {
    const alert = [...this.#evaluator.active.values()].find(
      (each) => alertId(each) === id || alertId(each).startsWith(id),
    );
    if (alert === undefined || id.length < 8)
      throw new HostwireError(
        'ALERT_UNKNOWN',
        `no alert with the id ${id} is active: see hostwire alerts list`,
      );
    if (alert.acknowledgedMs !== null) return;
    const { rule, host, device, severity, sinceMs, value, threshold, summary } = alert;
    const event = { rule, host, device, severity, sinceMs, value, threshold, summary, actor, note };
    const tsMs = this.#options.clock.nowMs();
    await this.#evaluator.record([
      { ...event, id: alertEventId(alert, 'acknowledged'), state: 'acknowledged', tsMs },
    ]);
  }

  /** What setting these rules would change. */
  difference(wanted: readonly Rule[]): RuleDifference[] {
    return differenceOf(
      this.rules.all().map(({ rule }) => rule),
      wanted,
    );
  }

  costs(): ReadonlyMap<string, RuleCost> {
    return this.#evaluator.costs;
  }

  preview(request: PreviewRequest): Promise<Preview> {
    const { rulesDb: db, clock } = this.#options;
    return previewRule(request, { db, clock, hosts: this.#hosts() });
  }

  /** Kind and name of every channel. */
  channels(): { readonly name: string; readonly type: string }[] {
    return [...this.#options.plan.channels.values()].map(({ name, type }) => ({ name, type }));
  }

  /** Sends a message that says it is a test. Throws CHANNEL_UNKNOWN, CHANNEL_FAILED. */
  async testChannel(name: string): Promise<void> {
    const open = this.#options.plan.channels.get(name);
    if (open === undefined) {
      const known =
        this.channels()
          .map((each) => each.name)
          .join(', ') || 'none';
      throw new HostwireError('CHANNEL_UNKNOWN', `there is no channel ${name}; there are: ${known}`);
    }
    const message = testMessage({ nowMs: this.#options.clock.nowMs(), webUrl: this.#options.webUrl() });
    const outcome = await open.channel.notify(message, AbortSignal.timeout(30_000));
    if (outcome.result !== 'done')
      throw new HostwireError('CHANNEL_FAILED', `the channel ${name} ${outcome.why}`, {
        retryable: outcome.result === 'retry',
      });
  }

  #compose({
    events,
    channel,
    messageId,
  }: {
    events: readonly AlertEventRow[];
    channel: string;
    messageId: string;
  }) {
    const { rulesDb, webUrl, plan, logger, clock } = this.#options;
    return composeMessage(
      { events, messageId },
      {
        webUrl: webUrl(),
        template: plan.channels.get(channel)?.template,
        unitOf: (rule) => this.rules.find(rule)?.unit ?? '',
        chart: async (alert) => {
          const rule = this.rules.find(alert.rule);
          if (rule === undefined) return undefined;
          return alertChart(rulesDb, { rule, alert, nowMs: clock.nowMs() }).catch((error: unknown) => {
            // A message without its chart is better than none.
            logger.warn({ rule: alert.rule, err: error }, 'the chart of an alert could not be drawn');
            return undefined;
          });
        },
      },
    );
  }

  async #beforeRound(): Promise<void> {
    await this.silences.load();
    this.#facts.clear();
    for (const host of this.#options.fleet.hosts()) this.#facts.set(host.host, host);
  }

  async #afterRound(nowMs: number): Promise<void> {
    const due = await this.#notifier.due(this.#evaluator.active, nowMs);
    if (due.length > 0) await this.#evaluator.record(due);
    const late = await replayLate(this.#options.fleet.takeLate(), {
      rules: this.rules.enabled(),
      active: this.#evaluator.active,
      preview: (request) => this.preview(request),
    });
    if (late.length > 0) await this.#evaluator.record(late);
  }

  #mutedBy(alert: ActiveAlert, nowMs: number): string {
    const inhibition = inhibitedBy(alert, this.#evaluator.active);
    if (inhibition !== '') return inhibition;
    const subject = {
      ...this.#factsOf(alert.host),
      device: alert.device,
      rule: alert.rule,
      severity: alert.severity,
    };
    const silence = this.silences.find(subject, nowMs);
    return silence === undefined ? '' : `silence ${silence.id}`;
  }

  /** Ingest as the collector sees it, or rules that cannot be evaluated. */
  #ingest() {
    const ingest = this.#options.fleet.ingest();
    if (ingest.stalledSinceMs !== null) return ingest;
    const evaluatedMs = this.#evaluator.evaluatedMs ?? this.#startedMs;
    const isStale = this.#options.clock.nowMs() - evaluatedMs > staleAfterMs;
    return isStale
      ? { stalledSinceMs: evaluatedMs, reason: 'alert rules cannot be evaluated: ClickHouse does not answer' }
      : ingest;
  }

  #factsOf(host: string): HostFacts {
    return this.#facts.get(host) ?? { host, labels: {} };
  }

  #hosts(): Map<string, WatchedHost> {
    return new Map([...this.#options.fleet.hosts()].map((host) => [host.host, host]));
  }
}

const episodeStates = ['pending', 'firing', 'resolved', 'would_fire'] as const;

function episodeView(episode: AlertEpisode, mutedBy: string): AlertView {
  const state = episodeStates.find((each) => each === episode.state) ?? 'pending';
  const severity = severities.find((each) => each === episode.severity) ?? 'warning';
  return { ...episode, id: alertId(episode), state, severity, mutedBy };
}
