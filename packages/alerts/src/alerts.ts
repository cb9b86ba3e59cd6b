/** Alerts, wired: rules evaluated, changes kept and told, read back for pages and commands. */
import type { Clock, Logger } from '@hostwire/runtime';
import { HostwireError } from '@hostwire/runtime';
import {
  insertAlertEvents,
  readAlerts,
  type AlertEventRow,
  type AlertHistoryQuery,
  type Database,
  type QueryRunner,
} from '@hostwire/storage';
import { alertView, type AlertHealth, type AlertView } from './alert-view.ts';
import { Delivery } from './delivery/delivery.ts';
import type { DeliveryPlan } from './delivery/routes.ts';
import { AlertEvaluator } from './evaluation/alert-evaluator.ts';
import { AlertLog } from './evaluation/alert-log.ts';
import { EvaluationLease } from './evaluation/evaluation-lease.ts';
import type { FleetPort, IngestHealth, WatchedHost } from './evaluation/fleet.ts';
import { replayLate } from './evaluation/late-data.ts';
import { previewRule, type Preview, type PreviewRequest } from './evaluation/preview.ts';
import { checkRules } from './evaluation/rule-check.ts';
import type { RuleCost } from './evaluation/rule-runner.ts';
import { alertEventId, alertId } from './life/alert-identity.ts';
import type { ActiveAlert } from './life/alert-state.ts';
import { inhibitedBy } from './life/inhibition.ts';
import { SilenceStore } from './life/silence-store.ts';
import { WeeklyReport } from './report/weekly-report.ts';
import { LiveWindows, type SampleSource } from './live/live-windows.ts';
import { RuleStore } from './rules/rule-store.ts';
import { differenceOf, type RuleDifference, type RuleProblem } from './rules/rule-file.ts';
import type { Rule } from './rules/rule.ts';
import type { HostFacts } from './rules/scope.ts';

/** What alerts need of a database. */
export type AlertDatabase = Pick<Database, 'query' | 'insertRows' | 'upload' | 'where'>;

export interface AlertsOptions {
  readonly db: AlertDatabase;
  /** For what rules ask: an account that can only read. */
  readonly rulesDb: QueryRunner;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly fleet: FleetPort;
  readonly plan: DeliveryPlan;
  /** Where samples pass; absent: nowhere here, and every rule is a query. */
  readonly samples?: SampleSource;
  /** Names this collector among those of the database: the same after a restart. */
  readonly holder: string;
  /** File of what was told of an outage of the database. */
  readonly outagePath: string;
  /** Of the web pages, for links. */
  readonly webUrl: () => string;
  /** Rules that are on without being set; default: those that ship. */
  readonly defaults?: readonly Rule[];
  readonly intervalMs?: number;
  readonly outageCheckMs?: number;
  readonly groupIntervalMs?: number;
  readonly backoff?: { readonly baseMs: number; readonly capMs: number };
}

const staleAfterMs = 30_000;
const defaultOutageCheckMs = 5_000;
const leastIdLength = 8;

export class Alerts {
  readonly rules: RuleStore;
  readonly silences: SilenceStore;
  readonly #options: AlertsOptions;
  readonly #lease: EvaluationLease;
  readonly #log: AlertLog;
  readonly #evaluator: AlertEvaluator;
  readonly #delivery: Delivery;
  readonly #report: WeeklyReport;
  readonly #live: LiveWindows | undefined;
  #plan: DeliveryPlan;
  readonly #facts = new Map<string, HostFacts>();
  #startedMs = 0;
  #outageTimer: NodeJS.Timeout | undefined;

