/** Runs the queries of rules when they are due, and keeps what they cost and why they fail. */
import { toError, type Clock, type Logger } from '@hostwire/runtime';
import { StorageError, type QueryRunner } from '@hostwire/storage';
import type { LiveWindows } from '../live/live-windows.ts';
import { measurementOf } from '../rules/measurement.ts';
import type { Rule } from '../rules/rule.ts';
import type { ValueRow } from '../rules/value-row.ts';
import type { WatchedHost } from './fleet.ts';
import { batchesOf, queryBatch, type RuleBatch } from './rule-queries.ts';

/** Rounds do not begin on the ms: a rule that is due within so much is due now. */
const earlyMs = 1_000;

export interface RuleCost {
  /** Of the last evaluation; shared by the rules of one query. */
  readonly queryMs: number;
  readonly rules: number;
  readonly rows: number;
  readonly everyMs: number;
}

export interface RuleRunnerOptions {
  /** For what rules ask: an account that can only read. */
  readonly rulesDb: QueryRunner;
  readonly clock: Clock;
  readonly logger: Logger;
  /** undefined: no samples pass here. */
  readonly live?: LiveWindows | undefined;
}

export interface RunAt {
  readonly hosts: ReadonlyMap<string, WatchedHost>;
  readonly nowMs: number;
}

export class RuleRunner {
  readonly #options: RuleRunnerOptions;
  readonly #due = new Map<string, number>();
  readonly errors = new Map<string, string>();
  readonly costs = new Map<string, RuleCost>();

  constructor(options: RuleRunnerOptions) {
    this.#options = options;
  }

  /** The rows of each rule that is due. A rule whose query fails is reported; throws when the database is away. */
  async *run(rules: readonly Rule[], at: RunAt): AsyncIterable<{ rule: Rule; rows: readonly ValueRow[] }> {
    this.#forgetOthers(rules);
    this.#options.live?.use(
      rules.flatMap((rule) => measurementOf(rule) ?? []),
      at.hosts,
    );
    for (const batch of batchesOf(rules)) {
      if (at.nowMs < (this.#due.get(batch.key) ?? 0)) continue;
      this.#due.set(batch.key, at.nowMs + batch.everyMs - earlyMs);
      yield* this.#runBatch(batch, at);
    }
  }

  async *#runBatch(batch: RuleBatch, at: RunAt): AsyncIterable<{ rule: Rule; rows: readonly ValueRow[] }> {
    const { clock, rulesDb, live } = this.#options;
    const beganMs = clock.monoMs();
    let rows;
    try {
      rows = await queryBatch(rulesDb, batch, { nowMs: at.nowMs, hosts: [...at.hosts.values()], live });
    } catch (error) {
      if (error instanceof StorageError && error.retryable) throw error;
      // One rule that is wrong must not take those that share its query with it.
      if (batch.rules.length > 1)
        for (const rule of batch.rules) yield* this.#runBatch({ ...batch, rules: [rule] }, at);
      else for (const { id } of batch.rules) this.#reportError(id, error);
      return;
    }
    const queryMs = clock.monoMs() - beganMs;
    for (const [index, rule] of batch.rules.entries()) {
      const found = rows[index] ?? [];
      this.errors.delete(rule.id);
      const cost = { queryMs, rules: batch.rules.length, rows: found.length, everyMs: batch.everyMs };
      this.costs.set(rule.id, cost);
      yield { rule, rows: found };
    }
  }

  #reportError(id: string, error: unknown): void {
    const { message } = toError(error);
    if (this.errors.get(id) !== message)
      this.#options.logger.warn({ rule: id, err: toError(error) }, 'an alert rule cannot be evaluated');
    this.errors.set(id, message);
  }

  #forgetOthers(rules: readonly Rule[]): void {
    const ids = new Set(rules.map(({ id }) => id));
    for (const kept of [this.errors, this.costs])
      for (const id of kept.keys()) if (!ids.has(id)) kept.delete(id);
  }
}
