/**
 * The rules in force: the defaults, with what the database holds in their place or beside them. Kept in memory; a change
 * is written before memory changes. Limits: `ruleLimits.rules`.
 */
import { HostwireError, type Clock } from '@hostwire/runtime';
import {
  readAlertRules,
  writeAlertRules,
  type AlertRuleRow,
  type QueryRunner,
  type RowInserter,
} from '@hostwire/storage';
import { defaultRules } from './defaults/index.ts';
import { ruleLimits, ruleSchema, type Rule } from './rule.ts';

export interface KnownRule {
  readonly rule: Rule;
  /** default: as it ships; changed: a default that was set otherwise; own: made here. */
  readonly source: 'default' | 'changed' | 'own';
  readonly changedMs: number | null;
  readonly actor: string;
}

export interface RuleStoreOptions {
  readonly db: QueryRunner & RowInserter;
  readonly clock: Clock;
  /** Default: those that ship. */
  readonly defaults?: readonly Rule[] | undefined;
}

export class RuleStore {
  readonly #db: QueryRunner & RowInserter;
  readonly #clock: Clock;
  #rows = new Map<string, AlertRuleRow>();
  readonly #defaults: readonly Rule[];
  #known: readonly KnownRule[];

  constructor({ db, clock, defaults = defaultRules }: RuleStoreOptions) {
    this.#db = db;
    this.#clock = clock;
    this.#defaults = defaults;
    this.#known = defaults.map(asDefault);
  }

  async load(): Promise<void> {
    this.#rows = new Map((await readAlertRules(this.#db)).map((row) => [row.id, row]));
    this.#known = knownRules(this.#rows, this.#defaults);
  }

  all(): readonly KnownRule[] {
    return this.#known;
  }

  enabled(): Rule[] {
    return this.#known.map(({ rule }) => rule).filter(({ enabled }) => enabled);
  }

  find(id: string): Rule | undefined {
    return this.#known.find(({ rule }) => rule.id === id)?.rule;
  }

  /** Sets rules, all or none. Throws RULES_FULL. */
  async set(rules: readonly Rule[], { actor }: { actor: string }): Promise<void> {
    await this.#write(
      rules.map((rule) => ({ id: rule.id, rule: JSON.stringify(rule) })),
      actor,
    );
  }

  /** A default is as it ships again; a rule of one's own is gone. Throws RULE_UNKNOWN. */
  async reset(id: string, { actor }: { actor: string }): Promise<void> {
    if (this.find(id) === undefined)
      throw new HostwireError('RULE_UNKNOWN', `there is no rule ${id}: see hostwire alerts rules list`);
    await this.#write([{ id, rule: '' }], actor);
  }

  async #write(changes: readonly Pick<AlertRuleRow, 'id' | 'rule'>[], actor: string): Promise<void> {
    await this.load();
    const changedMs = this.#clock.nowMs();
    const rows = changes.map(({ id, rule }) => {
      return { id, rule, changedMs, actor, version: (this.#rows.get(id)?.version ?? 0) + 1 };
    });
    const after = new Map([...this.#rows, ...rows.map((row) => [row.id, row] as const)]);
    const known = knownRules(after, this.#defaults);
    if (known.length > ruleLimits.rules)
      throw new HostwireError('RULES_FULL', `at most ${ruleLimits.rules} rules: remove some first`);
    await writeAlertRules(this.#db, rows);
    this.#rows = after;
    this.#known = known;
  }
}

function knownRules(rows: ReadonlyMap<string, AlertRuleRow>, shipped: readonly Rule[]): KnownRule[] {
  const defaults = shipped.map((rule) => knownRow(rows.get(rule.id), 'changed') ?? asDefault(rule));
  const own = [...rows.values()]
    .filter(({ id }) => shipped.every((rule) => rule.id !== id))
    .flatMap((row) => knownRow(row, 'own') ?? []);
  return [...defaults, ...own];
}

/** undefined: it was removed, or is of a version that this program does not know. */
function knownRow(row: AlertRuleRow | undefined, source: KnownRule['source']): KnownRule | undefined {
  if (row === undefined || row.rule === '') return undefined;
  const parsed = ruleSchema.safeParse(JSON.parse(row.rule));
  return parsed.success
    ? { rule: parsed.data, source, changedMs: row.changedMs, actor: row.actor }
    : undefined;
}

function asDefault(rule: Rule): KnownRule {
  return { rule, source: 'default', changedMs: null, actor: '' };
}