  constructor(options: AlertsOptions) {
    this.#options = options;
    this.#plan = options.plan;
    const { db, clock } = options;
    this.rules = new RuleStore({ db, clock, defaults: options.defaults });
    this.silences = new SilenceStore({ db, clock });
    this.#lease = new EvaluationLease(options);
    this.#report = new WeeklyReport(db, () => this.#plan.report);
    const fence = () => this.#lease.fence;
    this.#delivery = new Delivery({
      ...options,
      fence,
      facts: (host) => this.#factsOf(host),
      rule: (id) => this.rules.find(id),
      mutedBy: (alert, nowMs) => this.#mutedBy(alert, nowMs),
    });
    this.#log = new AlertLog({
      ...options,
      fence,
      reserve: (events) => this.#delivery.reserve(events),
      written: (events) => {
        this.#report.written(events);
        this.#delivery.written(events);
      },
    });
    const { samples: source } = options;
    this.#live =
      source === undefined ? undefined : new LiveWindows({ clock, logger: options.logger, source });
    this.#evaluator = new AlertEvaluator({
      ...options,
      live: this.#live,
      rules: this.rules,
      log: this.#log,
      lease: this.#lease,
      takeOver: (active) => this.#delivery.takeOver(active),
      handOver: () => this.#delivery.handOver(),
      beforeRound: () => this.#beforeRound(),
      afterRound: (nowMs) => this.#afterRound(nowMs),
    });
  }

  async start(): Promise<void> {
    this.#startedMs = this.#options.clock.nowMs();
    this.follow();
    await this.#evaluator.start();
    const everyMs = this.#options.outageCheckMs ?? defaultOutageCheckMs;
    this.#outageTimer = setInterval(() => this.#delivery.checkOutage(this.#ingest()), everyMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#outageTimer);
    await this.#evaluator.stop();
    this.#live?.stop();
    await this.#delivery.stop();
    await this.#lease.release();
  }

  /** The windows of rules are kept from now on. */
  follow(): void {
    this.#live?.start();
  }

  /** One round of evaluation now, for tests and benches. */
  evaluate(): Promise<void> {
    return this.#evaluator.evaluate();
  }

  /** Other channels and routes, and another report, from now on. */
  use(plan: DeliveryPlan): void {
    this.#plan = plan;
    this.#delivery.use(plan);
  }

  /** Whether this collector evaluates, rather than another one on the same database. */
  get isInCharge(): boolean {
    return this.#evaluator.isInCharge;
  }

  /** Pending and firing, newest first; from memory. */
  active(): AlertView[] {
    const nowMs = this.#options.clock.nowMs();
    return [...this.#log.active.values()]
      .toSorted((a, b) => b.sinceMs - a.sinceMs)
      .map((alert) => alertView({ ...alert, resolvedMs: null, note: '' }, this.#mutedBy(alert, nowMs)));
  }

  firingByHost(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { host, state } of this.#log.active.values())
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
    return episodes.map((episode) => alertView(episode, ''));
  }

  /** Throws ALERT_UNKNOWN. */
  async acknowledge(id: string, { actor, note }: { actor: string; note: string }): Promise<void> {
    const alert = [...this.#log.active.values()].find(
      (each) => alertId(each) === id || alertId(each).startsWith(id),
    );
    if (alert === undefined || id.length < leastIdLength)
      throw new HostwireError(
        'ALERT_UNKNOWN',
        `no alert with the id ${id} is active: see hostwire alerts list`,
      );
    if (alert.acknowledgedMs !== null) return;
    const { rule, host, device, severity, sinceMs, value, threshold, summary } = alert;
    const facts = { rule, host, device, severity, sinceMs, value, threshold, summary, actor, note };
    const tsMs = this.#options.clock.nowMs();
    const event: AlertEventRow = {
      ...facts,
      id: alertEventId(alert, 'acknowledged'),
      state: 'acknowledged',
      tsMs,
    };
    // The collector that evaluates reads it and tells those who were told of the alert.
    if (this.isInCharge) await this.#log.write([event]);
    else await insertAlertEvents(this.#options.db, [event]);
  }

  /** What setting these rules would change. */
  difference(wanted: readonly Rule[]): RuleDifference[] {
    return differenceOf(
      this.rules.all().map(({ rule }) => rule),
      wanted,
    );
  }

  /** What would keep these rules from being evaluated. Throws StorageError when the database does not answer. */
  check(rules: readonly Rule[]): Promise<RuleProblem[]> {
    const { rulesDb: db, clock } = this.#options;
    return checkRules(rules, { db, nowMs: clock.nowMs() });
  }

  costs(): ReadonlyMap<string, RuleCost> {
    return this.#evaluator.costs;
  }

  preview(request: PreviewRequest): Promise<Preview> {
    const { rulesDb: db, clock } = this.#options;
    return previewRule(request, { db, clock, hosts: this.#hosts() });
  }

  /** Name and kind of every channel. */
  channels(): { readonly name: string; readonly type: string }[] {
    return this.#delivery.channels();
  }

  /** Sends a message that says it is a test. Throws CHANNEL_UNKNOWN, CHANNEL_FAILED. */
  testChannel(name: string): Promise<void> {
    return this.#delivery.test(name);
  }

  async #beforeRound(): Promise<void> {
    await this.silences.load();
    this.#facts.clear();
    for (const host of this.#options.fleet.hosts()) this.#facts.set(host.host, host);
  }

  async #afterRound(nowMs: number): Promise<void> {
    const report = await this.#report.due(nowMs);
    const due = await this.#delivery.due(this.#log.active, nowMs);
    if (report !== undefined) due.push(report);
    if (due.length > 0) await this.#log.write(due);
    const late = await replayLate(this.#options.fleet.takeLate(), {
      rules: this.rules.enabled(),
      active: this.#log.active,
      preview: (request) => this.preview(request),
    });
    if (late.length > 0) await this.#log.write(late);
  }

  #mutedBy(alert: ActiveAlert, nowMs: number): string {
    const inhibition = inhibitedBy(alert, this.#log.active);
    if (inhibition !== '') return inhibition;
    const { device, rule, severity } = alert;
    const subject = { ...this.#factsOf(alert.host), device, rule, severity };
    const silence = this.silences.find(subject, nowMs);
    return silence === undefined ? '' : `silence ${silence.id}`;
  }

  /** Ingest as the collector sees it, or rules that cannot be evaluated. Where another collector evaluates, that is its matter. */
  #ingest(): IngestHealth {
    const ingest = this.#options.fleet.ingest();
    const { evaluatedMs, isInCharge } = this.#evaluator;
    const isFollowing = evaluatedMs !== null && !isInCharge;
    if (ingest.stalledSinceMs !== null || isFollowing) return ingest;
    const sinceMs = evaluatedMs ?? this.#startedMs;
    const isStale = this.#options.clock.nowMs() - sinceMs > staleAfterMs;
    const reason = 'alert rules cannot be evaluated: ClickHouse does not answer';
    return isStale ? { stalledSinceMs: sinceMs, reason } : ingest;
  }

  #factsOf(host: string): HostFacts {
    return this.#facts.get(host) ?? { host, labels: {} };
  }

  #hosts(): Map<string, WatchedHost> {
    return new Map([...this.#options.fleet.hosts()].map((host) => [host.host, host]));
  }
}
