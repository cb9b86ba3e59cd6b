/**
 * Evaluates every rule and keeps which alerts are active.
 *
 * States: stopped → loading (reads the active alerts of an earlier run) → evaluating ⇄ waiting → stopped.
 * One evaluation at a time; the next begins `intervalMs` after the last one began, or at once when it took longer.
 *
 * Invariants
 *   - The alerts in memory are those in `alert_events`: a change counts only once its row is on disk. Rows whose INSERT
 *     failed are kept and written again, as they are, before anything else is evaluated; their ids do not depend on
 *     the attempt, so a row that had arrived after all does no harm.
 *   - When ClickHouse does not answer nothing changes. When it does again, when ingest goes on, after this process stood
 *     still longer than `pauseMs` and after its start, `recoveredMs` moves: hosts that were silent before it get `graceMs`
 *     to come back. While ingest is stalled no host is judged silent.
 *   - Deliveries are on disk before the event itself is; a queued delivery without an event is void.
 *   - A rule whose query fails is reported (`ruleErrors`) and changes nothing; the others go on.
 */
import { toError, type Clock, type Logger } from '@hostwire/runtime';
import {
  insertAlertEvents,
  readActiveAlerts,
  readAlerts,
  readLastSamples,
  StorageError,
  type AlertEventRow,
  type QueryRunner,
  type RowInserter,
} from '@hostwire/storage';
import { alertKey } from '../life/alert-identity.ts';
import { applyEvent, changesOf, flap, type ActiveAlert, type Observation } from '../life/alert-state.ts';
import type { Rule } from '../rules/rule.ts';
import type { RuleBook } from '../rules/rule-book.ts';
import type { FleetPort, WatchedHost } from './fleet.ts';
import { conditionObservations, observationsOf, silentObservations } from './observe.ts';
import { batchesOf, queryBatch, type RuleBatch } from './rule-queries.ts';

const evaluationLimits = {
  intervalMs: 10_000,
  /** Between two evaluations: longer means that this process was not running. */
  pauseMs: 30_000,
  /** After the database, the collector or this process was away. */
  graceMs: 90_000,
  maxRowsPerInsert: 1_000,
  /** Other collectors may have heard of hosts that this one did not. */
  lastSamplesMs: 60_000,
  maxActive: 50_000,
} as const;

export interface RuleCost {
  /** Of the last evaluation; shared by the rules of one query. */
  readonly queryMs: number;
  readonly rules: number;
  readonly rows: number;
  readonly everyMs: number;
}

export interface AlertEvaluatorOptions {
  readonly db: QueryRunner & RowInserter;
  /** For what rules ask: an account that can only read. */
  readonly rulesDb: QueryRunner;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly fleet: FleetPort;
  readonly rules: Pick<RuleBook, 'load' | 'enabled'>;
  /** Called before the first change, with the alerts of an earlier run. */
  loaded(active: ReadonlyMap<string, ActiveAlert>): Promise<void>;
  /** Called with events before they are on disk; resolves when their deliveries are reserved. */
  reserve(events: readonly AlertEventRow[]): Promise<void>;
  /** Called when they are. */
  written(events: readonly AlertEventRow[]): void;
  /** Called at the begin of each round; it may read the database. */
  beforeRound(): Promise<void>;
  /** Called at the end of each round. */
  afterRound(nowMs: number): Promise<void>;
  readonly intervalMs?: number;
}

export class AlertEvaluator {
  readonly #options: AlertEvaluatorOptions;
  readonly #active = new Map<string, ActiveAlert>();
  readonly #firedMs = new Map<string, number[]>();
  readonly #due = new Map<string, number>();
  readonly #lastSampleMs = new Map<string, number>();
  readonly ruleErrors = new Map<string, string>();
  readonly costs = new Map<string, RuleCost>();
  #unsaved: AlertEventRow[] = [];
  #loaded = false;
  #recoveredMs = 0;
  #wasStalled = false;
  #lastRoundMs = 0;
  #lastSamplesReadMs = 0;
  /** When every rule was last evaluated; null: not yet. */
  evaluatedMs: number | null = null;
  #reachable = true;
  #running = false;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();

  constructor(options: AlertEvaluatorOptions) {
    this.#options = options;
  }

  /** Returns at once: a database that does not answer yet delays nothing. */
  async start(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    this.#schedule(0);
  }

