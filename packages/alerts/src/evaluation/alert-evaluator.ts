/**
 * Evaluates every rule, round after round, on the collector that holds the lease.
 *
 * States: stopped → following (another collector evaluates; its alerts are read) ⇄ evaluating ⇄ waiting → stopped.
 * One round at a time; the next begins `intervalMs` after the last one began, or at once when it took longer.
 *
 * Invariants
 *   - A round that takes over begins with what is on disk: alerts, who was told of them, and what is queued.
 *   - When ClickHouse does not answer nothing changes. While ingest is stalled no host is judged silent.
 *   - A rule whose query fails is reported (`ruleErrors`) and changes nothing; the others go on.
 */
import { toError, type Clock, type Logger } from '@hostwire/runtime';
import {
  readAcknowledgements,
  StorageError,
  type AlertEventRow,
  type QueryRunner,
  type RowInserter,
  type Uploader,
} from '@hostwire/storage';
import { alertKey } from '../life/alert-identity.ts';
import { changesOf, type ActiveAlert, type Changes, type Observation } from '../life/alert-state.ts';
import type { LiveWindows } from '../live/live-windows.ts';
import { measurementOf } from '../rules/measurement.ts';
import { noDataDevice } from '../rules/missing-data.ts';
import type { Rule } from '../rules/rule.ts';
import type { RuleStore } from '../rules/rule-store.ts';
import { AbsenceReasons } from './absence-reasons.ts';
import type { AlertLog } from './alert-log.ts';
import type { EvaluationLease, Standing } from './evaluation-lease.ts';
import type { AlertCondition, FleetPort, IngestHealth, WatchedHost } from './fleet.ts';
import { HeardHosts } from './heard-hosts.ts';
import {
  conditionObservations,
  noDataObservations,
  observationsOf,
  silentObservations,
  type Absences,
} from './observe.ts';
import { RuleRunner, type RuleCost } from './rule-runner.ts';

const defaultIntervalMs = 10_000;
/** How long the alert about a time without a collector stays. */
const vacancyShownMs = 600_000;

export interface AlertEvaluatorOptions {
  readonly db: QueryRunner & RowInserter & Uploader;
  /** For what rules ask: an account that can only read. */
  readonly rulesDb: QueryRunner;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly fleet: FleetPort;
  readonly rules: Pick<RuleStore, 'load' | 'enabled'>;
  readonly log: AlertLog;
  readonly lease: EvaluationLease;
  /** This collector evaluates from now on: called before its first change, with the alerts that are active. */
  readonly takeOver: (active: ReadonlyMap<string, ActiveAlert>) => Promise<void>;
  /** Another collector evaluates from now on. */
  readonly handOver: () => Promise<void>;
  /** Called at the begin of each round; it may read the database. */
  readonly beforeRound: () => Promise<void>;
  /** Called at the end of each round that evaluated. */
  readonly afterRound: (nowMs: number) => Promise<void>;
  readonly intervalMs?: number;
  /** The windows of rules, where samples pass; undefined: none do, and rules are queries. */
  readonly live?: LiveWindows | undefined;
}

interface Round {
  readonly hosts: ReadonlyMap<string, WatchedHost>;
  readonly nowMs: number;
}

export class AlertEvaluator {
  readonly #options: AlertEvaluatorOptions;
  readonly #heard: HeardHosts;
  readonly #runner: RuleRunner;
  readonly #absences: AbsenceReasons;
  /** When every rule was last evaluated here, or what another collector found was last read; null: not yet. */
  evaluatedMs: number | null = null;
  #isInCharge = false;
  #acknowledgedMs = 0;
  #reachable = true;
  #running = false;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();

  constructor(options: AlertEvaluatorOptions) {
    this.#options = options;
    this.#heard = new HeardHosts(options);
    this.#runner = new RuleRunner(options);
    this.#absences = new AbsenceReasons(options);
  }

  /** Returns at once: a database that does not answer yet delays nothing. */
  async start(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    this.#schedule(0);
  }

