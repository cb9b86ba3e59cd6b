/** Rules as YAML: `rules:` and a list, reviewed like code. */
import { parse, stringify } from 'yaml';
import { ruleLimits, ruleSchema, type Rule } from './rule.ts';

export interface RuleProblem {
  /** Id of the rule, or where it stands in the list. */
  readonly rule: string;
  readonly problem: string;
  /** false: it works, and is probably not what was meant. */
  readonly isError: boolean;
}

export interface ParsedRules {
  readonly rules: readonly Rule[];
  readonly problems: readonly RuleProblem[];
}

/** All mistakes at once. */
export function parseRules(text: string): ParsedRules {
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { rules: [], problems: [{ rule: '', problem, isError: true }] };
  }
  const list = Array.isArray(document)
    ? (document as unknown[])
    : (document as { rules?: unknown } | null)?.rules;
  if (!Array.isArray(list))
    return {
      rules: [],
      problems: [{ rule: '', problem: 'expected "rules:" and a list of rules', isError: true }],
    };
  return parseRuleList(list);
}

export function parseRuleList(list: readonly unknown[]): ParsedRules {
  const rules: Rule[] = [];
  const problems: RuleProblem[] = [];
  if (list.length > ruleLimits.rules)
    problems.push({ rule: '', problem: `at most ${ruleLimits.rules} rules`, isError: true });
  for (const [index, each] of list.slice(0, ruleLimits.rules).entries()) {
    const named = (each as { id?: unknown } | null)?.id;
    const name = typeof named === 'string' ? named : `number ${index + 1}`;
    const parsed = ruleSchema.safeParse(each);
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues)
        problems.push({
          rule: name,
          problem: path.length > 0 ? `${path.join('.')}: ${message}` : message,
          isError: true,
        });
      continue;
    }
    if (rules.some(({ id }) => id === parsed.data.id))
      problems.push({ rule: name, problem: 'stands there more than once', isError: true });
    rules.push(parsed.data);
    for (const problem of doubtsAbout(parsed.data)) problems.push({ rule: name, problem, isError: false });
  }
  return { rules, problems };
}

/** As YAML, without what is default. */
export function printRules(rules: readonly Rule[]): string {
  return stringify({ rules: rules.map(terse) }, { lineWidth: 120 });
}

export interface RuleDifference {
  readonly id: string;
  readonly change: 'added' | 'changed' | 'removed' | 'same';
  /** `above: 90 -> 95`. */
  readonly details: readonly string[];
}

/** What applying `wanted` changes. */
export function differenceOf(current: readonly Rule[], wanted: readonly Rule[]): RuleDifference[] {
  return wanted.map((rule) => {
    const before = current.find(({ id }) => id === rule.id);
    if (before === undefined) return { id: rule.id, change: 'added', details: [] };
    const details = changedFields(before, rule);
    return { id: rule.id, change: details.length > 0 ? 'changed' : 'same', details };
  });
}

function changedFields(before: Rule, after: Rule): string[] {
  const [old, fresh] = [terse(before), terse(after)];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
  return keys
    .filter((key) => JSON.stringify(old[key]) !== JSON.stringify(fresh[key]))
    .map((key) => `${key}: ${shown(old[key])} -> ${shown(fresh[key])}`);
}

function shown(value: unknown): string {
  return value === undefined ? 'default' : JSON.stringify(value);
}

const durations = new Set(['for', 'resolveAfter', 'window', 'within', 'every']);

function terse(rule: Rule): Record<string, unknown> {
  const minimal: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(rule)) {
    const isDefault = ['id', 'kind', 'summary'].includes(key) ? false : isDefaultOf(rule, key, value);
    if (!isDefault) minimal[key] = durations.has(key) ? durationText(Number(value)) : value;
  }
  return minimal;
}

function isDefaultOf(rule: Rule, key: string, value: unknown): boolean {
  const without = Object.fromEntries(Object.entries(rule).filter(([name]) => name !== key));
  const parsed = ruleSchema.safeParse(without);
  return (
    parsed.success && JSON.stringify((parsed.data as Record<string, unknown>)[key]) === JSON.stringify(value)
  );
}

function durationText(ms: number): string {
  for (const [unit, length] of [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1_000],
  ] as const)
    if (ms > 0 && ms % length === 0) return `${ms / length}${unit}`;
  return ms === 0 ? '0' : `${ms}ms`;
}

/** What is allowed and probably a mistake. */
function doubtsAbout(rule: Rule): string[] {
  const doubts: string[] = [];
  if (rule.kind === 'threshold' && rule.aggregate === 'last' && rule.for === 0)
    doubts.push('fires on a single sample: give it "for", or an aggregate over its window');
  if (rule.kind === 'threshold' && ['last', 'avg'].includes(rule.aggregate) && rule.clear === undefined)
    doubts.push('has no "clear": a value around the threshold makes it fire again and again');
  return doubts;
}