  /** Resolves when no evaluation is under way. */
  async stop(): Promise<void> {
    this.#running = false;
    clearTimeout(this.#timer);
    await this.#round;
  }

  get active(): ReadonlyMap<string, ActiveAlert> {
    return this.#active;
  }

  /** Writes an event that is not of an evaluation (acknowledged, reminded, …). */
  async record(events: readonly AlertEventRow[]): Promise<void> {
    await this.#write(events);
  }

  #schedule(delayMs: number): void {
    this.#timer = setTimeout(() => {
      const beganMs = this.#options.clock.monoMs();
      this.#round = this.evaluate().then(() => {
        const tookMs = this.#options.clock.monoMs() - beganMs;
        const intervalMs = this.#options.intervalMs ?? evaluationLimits.intervalMs;
        if (this.#running) this.#schedule(Math.max(intervalMs - tookMs, 0));
      });
    }, delayMs);
  }

  /** One round over all rules that are due. Never rejects: what fails is logged and changes nothing. */
  async evaluate(): Promise<void> {
    const { clock, logger, fleet, rules } = this.#options;
    const nowMs = clock.nowMs();
    if (nowMs - this.#lastRoundMs > evaluationLimits.pauseMs || nowMs < this.#lastRoundMs)
      this.#recoveredMs = nowMs;
    this.#lastRoundMs = nowMs;
    const isStalled = fleet.ingest().stalledSinceMs !== null;
    if (this.#wasStalled && !isStalled) this.#recoveredMs = nowMs;
    this.#wasStalled = isStalled;
    try {
      await rules.load();
      await this.#options.beforeRound();
      await this.#load(nowMs);
      await this.#save();
      if (!this.#reachable) {
        this.#reachable = true;
        this.#recoveredMs = nowMs;
        logger.info('alert evaluation goes on');
      }
      await this.#evaluateRules(nowMs);
      this.evaluatedMs = clock.nowMs();
      await this.#options.afterRound(nowMs);
    } catch (error) {
      if (this.#reachable)
        logger.warn({ err: toError(error) }, 'alert evaluation is blocked by the database');
      this.#reachable = false;
    }
  }

  async #evaluateRules(nowMs: number): Promise<void> {
    const { fleet, rules } = this.#options;
    const hosts = new Map<string, WatchedHost>();
    for (const host of fleet.hosts()) hosts.set(host.host, host);
    const enabled = rules.enabled();
    await this.#endDisabled(enabled, nowMs);
    for (const rule of enabled) {
      if (rule.kind === 'silent')
        await this.#change(rule, { hosts, nowMs, observations: this.#silent(rule, { hosts, nowMs }) });
      if (rule.kind !== 'condition') continue;
      const observations = conditionObservations(rule, { hosts, nowMs, conditions: fleet.conditions() });
      await this.#change(rule, { hosts, nowMs, observations });
    }
    for (const batch of batchesOf(enabled)) {
      if (nowMs < (this.#due.get(batch.key) ?? 0)) continue;
      this.#due.set(batch.key, nowMs + batch.everyMs - 1_000);
      await this.#evaluateBatch(batch, { hosts, nowMs });
    }
  }

  async #evaluateBatch(
    batch: RuleBatch,
    at: { hosts: Map<string, WatchedHost>; nowMs: number },
  ): Promise<void> {
    const { clock, rulesDb } = this.#options;
    const beganMs = clock.monoMs();
    let rows;
    try {
      rows = await queryBatch(rulesDb, batch, { nowMs: at.nowMs, hosts: at.hosts.values() });
    } catch (error) {
      if (error instanceof StorageError && error.retryable) throw error;
      // One rule that is wrong must not take those that share its query with it.
      if (batch.rules.length === 1) this.#reportError(batch.rules[0]!.id, error);
      else for (const rule of batch.rules) await this.#evaluateBatch({ ...batch, rules: [rule] }, at);
      return;
    }
    const queryMs = clock.monoMs() - beganMs;
    for (const [index, rule] of batch.rules.entries()) {
      const found = rows[index] ?? [];
      this.ruleErrors.delete(rule.id);
      this.costs.set(rule.id, {
        queryMs,
        rules: batch.rules.length,
        rows: found.length,
        everyMs: batch.everyMs,
      });
      const isMeasured = rule.kind === 'threshold' || rule.kind === 'rate' || rule.kind === 'metric';
      const judged = isMeasured ? [] : this.#heard(at);
      await this.#change(rule, {
        ...at,
        observations: observationsOf({ rule, hosts: at.hosts, rows: found, judged }),
      });
    }
  }

  #reportError(id: string, error: unknown): void {
    const { message } = toError(error);
    if (this.ruleErrors.get(id) !== message)
      this.#options.logger.warn({ rule: id, err: toError(error) }, 'an alert rule cannot be evaluated');
    this.ruleErrors.set(id, message);
  }

  /** Hosts that sent something lately: those of which no row of a query means that all is well. */
  #heard({ hosts, nowMs }: { hosts: Map<string, WatchedHost>; nowMs: number }): string[] {
    return [...hosts.keys()].filter(
      (host) => nowMs - (this.#lastHeardMs(host) ?? 0) < evaluationLimits.graceMs,
    );
  }

  #lastHeardMs(host: string): number | undefined {
    const heard = this.#options.fleet.heard(host);
    const stored = this.#lastSampleMs.get(host);
    if (heard === undefined) return stored;
    return Math.max(heard.sampleMs, heard.arrivedMs, stored ?? 0);
  }

  #silent(rule: Rule, { hosts, nowMs }: { hosts: Map<string, WatchedHost>; nowMs: number }): Observation[] {
    if (this.#wasStalled) return [];
    const isInGrace = nowMs < this.#recoveredMs + evaluationLimits.graceMs;
    return silentObservations(rule, {
      hosts: hosts.values(),
      nowMs,
      lastMs: (host) => {
        const lastMs = this.#lastHeardMs(host);
        const isFiring = this.#active.get(alertKey({ rule: rule.id, host, device: '' }))?.state === 'firing';
        return lastMs !== undefined && lastMs < this.#recoveredMs && isInGrace && !isFiring
          ? undefined
          : lastMs;
      },
    });
  }

  async #change(
    rule: Rule,
    {
      hosts,
      nowMs,
      observations,
    }: { hosts: Map<string, WatchedHost>; nowMs: number; observations: Observation[] },
  ): Promise<void> {
    const { events, clearing } = changesOf(this.#active, {
      rule: { id: rule.id, severity: rule.severity, resolveAfterMs: rule.resolveAfter },
      nowMs,
      observations,
      watched: (host) => host === '' || hosts.has(host),
      timesFired: (key) => (this.#firedMs.get(key) ?? []).filter((ms) => nowMs - ms < flap.withinMs).length,
    });
    for (const [key, clearMs] of clearing) this.#active.set(key, { ...this.#active.get(key)!, clearMs });
    const room = evaluationLimits.maxActive - this.#active.size;
    this.#unsaved = room > 0 ? events.slice(0, room) : events.filter(({ state }) => state === 'resolved');
    await this.#save();
  }

  /** Alerts of rules that are gone or switched off end. */
  async #endDisabled(enabled: readonly Rule[], nowMs: number): Promise<void> {
    const ids = new Set(enabled.map(({ id }) => id));
    for (const id of new Set([...this.#active.values()].map(({ rule }) => rule))) {
      if (ids.has(id)) continue;
      const rule = { id, severity: '', resolveAfterMs: 0 };
      const { events } = changesOf(this.#active, {
        rule,
        nowMs,
        observations: [],
        watched: () => false,
        timesFired: () => 0,
      });
      this.#unsaved = events;
      await this.#save();
    }
  }

  async #load(nowMs: number): Promise<void> {
    const { db } = this.#options;
    if (!this.#loaded) {
      for (const alert of await readActiveAlerts(db)) {
        const state = alert.state === 'firing' ? 'firing' : 'pending';
        this.#active.set(alertKey(alert), { ...alert, state, clearMs: null });
      }
      for (const { firedMs, ...alert } of await readAlerts(db, {
        limit: 10_000,
        sinceMs: nowMs - flap.withinMs,
      }))
        if (firedMs !== null) this.#noteFired(alertKey(alert), firedMs);
      await this.#options.loaded(this.#active);
      this.#loaded = true;
    }
    if (nowMs - this.#lastSamplesReadMs < evaluationLimits.lastSamplesMs && nowMs >= this.#lastSamplesReadMs)
      return;
    for (const { host, lastMs } of await readLastSamples(db))
      if (lastMs !== null) this.#lastSampleMs.set(host, lastMs);
    this.#lastSamplesReadMs = nowMs;
  }

  #noteFired(key: string, ms: number): void {
    const times = (this.#firedMs.get(key) ?? []).filter((each) => ms - each < flap.withinMs);
    this.#firedMs.set(key, [...times, ms]);
  }

  async #save(): Promise<void> {
    while (this.#unsaved.length > 0) {
      const events = this.#unsaved.slice(0, evaluationLimits.maxRowsPerInsert);
      await this.#write(events);
      this.#unsaved = this.#unsaved.slice(events.length);
    }
  }

  async #write(events: readonly AlertEventRow[]): Promise<void> {
    await this.#options.reserve(events);
    await insertAlertEvents(this.#options.db, events);
    for (const event of events) {
      applyEvent(this.#active, event);
      if (event.state === 'firing') this.#noteFired(alertKey(event), event.tsMs);
      const { id, rule, host, device, state } = event;
      this.#options.logger.info({ id, rule, host, device, state }, 'alert changed state');
    }
    this.#options.written(events);
  }
}