  /** Resolves when no round is under way and others may evaluate. */
  async stop(): Promise<void> {
    this.#running = false;
    clearTimeout(this.#timer);
    await this.#round;
  }

  /** Whether this collector evaluates; as far as it knows. */
  get isInCharge(): boolean {
    return this.#isInCharge;
  }

  get ruleErrors(): ReadonlyMap<string, string> {
    return this.#runner.errors;
  }

  get costs(): ReadonlyMap<string, RuleCost> {
    return this.#runner.costs;
  }

  #schedule(delayMs: number): void {
    this.#timer = setTimeout(() => {
      const beganMs = this.#options.clock.monoMs();
      this.#round = this.evaluate().then(() => {
        const tookMs = this.#options.clock.monoMs() - beganMs;
        const intervalMs = this.#options.intervalMs ?? defaultIntervalMs;
        if (this.#running) this.#schedule(Math.max(intervalMs - tookMs, 0));
      });
    }, delayMs);
  }

  /** One round over all rules that are due. Never rejects: what fails is logged and changes nothing. */
  async evaluate(): Promise<void> {
    const { clock, logger, rules, beforeRound, lease } = this.#options;
    const nowMs = clock.nowMs();
    this.#heard.beginRound(nowMs);
    try {
      await rules.load();
      await beforeRound();
      const standing = await lease.hold();
      if (!this.#reachable) {
        this.#reachable = true;
        this.#heard.recovered(nowMs);
        logger.info('alert evaluation goes on');
      }
      if (standing === 'elsewhere') await this.#follow();
      else await this.#evaluate(nowMs, standing);
      this.evaluatedMs = clock.nowMs();
    } catch (error) {
      if (error instanceof StorageError && error.code === 'FENCED') {
        lease.lost();
        return;
      }
      if (this.#reachable)
        logger.warn({ err: toError(error) }, 'alert evaluation is blocked by the database');
      this.#reachable = false;
    }
  }

  async #follow(): Promise<void> {
    const { log, logger, handOver } = this.#options;
    if (this.#isInCharge) {
      this.#isInCharge = false;
      await handOver();
      logger.info('another collector evaluates the alert rules');
    }
    await log.follow();
  }

  async #evaluate(nowMs: number, standing: Standing): Promise<void> {
    const { log, logger, takeOver, afterRound } = this.#options;
    if (standing === 'gained' || !this.#isInCharge) {
      this.#isInCharge = false;
      await log.load(nowMs);
      await this.#absences.load();
      await takeOver(log.active);
      this.#heard.recovered(nowMs);
      this.#acknowledgedMs = nowMs;
      this.#isInCharge = true;
      logger.info('this collector evaluates the alert rules');
    }
    await this.#heard.load(this.#options.fleet.hosts(), nowMs);
    await log.save();
    await this.#takeAcknowledgements(nowMs);
    await this.#evaluateRules(nowMs);
    await afterRound(nowMs);
  }

  /** What somebody acknowledged through another collector. */
  async #takeAcknowledgements(nowMs: number): Promise<void> {
    const { db, log } = this.#options;
    const isOpen = [...log.active.values()].some((alert) => alert.acknowledgedMs === null);
    if (!isOpen) return;
    const found = await readAcknowledgements(db, this.#acknowledgedMs - defaultIntervalMs);
    this.#acknowledgedMs = nowMs;
    const fresh = found.filter((event) => isUnknown(event, log.active.get(alertKey(event))));
    if (fresh.length > 0) await log.write(fresh);
  }

  async #evaluateRules(nowMs: number): Promise<void> {
    const { fleet, rules, log, lease } = this.#options;
    const conditions = [
      ...fleet.conditions(),
      ...stallOf(fleet.ingest()),
      ...vacancyOf(lease.vacancy, nowMs),
    ];
    const hosts = new Map([...fleet.hosts()].map((host) => [host.host, host]));
    const round = { hosts, nowMs };
    const enabled = rules.enabled();
    await this.#endDisabled(enabled, nowMs);
    for (const rule of enabled) {
      await this.#evaluateAbsences(rule, round);
      if (rule.kind !== 'condition') continue;
      const observations = conditionObservations(rule, { ...round, conditions });
      await log.change(this.#changes(rule, { ...round, observations }));
    }
    for await (const { rule, rows } of this.#runner.run(enabled, round)) {
      const judged = measurementOf(rule) === undefined ? this.#heard.lately(hosts.keys(), nowMs) : [];
      const observations = observationsOf({ rule, hosts, rows, judged });
      await log.change(this.#changes(rule, { ...round, observations }));
    }
  }

  /** Rules that look at what does not come. */
  async #evaluateAbsences(rule: Rule, { hosts, nowMs }: Round): Promise<void> {
    if (this.#heard.isStalled || (rule.kind !== 'silent' && rule.missing.length === 0)) return;
    const device = rule.kind === 'silent' ? '' : noDataDevice;
    const absences: Absences = {
      hosts: hosts.values(),
      nowMs,
      lastMs: (host) => {
        const lastMs = this.#heard.lastMs(host);
        if (lastMs === undefined || !this.#heard.isInGrace(lastMs, nowMs)) return lastMs;
        const alert = this.#options.log.active.get(alertKey({ rule: rule.id, host, device }));
        return alert?.state === 'firing' ? lastMs : undefined;
      },
      reason: (host) => this.#absences.reasonOf(host),
    };
    const observations =
      rule.kind === 'silent' ? silentObservations(rule, absences) : noDataObservations(rule, absences);
    const changes = this.#changes(rule, { hosts, nowMs, observations });
    await this.#options.log.change(
      rule.kind === 'silent' ? await this.#absences.explain(changes, nowMs) : changes,
    );
  }

  #changes(
    rule: Rule,
    { hosts, nowMs, observations }: Round & { observations: readonly Observation[] },
  ): Changes {
    const { log } = this.#options;
    return changesOf(log.active, {
      rule: { id: rule.id, severity: rule.severity, resolveAfterMs: rule.resolveAfter },
      nowMs,
      observations,
      watched: (host) => host === '' || hosts.has(host),
      timesFired: (key) => log.timesFired(key, nowMs),
    });
  }

  /** Alerts of rules that are gone or switched off end. */
  async #endDisabled(enabled: readonly Rule[], nowMs: number): Promise<void> {
    const { log } = this.#options;
    const ids = new Set(enabled.map(({ id }) => id));
    for (const id of new Set([...log.active.values()].map(({ rule }) => rule))) {
      if (ids.has(id)) continue;
      const rule = { id, severity: '', resolveAfterMs: 0 };
      const nobody = { observations: [], watched: () => false, timesFired: () => 0 };
      await log.change(changesOf(log.active, { rule, nowMs, ...nobody }));
    }
  }
}

function isUnknown(event: AlertEventRow, alert: ActiveAlert | undefined): boolean {
  return alert?.sinceMs === event.sinceMs && alert.acknowledgedMs === null;
}

/** Recorded as soon as anything can be; people are told by the outage pager. */
function stallOf({ stalledSinceMs, reason }: IngestHealth): AlertCondition[] {
  if (stalledSinceMs === null) return [];
  return [{ rule: 'ingest_stalled', host: '', device: '', value: 1, sinceMs: stalledSinceMs, reason }];
}

/** Told when somebody is there again: nobody could tell it before. */
function vacancyOf(vacancy: EvaluationLease['vacancy'], nowMs: number): AlertCondition[] {
  if (vacancy === null || nowMs - vacancy.toMs > vacancyShownMs) return [];
  const { fromMs, toMs } = vacancy;
  const [from, to] = [fromMs, toMs].map((ms) => new Date(ms).toISOString().slice(0, 16).replace('T', ' '));
  const about = { rule: 'collector_away', host: '', device: '', sinceMs: fromMs };
  return [{ ...about, value: (toMs - fromMs) / 60_000, reason: `from ${from} to ${to} UTC` }];
}
